// P91 and what goes with it: series whose dates were midnights, as Exchange and Outlook write them. Expected
// dates by the UTC offsets of the zones named: Berlin +1 and in summer +2, New York -5, Kiritimati +14.
#include "core/ical/pitfalls.hpp"

namespace evenkeel::ical {
namespace {

const std::string marked = "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n";

std::string event_of(std::initializer_list<std::string_view> inner, const std::string& mark = "") {
  return "BEGIN:VEVENT\r\nUID:u\r\n" + lines(inner) + mark + "END:VEVENT\r\n";
}

List dates(const std::string& inner) {
  List dates;
  for (const auto& row : listing(calendar(inner)).rows) dates.push_back(row.substr(0, row.find('/')));
  return dates;
}

List dates_of(std::string_view zone, std::string_view until) {
  const std::string start = "DTSTART;TZID=" + std::string(zone) + ":20260105T000000";
  const std::string end = "DTEND;TZID=" + std::string(zone) + ":20260106T000000";
  const std::string rule = "RRULE:FREQ=DAILY;UNTIL=" + std::string(until);
  return dates(event_of({start, end, rule}, marked));
}

const List three{"20260105", "20260106", "20260107"};

TEST(AllDaySeries, P84_UntilInUtcIsReadWhereTheDatesWereMidnights) {
  EXPECT_EQ(dates_of("W. Europe Standard Time", "20260106T230000Z"), three);  // midnight of the 7th
  EXPECT_EQ(dates_of("W. Europe Standard Time", "20260106T225959Z"), (List{"20260105", "20260106"}));
  EXPECT_EQ(dates_of("W. Europe Standard Time", "20260107T225959Z"), three);
  EXPECT_EQ(dates_of("America/New_York", "20260107T050000Z"), three);
  EXPECT_EQ(dates_of("America/New_York", "20260108T045959Z"), three);
  EXPECT_EQ(dates_of("Pacific/Kiritimati", "20260106T100000Z"), three);
  EXPECT_EQ(dates_of("Europe/Berlin", "20260107"), three);
}

TEST(AllDaySeries, P84_TheZoneMayBeTheirOwn) {
  EXPECT_EQ(dates(always("Mine", "+1130") +
                  event_of({"DTSTART;TZID=Mine:20260105T000000", "DTEND;TZID=Mine:20260106T000000",
                            "RRULE:FREQ=DAILY;UNTIL=20260106T123000Z"},
                           marked)),
            three);
}

TEST(AllDaySeries, P84_OfAStartInUtcTheOffsetIsKnown) {
  EXPECT_EQ(dates(event_of({"DTSTART:20260104T230000Z", "DTEND:20260105T230000Z",
                            "RRULE:FREQ=DAILY;UNTIL=20260106T230000Z"},
                           marked)),
            three);
  EXPECT_EQ(dates(event_of({"DTSTART:20260105T050000Z", "DTEND:20260106T050000Z",
                            "RRULE:FREQ=DAILY;UNTIL=20260107T050000Z"},
                           marked)),
            three);
  // Begun in winter; the last one is at the midnight of summer time, 22:00Z and 04:00Z.
  EXPECT_EQ(dates(event_of({"DTSTART:20260227T230000Z", "DTEND:20260228T230000Z",
                            "RRULE:FREQ=MONTHLY;BYMONTHDAY=28;UNTIL=20260427T220000Z"},
                           marked)),
            (List{"20260228", "20260328", "20260428"}));
  EXPECT_EQ(dates(event_of({"DTSTART:20260228T050000Z", "DTEND:20260301T050000Z",
                            "RRULE:FREQ=MONTHLY;BYMONTHDAY=28;UNTIL=20260428T040000Z"},
                           marked)),
            (List{"20260228", "20260328", "20260428"}));
}

// The owner is in London, where 23:00Z is the evening before.
TEST(AllDaySeries, P79_AnOverrideMeansTheDateOfItsMasterAndNotOfTheOwner) {
  const std::string with_time =
      event_of({"RECURRENCE-ID:20260105T230000Z", "DTSTART;TZID=Europe/Berlin:20260106T090000"});
  const List expected{"20260105", "20260106T080000Z", "20260107"};
  EXPECT_EQ(dates(event_of({"DTSTART;TZID=W. Europe Standard Time:20260105T000000", "DURATION:P1D",
                            "RRULE:FREQ=DAILY;COUNT=3"},
                           marked) +
                  with_time),
            expected);
  EXPECT_EQ(dates(event_of({"DTSTART:20260104T230000Z", "DTEND:20260105T230000Z", "RRULE:FREQ=DAILY;COUNT=3"},
                           marked) +
                  with_time),
            expected);
}

// New York is at UTC-5: 15:00Z is the 10:00 of the 3rd (RFC 5545 3.8.4.4).
TEST(AllDaySeries, P79_AnAllDayExceptionOfATimedSeriesTakesThePlaceOfTheInstanceThatItNames) {
  EXPECT_EQ(dates(event_of({"DTSTART;TZID=America/New_York:20260302T100000", "DURATION:PT1H",
                            "RRULE:FREQ=DAILY;COUNT=3"}) +
                  event_of({"RECURRENCE-ID:20260303T150000Z", "DTSTART;TZID=America/New_York:20260303T000000",
                            "DTEND;TZID=America/New_York:20260304T000000"},
                           marked)),
            (List{"20260302T150000Z", "20260303", "20260304T150000Z"}));
}

// Berlin's midnight of the 6th, as a UTC that its programs write.
TEST(AllDaySeries, P79_AnAllDayExceptionOfAnAllDaySeriesMayNameItInUtc) {
  EXPECT_EQ(
      dates(event_of({"DTSTART:20260104T230000Z", "DTEND:20260105T230000Z", "RRULE:FREQ=DAILY;COUNT=3"},
                     marked) +
            event_of({"RECURRENCE-ID:20260105T230000Z", "DTSTART:20260109T230000Z", "DTEND:20260110T230000Z"},
                     marked)),
      (List{"20260105", "20260107", "20260110"}));
}

// Midnights of Tokyo; 16:00 in Berlin is that of the next day there. What is no midnight lies on a date, too.
TEST(AllDaySeries, P82_AnExdateInAnotherZoneMeansTheDateOfItsInstant) {
  const auto without = [](std::string_view exdate) {
    return dates(event_of({"DTSTART;TZID=Asia/Tokyo:20260105T000000", "DTEND;TZID=Asia/Tokyo:20260106T000000",
                           "RRULE:FREQ=DAILY;COUNT=3", exdate},
                          marked));
  };
  const List second_out{"20260105", "20260107"};
  EXPECT_EQ(without("EXDATE;TZID=Europe/Berlin:20260105T160000"), second_out);
  EXPECT_EQ(without("EXDATE;TZID=America/New_York:20260105T100000"), second_out);
  EXPECT_EQ(without("EXDATE;TZID=Europe/Berlin:20260105T173000"), second_out);
  EXPECT_EQ(without("EXDATE;TZID=Asia/Tokyo:20260106T090000"), second_out);
  EXPECT_EQ(without("EXDATE;TZID=Asia/Tokyo:20260106T230000"), second_out);
  EXPECT_EQ(without("EXDATE:20260105T150000Z"), second_out);
}

}  // namespace
}  // namespace evenkeel::ical
