// [[coverage]]: windows in which somebody must be there.
#include "io/settings/convert.hpp"
#include "io/settings/coverage_check.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/identity.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

using namespace std::chrono_literals;

constexpr Date kDefaultStart{std::chrono::local_days(2024y / 1 / 1)};

void read_dates(Section& section, Coverage& coverage) {
  section.read("rrule", coverage.rrule, date_rule);
  section.read("on", coverage.on, one_or_list<CalendarMatch>(calendar_match));
  coverage.start = kDefaultStart;
  section.read("start", coverage.start, date);
  section.read("except", coverage.except, one_or_list<CalendarMatch>(calendar_match));
  if (section.find("rrule") == nullptr && section.find("on") == nullptr) {
    section.missing("rrule", "it has no dates; expected `rrule` or `on`, or both");
  }
}

/// For everybody alike, or a table by person: who is not in it travels no time.
std::optional<std::map<PersonId, Seconds>> travel_by_person(const Value& value, Reader& reader) {
  std::map<PersonId, Seconds> travel;
  const Table& table = *value.as<Table>();
  for (const Entry& entry : table) {
    const auto person = person_id(Value{entry.at, entry.key}, reader);
    const auto length = duration(entry.value, reader);
    if (person && length) travel[*person] = *length;
  }
  return travel;
}

void read_travel(Section& section, Coverage& coverage) {
  const Value* value = section.find("travel");
  if (value != nullptr && value->as<Table>() != nullptr) {
    section.read("travel", coverage.travel, travel_by_person);
  } else {
    section.read("travel", coverage.default_travel, duration);
  }
}

using Usual = std::array<std::optional<PersonId>, 7>;

std::optional<Usual> usual_people(const Value& value, Reader& reader) {
  Usual usual;
  for (const auto& [days, person_value] : by_weekday(value, reader)) {
    const auto person = person_id(*person_value, reader);
    for (std::size_t day = 0; day < 7; ++day) {
      if (days[day]) usual.at(day) = person;
    }
  }
  return usual;
}

void read_people(Section& section, Coverage& coverage) {
  const Settings& settings = section.reader().settings;
  coverage.who = both_partners(settings);
  std::vector<PersonId> who;
  if (section.read("who", who, list_of<PersonId>(person_id))) {
    const bool named = section.find("who")->as<Array>()->empty();
    if (named) section.error("who", "nobody may cover this; expected at least one person");
    coverage.who = in_order(who, settings);
    if (coverage.who.size() < who.size()) section.warn("who", "somebody is named twice");
  }
  section.read("usual", coverage.usual, usual_people);
}

Coverage read_coverage(Section& section, std::vector<std::string>& taken) {
  Coverage coverage;
  read_identity(section, coverage.id, coverage.title, taken);
  section.require("time", coverage.time, day_ranges, R"(expected one or more ranges like "15:15-16:00")");
  read_dates(section, coverage);
  read_travel(section, coverage);
  section.read("attention", coverage.attention,
               OneOf<Attention>{{{"full", Attention::full}, {"present", Attention::present}}});
  read_people(section, coverage);
  section.read("points", coverage.points, WholeNumber{0, 99});
  section.read("invite", coverage.invite, boolean);
  return coverage;
}

}  // namespace

void read_coverages(Section& root) {
  std::vector<std::string> taken;
  for (const Value* value : tables_of(root, "coverage")) {
    Section section(*value, "coverage", root.reader());
    Coverage coverage = read_coverage(section, taken);
    section.finish();
    check_coverage(section, coverage);
    root.reader().settings.coverages.push_back(std::move(coverage));
  }
}

}  // namespace evenkeel::settings
