// The household of these tests: Alex and Sam in London, Gran helps; one shared calendar with organizer and
// mail.
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/settings.hpp"
#include "core/household/snapshot.hpp"
#include "core/publishing/identity.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"
#include "core/publishing/same.hpp"

#include <string>

// A test names the fields it is about; the others have their defaults.
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"

namespace evenkeel::test {

inline const Zone& london() {
  static const Zone zone("Europe/London", Seconds{0}, {}, "GMT0BST,M3.5.0/1,M10.5.0");
  return zone;
}

/// Civil time of London, 2026.
inline LocalTime local(unsigned month, unsigned day, int hour, int minute = 0) {
  const std::chrono::year_month_day date(std::chrono::year(2026), std::chrono::month(month),
                                         std::chrono::day(day));
  return LocalTime(Date(std::chrono::local_days(date))) + Hours(hour) + Minutes(minute);
}
inline Date date(unsigned month, unsigned day) {
  return std::chrono::floor<Days>(local(month, day, 0));
}
inline Instant at(unsigned month, unsigned day, int hour, int minute = 0) {
  return london().to_instant(local(month, day, hour, minute));
}

inline const Secret& instance_key() {
  static const Secret key("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
  return key;
}
inline const Identity& identity() {
  static const Identity identity(instance_key(), "hazel-street");
  return identity;
}

inline Settings household() {
  Settings settings;
  settings.household_id = "hazel-street";
  settings.zone = &london();
  settings.partners[0].id = PersonId("alex");
  settings.partners[0].name = "Alex";
  settings.partners[0].email = Address("alex@example.org");
  settings.partners[0].zone = &london();
  settings.partners[1].id = PersonId("sam");
  settings.partners[1].name = "Sam";
  settings.partners[1].email = Address("sam@example.org");
  settings.partners[1].zone = &london();
  Helper gran;
  gran.id = PersonId("gran");
  gran.name = "Gran";
  gran.email = Address("gran@example.org");
  settings.helpers = {gran};

  Routine weekly;
  weekly.id = "alignment";
  weekly.title = "Weekly alignment";
  weekly.with = {PersonId("alex"), PersonId("sam")};
  settings.routines = {weekly};

  Coverage pick_up;
  pick_up.id = "pick-up";
  pick_up.title = "School pick-up";
  pick_up.time = {{Hours{15} + Minutes{15}, Hours{16}}};
  pick_up.default_travel = Minutes{25};
  settings.coverages = {pick_up};

  SharedCalendar shared;
  shared.name = "shared";
  shared.connection.kind = SourceKind::vdir;
  shared.connection.name = {"household", "shared"};
  shared.organizer = Address("home@example.org");
  shared.publish = {PublicationKind::routines, PublicationKind::duties, PublicationKind::findings,
                    PublicationKind::deadlines, PublicationKind::home_base};
  settings.shared = {shared};
  settings.mail = Mail{.smtp = "smtp://localhost", .from = "Household <home@example.org>"};
  return settings;
}

/// A duty of Sam's on 24 Nov 2026, 15:15-16:00.
inline Publication pick_up(std::string who = "Sam", std::string person = "sam") {
  Publication result;
  result.key = "duty/pick-up/2026-11-24";
  result.kind = PublicationKind::duties;
  result.person = PersonId(person);
  result.time = {at(11, 24, 15, 15), at(11, 24, 16)};
  result.content.title = who + ": School pick-up";
  result.content.description = "Leave at 14:50 (25 min on the way).";
  result.content.time = ZonedSpan{local(11, 24, 15, 15), local(11, 24, 16), &london()};
  result.content.categories = {"Duty"};
  return result;
}

/// The check-in of week 48: Sunday 29 Nov 2026, 19:00-19:30.
inline Publication check_in() {
  Publication result;
  result.key = "slot/alignment/2026-W48";
  result.kind = PublicationKind::routines;
  result.time = {at(11, 29, 19), at(11, 29, 19, 30)};
  result.content.title = "Weekly alignment";
  result.content.description = "── evenkeel ──\nRisks: none\n── end ──";
  result.content.time = ZonedSpan{local(11, 29, 19), local(11, 29, 19, 30), &london()};
  result.content.alarms = {Seconds{Minutes{15}}};
  result.content.categories = {"Check-in"};
  return result;
}

/// A crunch as an all-day event of 27 Nov 2026.
inline Publication crunch() {
  Publication result;
  result.key = "crunch/alex/report";
  result.kind = PublicationKind::findings;
  result.time = {at(11, 23, 9), at(12, 4, 17)};
  result.badness = 0.9;
  result.content.title = "Alex has too little time";
  result.content.description = "18 h of work for 20 h.";
  result.content.time = DateSpan{date(11, 27), date(11, 28)};
  result.content.transparent = true;
  result.content.categories = {"Finding"};
  return result;
}

/// The same as a stored object of the shared calendar, as a client or server might have written it.
inline StoredObject stored(const Uid& uid, const EventContent& content, int sequence = 0,
                           const std::string& etag = "\"1\"") {
  Component component;
  component.uid = uid;
  component.summary = PrivateText(content.title);
  component.description = PrivateText(content.description);
  component.location = PrivateText(content.location);
  for (const std::string& category : content.categories) component.categories.emplace_back(category);
  if (const auto* dates = std::get_if<DateSpan>(&content.time)) {
    component.dtstart = dates->first;
    component.dtend = dates->end;
  } else {
    const auto& zoned = std::get<ZonedSpan>(content.time);
    component.dtstart = ZonedTime{zoned.start, TzId(zoned.zone->name())};
    component.dtend = ZonedTime{zoned.end, TzId(zoned.zone->name())};
  }
  component.transp = content.transparent ? Transp::transparent : Transp::opaque;
  component.sequence = sequence;
  if (!content.organizer.empty()) component.organizer = Address(content.organizer);
  for (const Invitee& invitee : content.invitees) {
    if (invitee.listed) component.attendees.push_back({invitee.address, invitee.partstat, ""});
  }
  StoredObject result;
  result.href = Href("/home/shared/" + Identity::href(uid).str());
  result.etag = ETag(etag);
  result.object.uid = uid;
  result.object.components = {component};
  return result;
}

inline const ZoneOf& zone_of() {
  static const ZoneOf finder = [](const TzId& tzid, const CalendarObject&) -> const Zone* {
    return tzid.str() == "Europe/London" ? &london() : nullptr;
  };
  return finder;
}

}  // namespace evenkeel::test
