// Who covers what in the next four weeks, how little room that leaves, and the running balance.
#include "app/pages/view_parts.hpp"
#include "core/findings/coverage.hpp"
#include "core/household/hours.hpp"
#include "core/plans/rota.hpp"
#include "core/plans/share.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenkeel {
namespace {

/// Less room than this around the way there and back is worth a word.
constexpr Seconds little = Minutes(15);

/// What keeps a partner from holding a window of this coverage.
IntervalSet blocking_time(const Occupied& occupied, const Coverage& coverage) {
  const IntervalSet& taken = coverage.attention == Attention::full ? occupied.busy : occupied.present;
  return taken.united(occupied.fixed);
}

/// What stands close to the window, the way there included.
std::string tight_text(const ViewScene& scene, const RotaEntry& entry) {
  if (!entry.who || index(*entry.who) >= 2) return {};
  const WorldView& from = scene.near;
  const Coverage& coverage = scene.settings().coverages[entry.window.coverage];
  const Interval window = widened(from.world, entry.window, *entry.who);
  const IntervalSet taken = blocking_time(from.times.of(*entry.who), coverage);
  std::string text;
  const auto add = [&](Seconds room, std::string_view what, Instant at) {
    if (room < Seconds{0} || room >= little) return;
    text +=
        fmt::format("{}{} {} {}", text.empty() ? "" : ", ",
                    room == Seconds{0} ? "no time" : length_text(room), what, clock_text(at, scene.in.zone));
  };
  for (const Interval& part : taken.overlapping({window.start - little, window.end + little})) {
    if (part.end <= window.start) add(window.start - part.end, "after what ends at", part.end);
    if (part.start >= window.end) add(part.start - window.end, "before what begins at", part.start);
  }
  return text;
}

PlannerDuty shown(const ViewScene& scene, const RotaEntry& entry) {
  const Settings& settings = scene.settings();
  std::string name = entry.who ? name_of(settings, *entry.who) : "nobody yet";
  if (entry.needs_asking) name = "ask " + name;
  return {.time = entry.window.time,
          .date = scene.in.zone.date_of(entry.window.time.start),
          .title = settings.coverages[entry.window.coverage].title,
          .who = entry.who,
          .name = std::move(name),
          .reason = entry.reason,
          .tight = tight_text(scene, entry)};
}

void hold(const ViewScene& scene, const RotaEntry& entry, RotaBalance& balance) {
  const int share =
      first_share_on(scene.settings(), scene.in.world.support, scene.home().date_of(entry.window.time.start));
  balance.hold(entry.who, scene.settings().coverages[entry.window.coverage].points, share);
}

/// Where the running balance begins: the rota says where it ends.
std::int64_t balance_at_begin(const ViewScene& scene) {
  const Rota& rota = scene.in.analysis.rota;
  RotaBalance all;
  for (const RotaEntry& entry : rota.entries) hold(scene, entry, all);
  return (100 * std::int64_t{rota.points[0]}) - std::llround(rota.due[0] * 100) - all.difference();
}

}  // namespace

void view_rota(const ViewScene& scene, PlannerView& view) {
  RotaBalance balance;
  const std::int64_t begin = balance_at_begin(scene);
  const auto& entries = scene.in.analysis.rota.entries;
  auto next = entries.begin();
  for (Date d = view.rota_dates.first; d < view.rota_dates.end; d += Days(1)) {
    for (; next != entries.end() && scene.in.zone.date_of(next->window.time.start) <= d; ++next) {
      hold(scene, *next, balance);
      view.rota.push_back(shown(scene, *next));
    }
    view.balance.push_back({d, begin + balance.difference()});
  }
}

}  // namespace evenkeel
