#include "io/settings/references.hpp"

#include "core/time/rrule.hpp"
#include "core/time/zones.hpp"
#include "io/settings/convert.hpp"
#include "io/settings/pattern.hpp"
#include "io/settings/section.hpp"
#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

std::optional<std::string> known_word(const Value& value, const std::vector<std::string>& words,
                                      std::string_view none, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  if (std::ranges::find(words, *given) != words.end()) return given;
  if (words.empty()) {
    reader.error(value.at, as_given(*given) + " does not exist; " + std::string(none));
  } else {
    report_choice(value, words, reader);
  }
  return std::nullopt;
}

std::optional<PersonId> one_of_people(const Value& value, const std::vector<PersonId>& people,
                                      Reader& reader) {
  std::vector<std::string> words;
  for (const PersonId& id : people) words.push_back(id.str());
  const auto word = known_word(value, words, "no [[partner]] has an id", reader);
  if (!word) return std::nullopt;
  return PersonId(*word);
}

std::vector<PersonId> everybody(const Settings& settings) {
  std::vector<PersonId> people = both_partners(settings);
  for (const Helper& helper : settings.helpers) people.push_back(helper.id);
  return people;
}

}  // namespace

std::vector<PersonId> both_partners(const Settings& settings) {
  std::vector<PersonId> ids;
  for (const Partner& partner : settings.partners) {
    if (!partner.id.empty()) ids.push_back(partner.id);
  }
  return ids;
}

std::vector<PersonId> in_order(const std::vector<PersonId>& people, const Settings& settings) {
  std::vector<PersonId> ordered;
  std::ranges::copy_if(everybody(settings), std::back_inserter(ordered),
                       [&](const PersonId& id) { return std::ranges::find(people, id) != people.end(); });
  return ordered;
}

std::optional<PersonId> partner_id(const Value& value, Reader& reader) {
  return one_of_people(value, both_partners(reader.settings), reader);
}

std::optional<PersonId> person_id(const Value& value, Reader& reader) {
  return one_of_people(value, everybody(reader.settings), reader);
}

std::optional<std::string> household_calendar(const Value& value, Reader& reader) {
  std::vector<std::string> words;
  for (const SourceSettings& source : reader.settings.household_calendars) words.push_back(source.name.name);
  for (const SharedCalendar& shared : reader.settings.shared) words.push_back(shared.name);
  return known_word(value, words,
                    "expected the name of a [[household.calendar]] or [[shared]], and there is none", reader);
}

std::optional<CalendarMatch> calendar_match(const Value& value, Reader& reader) {
  Section section(value, reader.where, reader);
  CalendarMatch match;
  const bool named = section.require("calendar", match.calendar, household_calendar,
                                     "expected the name of a [[household.calendar]] or [[shared]]");
  section.read("match", match.match, pattern);
  section.finish();
  if (!named) return std::nullopt;
  return match;
}

std::optional<const Zone*> time_zone(const Value& value, Reader& reader) {
  const auto name = text(value, reader);
  if (!name) return std::nullopt;
  if (const Zone* zone = reader.zones.named(*name)) return zone;
  reader.error(value.at,
               as_given(*name) + R"( is no known time zone; expected an IANA name like "Europe/London")");
  return std::nullopt;
}

std::optional<std::string> date_rule(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  const auto rule = parse_rrule(*given);
  if (!rule) {
    reader.error(value.at, "this is no RRULE: " + rule.error().text +
                               R"(; expected one like "FREQ=WEEKLY;BYDAY=MO,FR")");
  } else if (rule->frequency < Frequency::daily) {
    reader.error(value.at,
                 "this rule is of times; expected one of dates: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY");
  } else {
    return given;
  }
  return std::nullopt;
}

}  // namespace evenkeel::settings
