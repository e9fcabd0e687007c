// Four weeks by the hour: what both have taken, the windows across, and where both are free.
#include "app/pages/view_parts.hpp"
#include "core/findings/coverage.hpp"
#include "core/household/hours.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr DayRange waking_hours{Hours(7), Hours(23)};  // as `shared_free_hours` counts them
constexpr Seconds least_free = Hours(1);
constexpr Days free_ahead{14};
constexpr std::size_t most_slots = 8;
constexpr std::size_t most_blocks = 10;  // a day; more are drawn as one where little lies between

Pass pass_of(const Engagement& e) {
  return e.firmness == Firmness::confirmed ? Pass::confirmed : Pass::all;
}

/// Whether somebody is at home, on leave or focused is shown where its owner discloses kinds; else it is
/// busy like the rest, or nothing.
std::optional<BlockKind> block_of(const Engagement& e, const DisclosurePolicy& policy) {
  const Presence presence = e.presence(pass_of(e));
  const bool kinds = shows_kind(policy, e);
  if (presence == Presence::away) return BlockKind::away;
  if (presence == Presence::remote && kinds) return BlockKind::remote;
  if (presence != Presence::free) return BlockKind::busy;
  if (!kinds) return std::nullopt;
  if (e.kind == Kind::leave) return BlockKind::leave;
  return e.kind == Kind::focus ? std::optional(BlockKind::focus) : std::nullopt;
}

bool alike(const PlannerBlock& a, const PlannerBlock& b) {
  return a.kind == b.kind && a.confirmed == b.confirmed;
}

void join_text(std::string& text, const std::string& more) {
  constexpr std::size_t longest = 48;
  if (more.empty() || text.find(more) != std::string::npos) return;
  if (text.size() + more.size() > longest) {
    if (!text.ends_with("…")) text += text.empty() ? "…" : " · …";
    return;
  }
  text += (text.empty() ? "" : " · ") + more;
}

/// Those of one sort that overlap, or have less than `gap` between them, are one.
std::vector<PlannerBlock> joined(const std::vector<PlannerBlock>& sorted, Seconds gap) {
  std::vector<PlannerBlock> result;
  for (const PlannerBlock& block : sorted) {
    const auto last = std::ranges::find_if(result.rbegin(), result.rend(), [&](const PlannerBlock& b) {
      return alike(b, block) && block.time.start < b.time.end + gap;
    });
    if (last == result.rend()) {
      result.push_back(block);
      continue;
    }
    last->time.end = std::max(last->time.end, block.time.end);
    join_text(last->text, block.text);
  }
  return result;
}

std::vector<PlannerBlock> drawn(std::vector<PlannerBlock> blocks) {
  std::ranges::stable_sort(blocks, {}, &PlannerBlock::time);
  std::vector<PlannerBlock> result = joined(blocks, Seconds{0});
  if (result.size() > most_blocks) result = joined(blocks, Minutes(30));
  return result;
}

class HoursView {
 public:
  HoursView(const ViewScene& scene, PlannerView& view) : scene_(scene), view_(view) {}

  void fill() {
    for (Date d = view_.rota_dates.first; d < view_.rota_dates.end; d += Days(1)) {
      PlannerHours& day = view_.hours.emplace_back();
      day.date = d;
      day.time = {zone().midnight(d), zone().midnight(d + Days(1))};
    }
    for (const PartnerIndex p : both_partners) {
      add_working(p);
      add_blocks(p);
    }
    add_plans();
    add_free();
  }

 private:
  [[nodiscard]] const Zone& zone() const { return scene_.in.zone; }
  [[nodiscard]] Interval whole() const {
    return {view_.hours.front().time.start, view_.hours.back().time.end};
  }

  /// Calls `take` with each day that `time` touches, and the part of it.
  template <typename Take>
  void on_days(Interval time, Take take) {
    const Interval inside = time.intersection(whole());
    if (inside.empty()) return;
    auto day = static_cast<std::size_t>((zone().date_of(inside.start) - view_.rota_dates.first).count());
    for (; day < view_.hours.size() && view_.hours[day].time.start < inside.end; ++day) {
      const Interval part = inside.intersection(view_.hours[day].time);
      if (!part.empty()) take(view_.hours[day], part);
    }
  }

  void add_working(PartnerIndex p) {
    const IntervalSet& hours = scene_.in.world.work_days[index(p)]->hours();
    for (const Interval& part : hours.overlapping(whole())) {
      on_days(part, [&](PlannerHours& day, Interval time) { day.working[index(p)].push_back(time); });
    }
  }

  void add_blocks(PartnerIndex p) {
    const DisclosurePolicy& policy = scene_.near.policy;
    for (const Engagement& e : scene_.in.world.engagements[index(p)]) {
      if (e.occurrence.time.start >= whole().end + Days(1)) break;
      if (!e.overlaps(whole(), pass_of(e))) continue;
      const auto kind = block_of(e, policy);
      if (!kind) continue;
      std::string text = policy.text(e, pass_of(e)).str();
      if (text == "busy") text.clear();
      for (const Interval& part : e.body(pass_of(e))) {
        on_days(part, [&](PlannerHours& day, Interval time) {
          day.blocks[index(p)].push_back({time, *kind, e.firmness == Firmness::confirmed, text});
        });
      }
    }
    for (PlannerHours& day : view_.hours) {
      day.blocks[index(p)] = drawn(std::move(day.blocks[index(p)]));
    }
  }

  void add_plans() {
    for (const PlannerDuty& duty : view_.rota) {
      const Days at = duty.date - view_.rota_dates.first;
      if (at >= Days{0} && at.count() < static_cast<int>(view_.hours.size())) {
        view_.hours[static_cast<std::size_t>(at.count())].duties.push_back(duty);
      }
    }
    for (const PlannerCheckIn& check_in : view_.check_ins) {
      const Days at = check_in.date - view_.rota_dates.first;
      if (at >= Days{0} && at.count() < static_cast<int>(view_.hours.size())) {
        view_.hours[static_cast<std::size_t>(at.count())].check_ins.push_back(check_in);
      }
    }
  }

  /// What neither has: working hours, busy time, the windows they hold, check-ins.
  [[nodiscard]] IntervalSet taken() const {
    std::vector<Interval> parts;
    for (const PartnerIndex p : both_partners) {
      for (const IntervalSet* set :
           {&scene_.in.world.work_days[index(p)]->hours(), &scene_.near.times.of(p).busy}) {
        const auto over = set->overlapping(whole());
        parts.insert(parts.end(), over.begin(), over.end());
      }
    }
    for (const RotaEntry& entry : scene_.in.analysis.rota.entries) {
      if (!entry.who || index(*entry.who) >= 2) continue;
      parts.push_back(widened(scene_.in.world, entry.window, *entry.who));
    }
    for (const PlannerCheckIn& check_in : view_.check_ins) parts.push_back(check_in.time);
    return IntervalSet(std::move(parts));
  }

  void add_free() {
    const IntervalSet taken = this->taken();
    const Date today = scene_.home().date_of(view_.now);
    std::vector<Interval> awake;
    for (Date d = today; d < today + free_ahead; d += Days(1)) {
      const Interval day = range_on(d, waking_hours, scene_.home());
      awake.push_back({std::max(day.start, view_.now), day.end});
    }
    const IntervalSet free = IntervalSet(std::move(awake)).minus(taken);
    for (const Interval& slot : free.parts()) {
      if (slot.length() < least_free || slot.start >= scene_.horizon()) continue;
      if (view_.free.size() < most_slots) view_.free.push_back(slot);
      on_days(slot, [&](PlannerHours& day, Interval time) { day.free.push_back(time); });
    }
  }

  const ViewScene& scene_;
  PlannerView& view_;
};

}  // namespace

void view_hours(const ViewScene& scene, PlannerView& view) {
  HoursView(scene, view).fill();
}

}  // namespace evenkeel
