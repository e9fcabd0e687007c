#include "core/calendar/place.hpp"
#include "core/household/classify.hpp"
#include "core/household/reading.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace evenkeel {

namespace {

Date date_of(const DateOrInstant& value, const Zone& zone) {
  const auto* date = std::get_if<Date>(&value);
  return date != nullptr ? *date : zone.date_of(std::get<Instant>(value));
}

/// A date means the end of the partner's work on it.
Instant due_instant(const DateOrInstant& due, const Partner& partner) {
  const auto* date = std::get_if<Date>(&due);
  return date != nullptr ? end_of_work(partner, *date) : std::get<Instant>(due);
}

bool is_todo(const Component& c) {
  return c.kind == ComponentKind::todo;
}

}  // namespace

bool is_done(const Component& todo) {
  return todo.completed || todo.status == Status::completed || todo.percent_complete.value_or(0) >= 100;
}

std::optional<TodoSighting> Reading::todo(const Component& c, const CalendarObject& object,
                                          std::size_t source, const SourceOwner& owner) {
  const auto due = todo_due(c, object, zones_, *owner.zone);
  if (!due || !within_bounds(*owner.settings, date_of(*due, *owner.zone))) return std::nullopt;
  TodoSighting todo;
  if (const auto* date = std::get_if<Date>(&*due)) todo.due_date = *date;
  todo.due = due_instant(*due, world_.settings->partners[index(owner.person)]);
  Occurrence& o = todo.seen.occurrence;
  o.component = &c;
  o.time = {todo.due, todo.due};
  if (c.dtstart) {
    const Instant start = to_instant(*c.dtstart, object, zones_, *owner.zone);
    if (start < todo.due) todo.start = o.time.start = start;
  }
  if (c.recurrence_id) o.recurrence_id = to_date_or_instant(*c.recurrence_id, object, zones_, *owner.zone);
  todo.seen.source = todo.seen.rank = source;
  todo.seen.facts = facts_of(c, source, owner, todo.due_date.has_value(), o.time.length());
  if (!todo.seen.facts.exists) return std::nullopt;
  return todo;
}

std::vector<TodoSighting> Reading::todos(std::size_t source) {
  const SourceSnapshot& snapshot = world_.snapshot->sources[source];
  const SourceOwner owner = owner_of(*world_.settings, snapshot.name);
  std::vector<TodoSighting> found;
  if (!source_counts(world_, snapshot, owner)) return found;
  for (const StoredObject& stored : snapshot.objects) {
    if (own_.uid && own_.uid(stored.object.uid)) continue;
    for (const Component& c : stored.object.components) {
      if (!is_todo(c) || RuleMatcher::has_category(c, "support")) continue;
      if (auto one = todo(c, stored.object, source, owner)) found.push_back(*std::move(one));
    }
  }
  return found;
}

std::vector<DateSpan> Reading::support_todos(std::size_t source) {
  const SourceSnapshot& snapshot = world_.snapshot->sources[source];
  const SourceOwner owner = owner_of(*world_.settings, snapshot.name);
  std::vector<DateSpan> found;
  if (!source_counts(world_, snapshot, owner)) return found;
  const Zone& zone = *world_.settings->zone;
  for (const StoredObject& stored : snapshot.objects) {
    for (const Component& c : stored.object.components) {
      if (!is_todo(c) || is_done(c) || !RuleMatcher::has_category(c, "support")) continue;
      auto due = todo_due(c, stored.object, zones_, *owner.zone);
      // Rules see it as they see any other to-do (`ignore` for all_day or from some min_duration on).
      Seconds length{0};
      if (due && c.dtstart) {
        length = due_instant(*due, world_.settings->partners[index(owner.person)]) -
                 to_instant(*c.dtstart, stored.object, zones_, *owner.zone);
      }
      const bool all_day = due && std::holds_alternative<Date>(*due);
      if (!facts_of(c, source, owner, all_day, std::max(length, Seconds{0})).exists) continue;
      std::optional<DateOrInstant> start;
      if (c.dtstart) start = to_date_or_instant(*c.dtstart, stored.object, zones_, *owner.zone);
      if (!start) start = due;
      if (!due) due = start;
      if (!due || !within_bounds(*owner.settings, date_of(*due, *owner.zone))) continue;
      found.push_back({date_of(*start, zone), date_of(*due, zone) + Days(1)});
    }
  }
  return found;
}

}  // namespace evenkeel
