#include "core/plans/routines.hpp"

#include "core/household/hours.hpp"
#include "core/household/interval_set.hpp"
#include "core/plans/period.hpp"
#include "core/plans/slot_candidates.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace evenkeel {

namespace {

/// How early a slot may be that nobody has seen yet.
constexpr Hours first_notice{24};

/// Each is in order, nearly always.
IntervalSet united(const std::vector<Interval>& a, const std::vector<Interval>& b) {
  return IntervalSet(a).united(IntervalSet(b));
}

bool concerns(const Routine& routine, const Settings& s, PartnerIndex p) {
  return std::ranges::find(routine.with, s.partners[index(p)].id) != routine.with.end();
}

class Placing {
 public:
  explicit Placing(const RoutineCircumstances& c) : c_(c) {
    for (const PartnerIndex p : both_partners) {
      const PartnerTime& time = c.partners[index(p)];
      taken_[index(p)] = united(time.blocked, time.duties);
      unconfirmed_[index(p)] = IntervalSet(time.unconfirmed);
    }
    const Interval range{c.now - Days(2), c.horizon_end + Days(2)};
    for (const Protect& p : c.settings.protects) {
      protects_.push_back(hours_in(p.time, *c.settings.zone, range));
    }
  }

  RoutinePlan place() {
    for (const bool common : {true, false}) {
      for (std::size_t r = 0; r < c_.settings.routines.size(); ++r) {
        if (c_.settings.routines[r].common() == common) place_routine(r);
      }
    }
    return std::move(plan_);
  }

 private:
  /// One period of one routine.
  struct Place {
    std::size_t routine = 0;
    RoutinePeriod period;
    std::string key;
    std::optional<Interval> published;
    std::set<Date> declined;  // dates on which it was declined
  };

  void place_routine(std::size_t r) {
    const Routine& routine = c_.settings.routines[r];
    const Date today = zone_of(c_.settings, routine).date_of(c_.now);
    const std::vector<Date> none;
    const auto& dates = r < c_.rule_dates.size() ? c_.rule_dates[r] : none;
    std::vector<Place> places;
    for (RoutinePeriod& period : placed_periods(routine.every, today, dates)) {
      Place& place = places.emplace_back(Place{r, std::move(period), {}, {}, {}});
      place.key = fmt::format("slot/{}/{}", routine.id, place.period.name);
      seen_.insert(place.key);
    }
    // Their time is taken before another is chosen; they are told of after those.
    const std::vector<Slot> moved = kept_moved(r);
    for (const Slot& slot : moved) take_time(routine, slot.time);
    for (Place& place : places) {
      if (!left_out(place.key)) place_period(place);
    }
    plan_.slots.insert(plan_.slots.end(), moved.begin(), moved.end());
  }

  /// Slots of periods that are over, put by people to a time that is still to come.
  [[nodiscard]] std::vector<Slot> kept_moved(std::size_t r) const {
    std::vector<Slot> kept;
    const std::string prefix = "slot/" + c_.settings.routines[r].id + "/";
    for (const auto& [key, slot] : c_.answers.placed) {
      if (!key.starts_with(prefix) || seen_.contains(key) || slot.end <= c_.now || left_out(key)) continue;
      if (!c_.answers.moved_by_people.contains(key)) continue;
      kept.push_back({r, key.substr(prefix.size()), slot, key, "stays where it was put"});
    }
    return kept;
  }

  /// Skipped by hand, or declined twice.
  [[nodiscard]] bool left_out(const std::string& key) const {
    const auto declined = c_.answers.declined.find(key);
    return c_.answers.skipped.contains(key) ||
           (declined != c_.answers.declined.end() && declined->second >= 2);
  }

  void place_period(Place& place) {
    const Routine& routine = c_.settings.routines[place.routine];
    read_answers(place);
    if (place.published && !is_declined(place, *place.published)) {
      const bool free = is_free(place.routine, *place.published);
      const bool stays = routine.protected_ || c_.answers.moved_by_people.contains(place.key) ||
                         place.published->start < c_.now || free;
      if (stays) {
        add(place, *place.published, "stays where it was published");
        if (!free && place.published->end > c_.now) note_next_best(place);
        return;
      }
    }
    choose(place);
  }

  void read_answers(Place& place) const {
    const auto published = c_.answers.placed.find(place.key);
    if (published != c_.answers.placed.end()) place.published = published->second;
    const auto count = c_.answers.declined.find(place.key);
    if (count == c_.answers.declined.end() || count->second == 0) return;
    const Zone& zone = zone_of(c_.settings, c_.settings.routines[place.routine]);
    const auto slots = c_.answers.declined_slots.find(place.key);
    if (slots != c_.answers.declined_slots.end()) {
      for (const Interval& slot : slots->second) place.declined.insert(zone.date_of(slot.start));
    }
    if (place.declined.empty() && place.published) {
      place.declined.insert(zone.date_of(place.published->start));
    }
  }

  /// Whether what stands published is what was declined.
  [[nodiscard]] bool is_declined(const Place& place, const Interval& published) const {
    const auto slots = c_.answers.declined_slots.find(place.key);
    if (slots == c_.answers.declined_slots.end() || slots->second.empty()) return !place.declined.empty();
    return std::ranges::find(slots->second, published) != slots->second.end();
  }

  [[nodiscard]] std::vector<Interval> candidates(const Place& place) const {
    const Instant not_before = place.published ? c_.now : c_.now + first_notice;
    return slot_candidates(c_.settings, c_.settings.routines[place.routine], place.period,
                           {not_before, c_.horizon_end, c_.paused});
  }

  void choose(const Place& place) {
    const std::vector<Interval> all = candidates(place);
    if (all.empty()) return;
    std::vector<Interval> free;
    std::ranges::copy_if(all, std::back_inserter(free),
                         [&](const Interval& slot) { return is_free(place.routine, slot); });
    if (free.empty()) {
      const Zone& zone = zone_of(c_.settings, c_.settings.routines[place.routine]);
      plan_.missing.push_back({place.routine, place.period.name, days_interval(place.period.dates, zone)});
      return;
    }
    if (const auto slot = best(place, free)) add(place, *slot, reason(place, *slot));
  }

  void note_next_best(const Place& place) {
    std::vector<Interval> free;
    std::ranges::copy_if(candidates(place), std::back_inserter(free),
                         [&](const Interval& slot) { return is_free(place.routine, slot); });
    if (const auto slot = best(place, free)) plan_.next_best[place.key] = *slot;
  }

  /// The smallest (overlaps unconfirmed busy time, distance to what was asked for, start), on a date on which
  /// it was not declined.
  [[nodiscard]] std::optional<Interval> best(const Place& place, const std::vector<Interval>& free) const {
    const Routine& routine = c_.settings.routines[place.routine];
    const Zone& zone = zone_of(c_.settings, routine);
    const PreferredTimes preferred(preference_of(routine), place.period, zone);
    using Rank = std::tuple<bool, Seconds, Instant>;
    std::optional<Rank> least;
    for (const Interval& slot : free) {
      if (place.declined.contains(zone.date_of(slot.start))) continue;
      const Rank rank{meets_unconfirmed(routine, slot), preferred.distance(slot.start), slot.start};
      if (!least || rank < *least) least = rank;
    }
    if (!least) return std::nullopt;
    const Instant start = std::get<Instant>(*least);
    return Interval{start, start + routine.duration};
  }

  [[nodiscard]] bool is_free(std::size_t r, const Interval& slot) const {
    const Routine& routine = c_.settings.routines[r];
    for (const PartnerIndex p : both_partners) {
      if (!concerns(routine, c_.settings, p)) continue;
      if (taken_[index(p)].overlaps(slot)) return false;
      if (std::ranges::any_of(slots_[index(p)], [&](const Interval& s) { return s.overlaps(slot); }))
        return false;
    }
    for (std::size_t i = 0; i < protects_.size(); ++i) {
      if (c_.settings.protects[i].id != routine.id && protects_[i].overlaps(slot)) return false;
    }
    return true;
  }

  [[nodiscard]] bool meets_unconfirmed(const Routine& routine, const Interval& slot) const {
    return std::ranges::any_of(both_partners, [&](PartnerIndex p) {
      return concerns(routine, c_.settings, p) && unconfirmed_[index(p)].overlaps(slot);
    });
  }

  [[nodiscard]] std::string reason(const Place& place, const Interval& slot) const {
    const Routine& routine = c_.settings.routines[place.routine];
    const Zone& zone = zone_of(c_.settings, routine);
    const auto preference = preference_of(routine);
    const PreferredTimes preferred(preference, place.period, zone);
    std::string text = "the first free time";
    if (preference) {
      text =
          preferred.distance(slot.start) == Seconds{0} ? "the time asked for" : "the nearest free time to it";
    }
    if (meets_unconfirmed(routine, slot)) text += ", beside something unconfirmed";
    if (!place.declined.empty()) text += ", on another date than the one declined";
    return text;
  }

  void add(const Place& place, const Interval& slot, std::string reason) {
    const Routine& routine = c_.settings.routines[place.routine];
    plan_.slots.push_back({place.routine, place.period.name, slot, place.key, std::move(reason)});
    take_time(routine, slot);
  }

  void take_time(const Routine& routine, const Interval& slot) {
    for (const PartnerIndex p : both_partners) {
      if (concerns(routine, c_.settings, p)) slots_[index(p)].push_back(slot);
    }
  }

  const RoutineCircumstances& c_;
  std::array<IntervalSet, 2> taken_;
  std::array<IntervalSet, 2> unconfirmed_;
  std::vector<IntervalSet> protects_;           // by Settings::protects
  std::array<std::vector<Interval>, 2> slots_;  // placed so far, by partner
  std::set<std::string> seen_;                  // keys of the periods that were looked at
  RoutinePlan plan_;
};

}  // namespace

RoutinePlan place_routines(const RoutineCircumstances& c) {
  return Placing(c).place();
}

const Zone& zone_of(const Settings& settings, const Routine& routine) {
  if (!routine.common() && !routine.with.empty()) {
    for (const Partner& p : settings.partners) {
      if (p.id == routine.with.front() && p.zone != nullptr) return *p.zone;
    }
  }
  return *settings.zone;
}

const Routine* routine_of(const Settings& settings, std::string_view key) {
  const auto found = std::ranges::find_if(
      settings.routines, [&](const Routine& routine) { return key.starts_with("slot/" + routine.id + "/"); });
  return found == settings.routines.end() ? nullptr : &*found;
}

bool brings_decisions(const Settings& settings, const Routine& routine) {
  const auto check_in = [](const Routine& r) { return r.common() && !r.agenda.empty(); };
  return check_in(routine) || (!routine.agenda.empty() && std::ranges::none_of(settings.routines, check_in));
}

}  // namespace evenkeel
