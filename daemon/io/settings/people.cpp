// [[partner]] and [[helper]].
#include "io/settings/convert.hpp"
#include "io/settings/deadline.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/hours.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"
#include "io/settings/source.hpp"
#include "io/settings/week_minutes.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

WeekRanges usual_hours() {
  WeekRanges week;
  for (std::size_t day = 0; day < 5; ++day) week.days.at(day) = {DayRange{Hours(9), Hours(17)}};
  return week;
}

bool is_taken(const std::string& id, const Settings& settings) {
  const auto same = [&](const auto& person) { return person.id.str() == id; };
  return std::ranges::any_of(settings.partners, same) || std::ranges::any_of(settings.helpers, same);
}

/// Ids of partners and helpers are one namespace; some words mean something else in text and in names.
void read_id(Section& section, PersonId& into) {
  std::string id;
  if (!section.require("id", id, strict_id, "expected a short name of a-z, 0-9 and -")) return;
  const Settings& settings = section.reader().settings;
  if (id == "both" || id == "household" || id == "opportunities") {
    section.error("id", "\"" + id + "\" is reserved; expected another id");
  } else if (is_taken(id, settings)) {
    section.error("id", "\"" + id + "\" is the id of somebody else too; expected one of its own");
  } else {
    into = PersonId(id);
  }
}

template <typename Person>
void read_name(Section& section, Person& person) {
  person.name = person.id.str();
  section.read("name", person.name, text);
}

void read_addresses(Section& section, Partner& partner) {
  section.require("email", partner.email, address, "expected the address where invitations go");
  section.read("aliases", partner.aliases, list_of<Address>(address));
}

void read_policy(Section& section, Partner& partner) {
  section.read("after_hours_allowance", partner.after_hours_allowance, duration);
  section.read("fixed_hours", partner.fixed_hours, boolean);
  section.read("disclose", partner.disclose,
               OneOf<Disclose>{{{"busy", Disclose::busy},
                                {"kind", Disclose::kind},
                                {"title", Disclose::title},
                                {"full", Disclose::full}}});
  section.read("invite_detail", partner.invite_detail,
               OneOf<InviteDetail>{{{"auto", InviteDetail::automatic},
                                    {"full", InviteDetail::full},
                                    {"time", InviteDetail::time},
                                    {"busy", InviteDetail::busy}}});
}

/// They are taken as they stand, but may be a slip.
void check_hours(Section& section, const WeekRanges& week) {
  constexpr Hours long_shift{14};
  const auto longer = [&](const DayRange& range) { return range.end - range.start > long_shift; };
  const bool swapped =
      std::ranges::any_of(week.days, [&](const DayRanges& day) { return std::ranges::any_of(day, longer); });
  if (swapped)
    section.warn("working_hours", "more than 14 hours without a break; are a beginning and an end swapped?");
  if (overlap(week)) section.warn("working_hours", "two of these ranges overlap");
}

void read_partner(const Value& value, Reader& reader, Partner& partner) {
  Section section(value, "partner", reader);
  read_id(section, partner.id);
  read_name(section, partner);
  read_addresses(section, partner);
  partner.zone = reader.settings.zone;
  section.read("time_zone", partner.zone, time_zone);
  partner.working_hours = usual_hours();
  section.read("working_hours", partner.working_hours, week_ranges);
  check_hours(section, partner.working_hours);
  read_policy(section, partner);
  partner.calendars = read_calendars(section, partner.id.str(), WorkKey::yes);
  partner.deadlines = read_deadlines(section, partner);
  section.finish();
}

Helper read_helper(const Value& value, Reader& reader) {
  Helper helper;
  Section section(value, "helper", reader);
  read_id(section, helper.id);
  read_name(section, helper);
  section.read("email", helper.email, address);
  section.require("available", helper.available, week_ranges,
                  R"(expected times by weekday: { tue = "14:00-19:00" })");
  if (overlap(helper.available)) section.warn("available", "two of these ranges overlap");
  section.read("notice", helper.notice, duration);
  if (helper.notice > section.reader().settings.horizon)
    section.warn("notice", "longer than `household.horizon`, so that they are never asked in time");
  helper.calendars = read_calendars(section, helper.id.str(), WorkKey::yes);
  for (SourceSettings& source : helper.calendars) source.work = false;
  section.finish();
  return helper;
}

}  // namespace

void read_partners(Section& root) {
  Reader& reader = root.reader();
  const auto tables = tables_of(root, "partner");
  for (std::size_t i = 0; i < tables.size() && i < 2; ++i) {
    read_partner(*tables[i], reader, reader.settings.partners.at(i));
  }
  for (Partner& partner : reader.settings.partners) {
    if (partner.zone == nullptr) partner.zone = reader.settings.zone;
  }
  if (tables.size() != 2) {
    const Position at = tables.size() > 2 ? tables[2]->at : Position{1, 1};
    reader.error(at,
                 "[[partner]] stands here " + std::to_string(tables.size()) + " times; expected exactly two");
  }
}

void read_helpers(Section& root) {
  for (const Value* value : tables_of(root, "helper")) {
    Helper helper = read_helper(*value, root.reader());
    root.reader().settings.helpers.push_back(std::move(helper));
  }
}

}  // namespace evenkeel::settings
