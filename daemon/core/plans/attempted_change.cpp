#include "core/plans/attempted_change.hpp"

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
