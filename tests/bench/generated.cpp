#include "bench/generated.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel::bench {
namespace {

constexpr std::array<std::string_view, 6> zones{"Europe/Berlin",    "America/New_York",
                                                "Europe/London",    "Asia/Tokyo",
                                                "Australia/Sydney", "W. Europe Standard Time"};

std::string_view zone_of(std::size_t i) {
  return zones.at(i / 20 % zones.size());
}

/// A date in 2025 that follows from the number, written as a DATE.
std::string date_of(std::size_t i) {
  return fmt::format("2025{:02}{:02}", i * 7 % 12 + 1, i * 11 % 28 + 1);
}

std::string timed(std::size_t i, std::string_view date) {
  const auto hour = 8 + i % 9;
  const auto minute = i % 4 * 15;
  if (i % 10 == 9) {
    return fmt::format("DTSTART:{0}T{1:02}{3:02}00Z\r\nDTEND:{0}T{2:02}{3:02}00Z\r\n", date, hour, hour + 1,
                       minute);
  }
  return fmt::format("DTSTART;TZID={0}:{1}T{2:02}{4:02}00\r\nDTEND;TZID={0}:{1}T{3:02}{4:02}00\r\n",
                     zone_of(i), date, hour, hour + 1, minute);
}

std::string texts(std::size_t i) {
  std::string text = fmt::format(
      "DTSTAMP:20251101T080000Z\r\nCREATED:20250101T080000Z\r\nLAST-MODIFIED:20251101T080000Z\r\n"
      "SUMMARY:Planning of work package {}\\, with everybody\r\nLOCATION:Room {}\\; second floor\r\n"
      "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nSEQUENCE:{}\r\nCLASS:PUBLIC\r\nX-MICROSOFT-CDO-BUSYSTATUS:"
      "BUSY\r\n",
      i, i % 40, i % 3);
  if (i % 3 == 0) {
    text += "DESCRIPTION:";
    for (int line = 0; line < 30; ++line) {
      text += "What was agreed last time\\, and what is still open for all of us\r\n ";
    }
    text += "the end\r\n";
  }
  if (i % 4 == 0) {
    text += "ORGANIZER;CN=Alex:mailto:alex@example.org\r\n";
    for (int person = 0; person < 10; ++person) {
      text += fmt::format(
          "ATTENDEE;CN=Person {};ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=TRUE:\r\n "
          "mailto:p{}@example.com\r\n",
          person, person);
    }
  }
  return text;
}

std::string event(std::size_t i, std::string_view more) {
  return fmt::format("BEGIN:VEVENT\r\nUID:{}-object@example.org\r\n{}{}END:VEVENT\r\n", i, more, texts(i));
}

/// A Monday with its overrides on the second and third of February 2026's Mondays.
std::string overridden(std::size_t i) {
  const auto zone = zone_of(i);
  const auto moved = [&](std::string_view from, std::string_view to) {
    return event(i, fmt::format("RECURRENCE-ID;TZID={0}:{1}T090000\r\nDTSTART;TZID={0}:{2}T110000\r\n"
                                "DTEND;TZID={0}:{2}T120000\r\n",
                                zone, from, to));
  };
  return event(i, fmt::format("DTSTART;TZID={0}:20250106T090000\r\nDTEND;TZID={0}:20250106T100000\r\n"
                              "RRULE:FREQ=WEEKLY\r\nEXDATE;TZID={0}:20260202T090000\r\n",
                              zone)) +
         moved("20260209", "20260210") + moved("20260216", "20260216");
}

std::string object(std::size_t i) {
  const auto date = date_of(i);
  const auto in_2026 = "2026" + date.substr(4);
  const auto days = [](std::string_view day) { return fmt::format("DTSTART;VALUE=DATE:{}\r\n", day); };
  switch (i % 20) {
    case 0:
      return event(i, timed(i, date) + "RRULE:FREQ=WEEKLY\r\n");
    case 4:
      return event(i, timed(i, date) + "RRULE:FREQ=WEEKLY;BYDAY=MO,WE\r\n");
    case 8:
      return event(i, timed(i, date) + "RRULE:FREQ=WEEKLY;INTERVAL=2\r\n");
    case 12:
      return event(i, timed(i, date) + "RRULE:FREQ=WEEKLY;UNTIL=20260901T000000Z\r\n");
    case 16:
      return event(i, timed(i, date) + "RRULE:FREQ=WEEKLY;COUNT=60\r\n");
    case 3:
      return event(i, timed(i, date) + "RRULE:FREQ=MONTHLY;BYDAY=2TU\r\n");
    case 7:
      return event(i, timed(i, date) + "RRULE:FREQ=MONTHLY\r\n");
    case 11:
      return overridden(i);
    case 15:
      return event(i, days(date) + "RRULE:FREQ=YEARLY\r\n");
    case 5:
    case 13:
      return event(i, days(in_2026));
    default:
      return event(i, timed(i, in_2026));
  }
}

/// A zone with two rules that began in `year`, Central Europe's.
std::string timezone(std::string_view name, int year = 1970) {
  return fmt::format(
      "BEGIN:VTIMEZONE\r\nTZID:{0}\r\nBEGIN:STANDARD\r\nDTSTART:{1}1025T030000\r\nTZOFFSETFROM:+0200\r\n"
      "TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:{1}0325T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
      "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n",
      name, year);
}

std::string calendar(std::string_view inner) {
  return fmt::format("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\n{}END:VCALENDAR\r\n", inner);
}

}  // namespace

std::string feed(std::size_t objects) {
  std::string inner;
  for (const auto zone : zones) inner += timezone(zone);
  for (std::size_t i = 0; i < objects; ++i) inner += object(i);
  return calendar(inner);
}

std::vector<std::string> resources(std::size_t objects) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < objects; ++i) all.push_back(calendar(timezone(zone_of(i)) + object(i)));
  return all;
}

std::vector<std::string> resources_with_own_zones(std::size_t objects) {
  std::vector<std::string> all;
  for (std::size_t i = 0; i < objects; ++i) {
    const std::string_view zone = i % 2 == 0 ? "W. Europe Standard Time" : "Customized Time Zone";
    const auto when =
        fmt::format("DTSTART;TZID={0}:{1}T090000\r\nDTEND;TZID={0}:{1}T100000\r\n", zone, date_of(i));
    all.push_back(calendar(timezone(zone, 1601) + event(i, when + "RRULE:FREQ=WEEKLY\r\n")));
  }
  return all;
}

std::string resource(std::string_view uid, std::string_view when, std::string_view more) {
  return calendar(
      fmt::format("BEGIN:VEVENT\r\nUID:{}\r\n{}{}SUMMARY:Jour fixe\r\nEND:VEVENT\r\n", uid, when, more));
}

}  // namespace evenkeel::bench
