// The instances that a master's DTSTART, RRULE and RDATE make, before anything is taken out of them.
#pragma once

#include "core/calendar/expand_extent.hpp"
#include "core/calendar/object.hpp"
#include "core/calendar/place.hpp"
#include "core/time/recurrence.hpp"
#include "core/time/zone_walk.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace evenkeel {

/// One instance: its civil time in the series' zone (all-day: midnight of its date), where that is, and how
/// long it lasts when an RDATE period says so itself.
struct Instance {
  LocalTime local;
  Instant start;
  const Extent* own_extent = nullptr;
};

/// What tells the instances of one series apart: the instant of a timed one, the date of an all-day one.
using InstanceKey = std::int64_t;

class SeriesRules {
 public:
  /// Borrows all. The component has a start. Its rules were parsed into `rules`.
  SeriesRules(const Component& master, const std::vector<RecurrenceRule>& rules, const Placing& placing,
              bool& backwards);

  [[nodiscard]] bool all_day() const { return all_day_; }
  [[nodiscard]] const Zone& zone() const { return zone_; }
  [[nodiscard]] bool recurs() const { return !rules_.empty() || !explicit_.empty(); }
  [[nodiscard]] InstanceKey key(const Instance& instance) const {
    return all_day_ ? instance.local.time_since_epoch().count() : instance.start.time_since_epoch().count();
  }
  [[nodiscard]] DateOrInstant recurrence_id(const Instance& instance) const {
    if (all_day_) return std::chrono::floor<Days>(instance.local);
    return instance.start;
  }
  [[nodiscard]] Seconds longest_period() const { return longest_period_; }

  /// The civil time that an RDATE or RECURRENCE-ID means in this series: for an all-day one a date (at
  /// midnight), for a timed one the series' time of day when only a date is given.
  [[nodiscard]] LocalTime local_in_series(const EventTime& time, const Placing& placing) const;
  /// The same as an instance: exactly where a timed one is placed.
  [[nodiscard]] Instance instance_of(const EventTime& time, const Placing& placing) const;

  /// Calls `visit(Instance)` for each instance from `from` to `last` (civil, both included; a little more may
  /// come) until it returns false or the budget ends. Rules one after the other, each ascending; an instance
  /// of two rules comes twice, one that an RDATE names as well only from there.
  template <typename Visit>
  void each(LocalTime from, LocalTime last, Budget& budget, Visit visit) const;

 private:
  struct Explicit {
    Instance instance;
    std::optional<Extent> extent;  // of a period
  };
  struct Limit {
    LocalTime local = LocalTime::max();
    Instant instant = Instant::max();
  };

  void add_explicit(const std::variant<EventTime, RDatePeriod>& rdate, const Placing& placing,
                    bool& backwards);
  [[nodiscard]] bool is_explicit(const Instance& instance) const;
  [[nodiscard]] Limit limit_of(const RecurrenceRule& rule) const;

  const std::vector<RecurrenceRule>& rules_;
  const Zone& owner_;
  const Zone& zone_;
  bool all_day_;
  LocalTime dtstart_;
  std::vector<Explicit> explicit_;  // RDATEs by start, none twice
  Seconds longest_period_{0};
};

template <typename Visit>
void SeriesRules::each(LocalTime from, LocalTime last, Budget& budget, Visit visit) const {
  ZoneWalk walk(zone_);
  if (rules_.empty()) {
    const Instance first{dtstart_, walk.to_instant(dtstart_)};
    if (!is_explicit(first) && !visit(first)) return;
  }
  for (const auto& [instance, extent] : explicit_) {
    if (!budget.step()) return;
    if (!visit(Instance{instance.local, instance.start, extent ? &*extent : nullptr})) return;
  }
  for (const auto& rule : rules_) {
    Recurrence recurrence(rule, dtstart_,
                          all_day_ ? Recurrence::Values::dates : Recurrence::Values::date_times);
    recurrence.seek(from);
    const Limit limit = limit_of(rule);
    const LocalTime end = std::min(last, limit.local);
    std::vector<Instant> moved;  // out of a spring gap, to where the rule may go on to
    while (const auto local = recurrence.next(end, budget)) {
      Instance instance{*local, walk.to_instant(*local)};
      if (walk.skipped(*local)) {
        // Within a day the clock counts on: such an instance is what the clock shows then.
        if (rule.frequency < Frequency::daily) instance.local = zone_.to_local(instance.start);
        moved.push_back(instance.start);
      } else if (!moved.empty() && !all_day_) {
        if (std::ranges::binary_search(moved, instance.start)) continue;
        if (instance.start > moved.back()) moved.clear();
      }
      if (instance.start > limit.instant || is_explicit(instance)) continue;
      if (!visit(instance)) return;
    }
  }
}

}  // namespace evenkeel
