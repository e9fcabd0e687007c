#include "core/plans/evenings.hpp"

#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr Days week{7};

bool is_free(const World& world, const Analysis& analysis, Interval evening) {
  const auto busy = [&](PartnerIndex p) { return analysis.occupied[index(p)].busy.overlaps(evening); };
  const auto held = [&](const RotaEntry& entry) {
    return entry.who && index(*entry.who) < both_partners.size() && entry.window.time.overlaps(evening);
  };
  const auto meets = [&](const Slot& slot) { return slot.time.overlaps(evening); };
  return evening.start > world.now && std::ranges::none_of(both_partners, busy) &&
         std::ranges::none_of(analysis.rota.entries, held) &&
         std::ranges::none_of(analysis.routines.slots, meets);
}

/// The evening of the agenda itself is taken by it, wherever in the day it lies.
std::optional<Date> free_evening(const World& world, const Analysis& analysis, Date of_agenda) {
  const Zone& zone = *world.settings->zone;
  for (Date d = of_agenda + Days(1); d <= of_agenda + week; d += Days(1)) {
    const Interval evening{zone.to_instant(LocalTime(d) + Hours(19)),
                           zone.to_instant(LocalTime(d) + Hours(22))};
    if (is_free(world, analysis, evening)) return d;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> proposed_evenings(const World& world, const Analysis& analysis,
                                           std::span<const Win> wins, const Slot& slot) {
  std::vector<std::string> proposals;
  if (std::ranges::find(world.paused, true) != world.paused.end()) return proposals;
  const Date date = world.settings->zone->date_of(slot.time.start);
  for (const Win& win : wins) {
    if (!win.milestone || win.date <= date - week || win.date > date) continue;
    if (const auto evening = free_evening(world, analysis, date)) {
      proposals.push_back(
          fmt::format("{}: both are free on the evening of {}", win.text, day_text(*evening)));
    }
  }
  return proposals;
}

}  // namespace evenkeel
