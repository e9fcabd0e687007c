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
#include <span>
#include <string>
#include <vector>

namespace evenkeel {

/// One instance: its civil time in the series' zone (all-day: midnight of its date) as the series names it,
/// also where the clock skips that, where it is, and how long it lasts when an RDATE period says so itself.
struct Instance {
  LocalTime local;
  Instant start;
  const Extent* own_extent = nullptr;
};

/// What tells the instances of one series apart: the instant of a timed one, the date of an all-day one.
using InstanceKey = std::int64_t;

/// Why what parse_rrule() said cannot be a rule of this master; empty when it can.
[[nodiscard]] std::string why_not(const Expected<RecurrenceRule>& rule, const Component& master);

class SeriesRules {
 public:
  /// Borrows all. The component has a start. Its rules were parsed into `rules`.
  SeriesRules(const Component& master, std::span<const RecurrenceRule* const> rules, const Placing& placing,
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

  /// The civil time that the series names where `shown` lies: another than that of `shown` when the clock
  /// skips it. That of `shown` when it is none of the series.
  [[nodiscard]] LocalTime named(const Instance& shown, Budget& budget) const;

  /// Calls `visit(Instance)` for those on the dates (ascending, none twice) of a timed series, in any order
  /// and maybe twice. Where it returns false, no more of that date need come.
  template <typename Visit>
  void each_on(std::span<const Date> dates, Budget& budget, Visit visit) const;

  /// Calls `visit(Instance)` for each instance from `from` to `last` (civil, both included; a little more may
  /// come) until it returns false or the budget ends, none twice: what an RDATE names comes first and only
  /// from there, then what rules name, ascending by civil time.
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
  /// A rule on its way through the range.
  struct Run {
    Run(const SeriesRules& series, const RecurrenceRule& its, LocalTime from, LocalTime last)
        : rule(&its),
          limit(series.limit_of(its)),
          end(std::min(last, limit.local)),
          recurrence(its, series.dtstart_,
                     series.all_day_ ? Recurrence::Values::dates : Recurrence::Values::date_times) {
      recurrence.seek(from);
    }
    LocalTime next(Budget& budget) { return recurrence.next_or_none(end, budget); }

    const RecurrenceRule* rule;
    Limit limit;
    LocalTime end;
    Recurrence recurrence;
    LocalTime head = Recurrence::none;  // where several run side by side
  };
  /// Where the last instances went that the clock skipped: the rules may go on to there.
  struct Clock {
    ZoneWalk walk;
    std::vector<Instant> moved;
  };

  /// Places the instance of a civil time that a rule named; false when it lies beyond the rule's limit or is
  /// known already.
  bool place(Instance& instance, const Run& run, Clock& clock) const;
  template <typename Visit>
  void each_of_several(std::vector<Run>& runs, Clock& clock, Budget& budget, Visit visit) const;

  /// Where a zone leaves out a whole date, what was named for it is as good as named for the next.
  static bool leaves_out_date(LocalTime named, LocalTime shown) { return shown - named >= Days{1}; }
  [[nodiscard]] Instance explicit_instance(const EventTime& time, const Placing& placing) const;
  void add_explicit(const std::variant<EventTime, RDatePeriod>& rdate, const Placing& placing,
                    bool& backwards);
  [[nodiscard]] bool is_explicit(const Instance& instance) const {
    return !explicit_.empty() && among_explicit(key(instance));
  }
  [[nodiscard]] bool among_explicit(InstanceKey key) const;
  [[nodiscard]] Limit limit_of(const RecurrenceRule& rule) const;
  [[nodiscard]] Date date_meant(Instant midnight) const;

  std::span<const RecurrenceRule* const> rules_;
  const Zone& owner_;
  const Zone& zone_;
  const Zone* dates_zone_ = nullptr;  // where the dates of an all-day one were midnights, when that is known
  bool all_day_;
  LocalTime dtstart_;
  std::vector<Explicit> explicit_;  // RDATEs by start, none twice
  Seconds longest_period_{0};
};

inline bool SeriesRules::place(Instance& instance, const Run& run, Clock& clock) const {
  const LocalTime local = instance.local;
  instance.start = clock.walk.to_instant(local);
  if (instance.start > run.limit.instant) return false;
  auto& moved = clock.moved;
  if (clock.walk.skipped(local)) {
    // Within a day the clock counts on: such an instance is what the clock shows then.
    const LocalTime shown = zone_.to_local(instance.start);
    const bool dateless = !all_day_ && leaves_out_date(local, shown);
    if (run.rule->frequency < Frequency::daily || dateless) instance.local = shown;
    moved.push_back(instance.start);
  } else if (!moved.empty() && !all_day_) {
    if (std::ranges::binary_search(moved, instance.start)) return false;
    if (instance.start > moved.back()) moved.clear();
  }
  return !is_explicit(instance);
}

template <typename Visit>
void SeriesRules::each_of_several(std::vector<Run>& runs, Clock& clock, Budget& budget, Visit visit) const {
  for (Run& run : runs) run.head = run.next(budget);
  while (true) {
    const LocalTime least = std::ranges::min_element(runs, {}, &Run::head)->head;
    if (least == Recurrence::none) return;
    bool known = false;
    for (Run& run : runs) {
      if (run.head != least) continue;
      if (Instance instance{least, {}}; !known && place(instance, run, clock)) {
        if (!visit(instance)) return;
        known = true;
      }
      run.head = run.next(budget);
    }
  }
}

template <typename Visit>
void SeriesRules::each_on(std::span<const Date> dates, Budget& budget, Visit visit) const {
  if (dates.empty()) return;
  const auto wanted = [&](const Instance& instance) {
    return std::ranges::binary_search(dates, std::chrono::floor<Days>(instance.local));
  };
  const Instance first{dtstart_, zone_.to_instant(dtstart_)};
  if (rules_.empty() && wanted(first)) visit(first);
  for (const auto& one : explicit_) {
    if (!budget.step()) return;
    if (wanted(one.instance)) visit(one.instance);
  }
  const auto run_through = [&](const RecurrenceRule& rule, Date from, Date last, bool all) {
    // What the clock skips at the end of a day may be shown on the next.
    const bool skips = zone_.lookup(LocalTime{from} - Seconds{1}).kind == Zone::Lookup::Kind::skipped;
    Run run(*this, rule, LocalTime{from} - (skips ? Hours{3} : Hours{0}),
            LocalTime{last} + Days{1} - Seconds{1});
    Clock clock{ZoneWalk(zone_), {}};
    for (auto local = run.next(budget); local != Recurrence::none; local = run.next(budget)) {
      Instance instance{local, {}};
      if (place(instance, run, clock) && wanted(instance) && !visit(instance) && !all) return;
    }
  };
  // Where it takes long to count as far as a date, that is done once, past all others.
  constexpr std::uint64_t long_way = 1000;
  for (const auto* rule : rules_) {
    for (std::size_t i = 0; i < dates.size(); ++i) {
      const auto steps = budget.steps;
      run_through(*rule, dates[i], dates[i], false);
      if (!rule->count || steps - budget.steps < long_way || i + 1 == dates.size()) continue;
      run_through(*rule, dates[i + 1], dates.back(), true);
      break;
    }
  }
}

template <typename Visit>
void SeriesRules::each(LocalTime from, LocalTime last, Budget& budget, Visit visit) const {
  Clock clock{ZoneWalk(zone_), {}};
  if (rules_.empty()) {
    const Instance first{dtstart_, clock.walk.to_instant(dtstart_)};
    if (!is_explicit(first) && !visit(first)) return;
  }
  for (const auto& [instance, extent] : explicit_) {
    if (!budget.step()) return;
    if (!visit(Instance{instance.local, instance.start, extent ? &*extent : nullptr})) return;
  }
  if (rules_.size() == 1) {
    Run run(*this, *rules_.front(), from, last);
    for (auto local = run.next(budget); local != Recurrence::none; local = run.next(budget)) {
      if (Instance instance{local, {}}; place(instance, run, clock) && !visit(instance)) return;
    }
    return;
  }
  std::vector<Run> runs;
  runs.reserve(rules_.size());
  for (const auto* rule : rules_) runs.emplace_back(*this, *rule, from, last);
  if (!runs.empty()) each_of_several(runs, clock, budget, visit);
}

}  // namespace evenkeel
