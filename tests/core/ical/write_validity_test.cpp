// What evenkeel writes, judged by two readers that are not ours (python3-icalendar, python3-vobject; see
// validity.py): it parses, says what was meant, and its VTIMEZONEs agree with the system's tzdata.
#include "core/ical/calendar_text.hpp"
#include "core/ical/write.hpp"
#include "support/temporary_directory.hpp"

#include <cstdlib>

namespace evenkeel::ical {
namespace {

// Zones by what tzdata's footers say of them; New Zealand and Chile have summer at the turn of the year.
const std::pair<const char*, std::pair<Seconds, const char*>> zones[] = {
    {"Europe/Berlin", {Hours{1}, "CET-1CEST,M3.5.0,M10.5.0/3"}},
    {"Europe/Dublin", {Hours{0}, "IST-1GMT0,M10.5.0,M3.5.0/1"}},
    {"America/New_York", {-Hours{5}, "EST5EDT,M3.2.0,M11.1.0"}},
    {"America/Santiago", {-Hours{4}, "<-04>4<-03>,M9.1.6/24,M4.1.6/24"}},
    {"Pacific/Auckland", {Hours{12}, "NZST-12NZDT,M9.5.0,M4.1.0/3"}},
    {"Asia/Kolkata", {Minutes{330}, ""}},
    {"Australia/Lord_Howe", {Minutes{630}, "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"}},
};

EventToWrite sample(const Zone& zone, LocalTime start) {
  EventToWrite e;
  e.uid = Uid{"sample@evenkeel"};
  e.sequence = 1;
  e.dtstamp = utc(2026, 11, 1);
  e.title =
      "K\xC3\xA4se, Wein; \"und\" \\ mehr\nzweite Zeile, lang genug, dass sie umbrochen wird "
      "\xF0\x9F\xA7\x80";
  e.description = std::string(400, 'd');
  e.location = "Room";
  e.status = "CONFIRMED";
  e.time = WriteSpan{start, start + Hours{1}, &zone};
  e.alarms = {Minutes{15}, utc(2026, 11, 20, 18)};
  e.categories = {"evenkeel", "a, b"};
  e.organizer = "us@example.org";
  e.organizer_name = "Us: two";
  e.attendees = {{Address{"alex@example.org"}, "Alex", PartStat::needs_action, true, true}};
  return e;
}

TEST(WriteValidity, OtherReadersReadWhatWasMeant) {
  const TemporaryDirectory directory;
  int count = 0;
  for (const auto& [name, rule] : zones) {
    const Zone zone(name, rule.first, {}, rule.second);
    for (unsigned month = 1; month <= 12; ++month) {
      const auto text = write(sample(zone, local(2027, month, 15, 9, 30)));
      (void)directory.file("zoned-" + std::to_string(++count) + ".ics", text);
    }
  }
  const Zone irregular("Europe/Berlin", Hours{1},
                       {{utc(2026, 3, 29, 1), Hours{2}}, {utc(2026, 10, 25, 1), Hours{1}}}, "");
  (void)directory.file("zoned-irregular.ics", write(sample(irregular, local(2026, 7, 1, 9, 30))));
  EventToWrite all_day = sample(irregular, {});
  all_day.time = DateSpan{date(2026, 11, 21), date(2026, 11, 22)};
  (void)directory.file("all-day.ics", write(all_day));

  const std::string script = std::filesystem::path(EVENKEEL_TEST_DATA).parent_path() / "validity.py";
  const std::string command = "/usr/bin/python3 '" + script + "' '" + directory.path() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);  // NOLINT(cert-env33-c): our own script
}

}  // namespace
}  // namespace evenkeel::ical
