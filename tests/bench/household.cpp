#include "bench/household.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <random>

namespace evenkeel::bench {
namespace {

constexpr std::string_view configuration = R"toml([household]
id        = "bench"
time_zone = "Europe/London"
state     = "state"
horizon   = "{horizon}"
history   = "13w"
[[household.calendar]]
name = "school"
kind = "ics"
url  = "school.ics"
[[partner]]
id = "alex"
name = "Alex"
email = "alex@example.org"
working_hours = {{ mon-thu = "09:00-17:30", fri = "09:00-16:00" }}
disclose = "title"
  [[partner.calendar]]
  name = "work"
  kind = "ics"
  url  = "alex.ics"
  [[partner.deadline]]
  id     = "certificate"
  title  = "Security certification renewal"
  due    = 2027-03-01
  start  = 2027-01-18
  effort = "80h"
  alternatives = [2027-06-01]
[[partner]]
id = "sam"
name = "Sam"
email = "sam@example.net"
working_hours = {{ mon-wed = "08:30-17:00", thu = "08:30-13:00" }}
disclose = "kind"
  [[partner.calendar]]
  name = "work"
  kind = "ics"
  url  = "sam.ics"
  [[partner.deadline]]
  title  = "Grant application"
  due    = 2026-12-11
  effort = "30h"
[[helper]]
id = "gran"
name = "Gran"
available = {{ tue = "14:00-19:00", thu = "07:00-19:00" }}
[[shared]]
organizer = "home@example.org"
kind = "vdir"
url  = "shared"
invite = "none"
[[coverage]]
id     = "drop-off"
title  = "School drop-off"
time   = "08:15-08:45"
rrule  = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
except = {{ calendar = "school", match = "(?i)holiday|half.?term|inset" }}
travel = {{ alex = "15m", sam = "10m" }}
[[coverage]]
id     = "pick-up"
title  = "School pick-up"
time   = "15:15-16:00"
rrule  = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
except = {{ calendar = "school", match = "(?i)holiday|half.?term|inset" }}
travel = "25m"
who    = ["alex", "sam", "gran"]
usual  = {{ mon = "alex", thu = "gran" }}
[[routine]]
id       = "alignment"
title    = "Weekly alignment"
with     = ["alex", "sam"]
every    = "week"
duration = "30m"
agenda   = ["wins", "risks", "support", "promises", "ahead"]
[[routine]]
id       = "month-end"
title    = "Last Friday of the month"
with     = ["alex", "sam"]
rrule    = "FREQ=MONTHLY;BYDAY=-1FR"
duration = "1h"
windows  = {{ fri = "18:00-22:00" }}
prefer   = "fri 20:00"
[[routine]]
id       = "quarter"
title    = "Where are we going"
with     = ["alex", "sam"]
every    = "quarter"
duration = "1h30m"
windows  = {{ sat-sun = "09:00-12:00, 15:00-21:00" }}
agenda   = ["wins", "dreams", "moves", "lead", "load", "alignment"]
[[routine]]
id       = "learning"
title    = "Alex: learning"
with     = ["alex"]
every    = "week"
duration = "2h"
protected = false
[[protect]]
title = "Friday afternoon together"
time  = {{ fri = "16:30-18:00" }}
[[rule]]
match = {{ summary = '(?i)\b(launch|submission)\b', calendar = "work" }}
set   = {{ kind = "deadline", effort = "12h", lead = "10d" }}
[[rule]]
match = {{ summary = '(?i)\bconference\b' }}
set   = {{ kind = "travel" }}
)toml";

using std::chrono::sys_days;

class Calendar {
 public:
  explicit Calendar(std::string_view owner, unsigned seed) : owner_(owner), random_(seed) {}

  /// 0 to `limit` - 1; the generator's numbers are the same everywhere, a distribution's are not.
  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }

  /// A date of the 13 weeks before now or of so many weeks after.
  sys_days some_day(unsigned weeks_ahead) {
    return sys_days{std::chrono::year{2026} / 8 / 22} + std::chrono::days{below(7 * (13 + weeks_ahead))};
  }
  sys_days some_weekday(unsigned weeks_ahead) {
    sys_days day = some_day(weeks_ahead);
    while (std::chrono::weekday(day).iso_encoding() > 5) day += std::chrono::days{1};
    return day;
  }

  /// `start`: quarters of an hour after midnight, London.
  void timed(sys_days day, unsigned start, unsigned length, std::string_view more) {
    event(fmt::format("DTSTART;TZID=Europe/London:{}\r\nDTEND;TZID=Europe/London:{}\r\n{}", stamp(day, start),
                      stamp(day, start + length), more));
  }
  void meeting(sys_days day, std::string_view more) {
    timed(day, 34 + below(34), 1 + below(5), fmt::format("SUMMARY:{}\r\n{}", title(), more));
  }
  void days(sys_days first, unsigned length, std::string_view more) {
    event(fmt::format("DTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n{}", date(first),
                      date(first + std::chrono::days{length}), more));
  }
  void todo(sys_days due, std::string_view more) {
    text_ += fmt::format(
        "BEGIN:VTODO\r\nUID:{}-{}@example.org\r\nDTSTAMP:20261101T080000Z\r\nDUE;VALUE=DATE:{}\r\n{}"
        "END:VTODO\r\n",
        owner_, count_++, date(due), more);
  }
  /// Weekly since some time in 2025; each third with an exception and a moved instance this December.
  void weekly(std::string_view more) {
    const sys_days first =
        sys_days{std::chrono::year{2025} / 1 / 6} + std::chrono::days{below(5) + 7 * below(80)};
    const unsigned start = 34 + below(34);
    const unsigned length = 1 + below(4);
    std::string lines = fmt::format("SUMMARY:{}\r\nRRULE:FREQ=WEEKLY\r\n{}", title(), more);
    const sys_days december = sys_days{std::chrono::year{2026} / 11 / 30} +
                              (first - sys_days{std::chrono::year{2025} / 1 / 6}) % std::chrono::days{7};
    const auto uid = count_;
    const bool altered = below(3) == 0;
    if (altered) lines += fmt::format("EXDATE;TZID=Europe/London:{}\r\n", stamp(december, start));
    timed(first, start, length, lines);
    if (!altered) return;
    count_ = uid;
    const sys_days next = december + std::chrono::days{7};
    timed(next, start + 6, length,
          fmt::format("SUMMARY:{}\r\nRECURRENCE-ID;TZID=Europe/London:{}\r\n{}", title(), stamp(next, start),
                      more));
  }
  void monthly(std::string_view more) {
    timed(
        sys_days{std::chrono::year{2025} / 1 / 14}, 34 + below(34), 2 + below(4),
        fmt::format("SUMMARY:{}\r\nRRULE:FREQ=MONTHLY;BYDAY={}{}\r\n{}", title(), 1 + below(4), "TU", more));
  }

  void write(const std::string& path) const {
    std::ofstream(path, std::ios::binary) << "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\n"
                                          << text_ << "END:VCALENDAR\r\n";
  }

 private:
  static std::string date(sys_days day) {
    const std::chrono::year_month_day d(day);
    return fmt::format("{:04}{:02}{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                       static_cast<unsigned>(d.day()));
  }
  static std::string stamp(sys_days day, unsigned quarters) {
    return fmt::format("{}T{:02}{:02}00", date(day), quarters / 4, quarters % 4 * 15);
  }
  std::string title() {
    constexpr std::array<std::string_view, 8> words{"Planning", "Review",   "Interview",  "Budget",
                                                    "Standup",  "Workshop", "One to one", "Steering group"};
    return fmt::format("{} {}", words.at(below(8)), below(90));
  }
  void event(std::string_view lines) {
    text_ += fmt::format(
        "BEGIN:VEVENT\r\nUID:{}-{}@example.org\r\nDTSTAMP:20261101T080000Z\r\nSEQUENCE:{}\r\n"
        "LOCATION:Room {}\r\n{}END:VEVENT\r\n",
        owner_, count_++, below(3), below(40), lines);
  }

  std::string owner_;
  std::mt19937 random_;
  std::string text_;
  unsigned count_ = 0;
};

constexpr std::string_view unanswered =
    "ORGANIZER:mailto:chair@example.com\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:alex@example.org\r\n"
    "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:sam@example.net\r\n";
constexpr std::string_view accepted =
    "ORGANIZER:mailto:chair@example.com\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:alex@example.org\r\n"
    "ATTENDEE;PARTSTAT=ACCEPTED:mailto:sam@example.net\r\nATTENDEE:mailto:third@example.com\r\n";

/// What most of a week is made of, which nobody is in an office of 10,000 entries for.
std::string_view attendance(Calendar& calendar, unsigned transparent_percent) {
  if (calendar.below(100) < transparent_percent) return "TRANSP:TRANSPARENT\r\n";
  const unsigned which = calendar.below(20);
  if (which == 0) return "STATUS:TENTATIVE\r\n";
  if (which == 1) return unanswered;
  return which < 10 ? accepted : "";
}

/// 260 objects: a dozen series, trips, leave, remote days, deadlines, and meetings of four a week.
Calendar usual_work(std::string_view owner, unsigned seed) {
  Calendar c(owner, seed);
  constexpr unsigned weeks = 26;
  for (unsigned i = 0; i < 14; ++i) c.weekly(attendance(c, 20));
  for (unsigned i = 0; i < 6; ++i) c.monthly(attendance(c, 20));
  for (unsigned i = 0; i < 6; ++i) c.days(c.some_weekday(weeks), 2 + c.below(3), "SUMMARY:Conference\r\n");
  for (unsigned i = 0; i < 5; ++i)
    c.days(c.some_weekday(weeks), 1 + c.below(5), "SUMMARY:Off\r\nCATEGORIES:leave\r\n");
  for (unsigned i = 0; i < 12; ++i) c.days(c.some_weekday(weeks), 1, "SUMMARY:Home\r\nCATEGORIES:wfh\r\n");
  for (unsigned i = 0; i < 6; ++i) c.timed(c.some_weekday(weeks), 68, 1, "SUMMARY:Launch\r\n");
  for (unsigned i = 0; i < 12; ++i)
    c.todo(c.some_weekday(weeks), "SUMMARY:Report\r\nESTIMATED-DURATION:PT6H\r\n");
  for (unsigned i = 61; i < 260; ++i) c.meeting(c.some_weekday(weeks), attendance(c, 10));
  return c;
}

/// 10,000 events: 530 weekly and 250 monthly ones, the others single: 40,000 occurrences in the 52 weeks.
Calendar large_work(std::string_view owner, unsigned seed) {
  Calendar c(owner, seed);
  for (unsigned i = 0; i < 530; ++i) c.weekly(attendance(c, 60));
  for (unsigned i = 0; i < 250; ++i) c.monthly(attendance(c, 60));
  for (unsigned i = 0; i < 20; ++i) c.days(c.some_weekday(39), 3, "SUMMARY:Conference\r\n");
  for (unsigned i = 800; i < 10'000; ++i) c.meeting(c.some_day(39), attendance(c, 60));
  return c;
}

/// 80 objects: holidays, inset days, evenings, and what the household writes itself.
Calendar school() {
  Calendar c("school", 3);
  for (unsigned i = 0; i < 4; ++i) c.days(c.some_weekday(39), 7, "SUMMARY:School holiday\r\n");
  for (unsigned i = 0; i < 6; ++i) c.days(c.some_weekday(39), 1, "SUMMARY:Inset day\r\n");
  for (unsigned i = 0; i < 10; ++i)
    c.timed(c.some_weekday(39), 60, 4, "SUMMARY:Alex & Sam: parents' evening\r\n");
  for (unsigned i = 0; i < 10; ++i) c.timed(c.some_weekday(39), 40, 4, "SUMMARY:Sam: dentist\r\n");
  for (unsigned i = 30; i < 80; ++i) c.days(c.some_day(39), 1, "SUMMARY:Bring a cake\r\n");
  return c;
}

}  // namespace

std::string write_household(const std::string& directory, HouseholdSize size) {
  std::filesystem::create_directory(directory + "/shared");
  const bool large = size == HouseholdSize::large;
  (large ? large_work("alex", 1) : usual_work("alex", 1)).write(directory + "/alex.ics");
  (large ? large_work("sam", 2) : usual_work("sam", 2)).write(directory + "/sam.ics");
  school().write(directory + "/school.ics");
  std::string path = directory + "/evenkeel.toml";
  std::ofstream(path) << fmt::format(configuration, fmt::arg("horizon", large ? "39w" : "26w"));
  return path;
}

}  // namespace evenkeel::bench
