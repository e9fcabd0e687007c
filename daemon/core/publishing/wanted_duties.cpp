#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/same.hpp"
#include "core/publishing/wanted_kinds.hpp"
#include "core/time/text.hpp"

#include <array>
#include <string>
#include <variant>

namespace evenkeel {
namespace {

Seconds travel_of(const Coverage& coverage, const PersonId& person) {
  const auto own = coverage.travel.find(person);
  return own == coverage.travel.end() ? coverage.default_travel : own->second;
}

std::string when_to_leave(const Settings& settings, const Coverage& coverage, const PersonId& person,
                          const Interval& window) {
  const Seconds travel = travel_of(coverage, person);
  if (travel <= Seconds{0}) return {};
  return std::string(duty_begins) + clock_text(window.start - travel, *settings.zone) + " (" +
         length_text(travel) + " on the way).";
}

/// Where people put it on another calendar; null where they put it somewhere here, or nowhere.
const std::variant<DateSpan, ZonedSpan>* moved_elsewhere(const PublishingInput& input, const std::string& key,
                                                         const PublicationRecord* record) {
  if (input.moved_duties == nullptr || (record != nullptr && record->moved)) return nullptr;
  const auto found = input.moved_duties->find(key);
  return found == input.moved_duties->end() ? nullptr : &found->second;
}

/// Until when to leave: what people made all-day or of no length says no time of day.
Interval stands_at(const PublicationRecord* record, const Publication& publication, const Interval& window) {
  if (record == nullptr || !record->moved) {
    const bool timed = std::holds_alternative<ZonedSpan>(publication.content.time);
    return timed && !publication.time.empty() ? publication.time : window;
  }
  const bool timed = std::holds_alternative<ZonedSpan>(record->base.time);
  return timed && record->time.start < record->time.end ? record->time : window;
}

Publication publication(const PublishingInput& input, const RotaEntry& entry, const PersonId& person) {
  const Settings& settings = input.settings;
  const Coverage& coverage = settings.coverages.at(entry.window.coverage);
  Publication result;
  result.key = entry.window.duty_key;
  result.kind = PublicationKind::duties;
  result.person = person;
  result.time = entry.window.time;
  result.content.title =
      (entry.needs_asking ? "Ask " : "") + name_of(settings, person) + ": " + coverage.title;
  const PublicationRecord* record = record_of(input, result.key);
  result.content.time = zoned(entry.window.time, *settings.zone);
  if (const auto* moved = moved_elsewhere(input, result.key, record)) {
    result.content.time = *moved;
    result.time = placed(in_time(*moved), *settings.zone);
    result.wished = entry.window.time;
  }
  result.content.description =
      when_to_leave(settings, coverage, person, stands_at(record, result, entry.window.time));
  result.content.categories = {"Duty"};
  if (coverage.invite) {
    result.content.invitees = invitees(input, PublicationKind::duties, result.key, std::array{person});
    if (!result.content.invitees.empty()) result.content.organizer = input.calendar.organizer.str();
  }
  return result;
}

}  // namespace

std::vector<Publication> wanted_duties(const PublishingInput& input) {
  std::vector<Publication> result;
  for (const RotaEntry& entry : input.rota.entries) {
    if (!entry.who) continue;
    if (entry.window.time.end <= input.now) continue;
    if (entry.window.time.start >= input.now + input.calendar.ahead) continue;
    result.push_back(publication(input, entry, id_of(input.settings, *entry.who)));
  }
  return result;
}

}  // namespace evenkeel
