#include "core/plans/attempted_change.hpp"

#include "core/household/hours.hpp"
#include "core/plans/period.hpp"
#include "core/plans/routines.hpp"
#include "core/plans/slot_candidates.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

bool asks_people(const Change& change) {
  return std::holds_alternative<AskHelper>(change) || std::holds_alternative<AskPartner>(change) ||
         std::holds_alternative<ShiftSlot>(change);
}

void add_bodies(const Engagement& e, std::vector<Interval>& bodies) {
  for (const Pass pass : {Pass::confirmed, Pass::all}) {
    const auto body = e.body(pass);
    bodies.insert(bodies.end(), body.begin(), body.end());
  }
}

bool is_away(const Engagement& e, Pass pass) {
  return e.counts(pass) && e.presence(pass) == Presence::away;
}

}  // namespace

Answers changed_answers(Answers answers, const Change& change, const Settings& settings) {
  if (const auto* ask = std::get_if<AskHelper>(&change)) {
    answers.helper_agreed.insert(ask->duty_key);
    answers.holder[ask->duty_key] = settings.helpers[index(ask->helper) - 2].id;
  }
  if (const auto* ask = std::get_if<AskPartner>(&change)) {
    answers.holder[ask->duty_key] = settings.partners[index(ask->partner)].id;
  }
  if (const auto* shift = std::get_if<ShiftSlot>(&change)) answers.placed[shift->slot_key] = shift->to;
  return answers;
}

IntervalSet placing_time(const RoutineCircumstances& c) {
  std::vector<Interval> all;
  for (const auto& [key, slot] : c.answers.placed) all.push_back(slot);
  for (std::size_t r = 0; r < c.settings.routines.size(); ++r) {
    const Routine& routine = c.settings.routines[r];
    const Zone& zone = zone_of(c.settings, routine);
    const Date today = zone.date_of(c.now);
    const Interval ahead{c.now, c.horizon_end};
    const WeekRanges windows = windows_of(c.settings, routine);
    for (const RoutinePeriod& period : placed_periods(routine.every, today, c.rule_dates[r])) {
      // Whole windows: each candidate lies in one, and what else does changes nothing.
      const Date end = std::min(period.dates.end, zone.date_of(c.horizon_end) + Days(1));
      for (Date d = std::max(period.dates.first, today - Days(1)); d < end; d += Days(1)) {
        for (const DayRange& window : windows.on(d)) {
          all.push_back(range_on(d, window, zone).intersection(ahead));
        }
      }
    }
  }
  return IntervalSet(std::move(all));
}

std::array<Interval, 2> deadline_times(const World& world) {
  std::array<Interval, 2> times{};
  for (const Deadline& d : world.deadlines) {
    Interval& time = times[index(d.partner)];
    const Instant start = std::max(d.start, world.now);
    time = time.empty() ? Interval{start, d.due}
                        : Interval{std::min(time.start, start), std::max(time.end, d.due)};
  }
  return times;
}

AttemptedChange::AttemptedChange(const Course& c, const Change& with)
    : course(c),
      change(with),
      displaced(displaced_by(c.world, with)),
      first(c.first_times, displaced),
      second(c.second_times, displaced) {
  if (const auto* move = std::get_if<MoveDeadline>(&with)) light = moved_deadline(c.world, *move);
  if (asks_people(with)) answered = changed_answers(c.answers, with, *c.world.settings);
  std::vector<Interval> bodies;
  for (const EngagementRef& ref : displaced.gone) {
    add_bodies(c.world.engagements[index(ref.person)][ref.engagement], bodies);
  }
  if (displaced.there) add_bodies(*displaced.there, bodies);
  touched = IntervalSet(std::move(bodies));
}

std::string_view AttemptedChange::asked_duty() const {
  if (const auto* ask = std::get_if<AskHelper>(&change)) return ask->duty_key;
  if (const auto* ask = std::get_if<AskPartner>(&change)) return ask->duty_key;
  return {};
}

bool AttemptedChange::touches_away(Pass pass) const {
  return (displaced.there && is_away(*displaced.there, pass)) ||
         std::ranges::any_of(displaced.gone, [&](const EngagementRef& ref) {
           return is_away(course.world.engagements[index(ref.person)][ref.engagement], pass);
         });
}

}  // namespace evenkeel
