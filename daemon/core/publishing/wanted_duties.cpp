#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/person.hpp"
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

/// Whether people put it to a time of day; what they made all-day or of no length says none.
bool has_own_time(const PublicationRecord* record) {
  return record != nullptr && record->moved && std::holds_alternative<ZonedSpan>(record->base.time) &&
         record->time.start < record->time.end;
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
  const Interval stands = has_own_time(record) ? record->time : entry.window.time;
  result.content.description = when_to_leave(settings, coverage, person, stands);
  result.content.time = zoned(entry.window.time, *settings.zone);
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
