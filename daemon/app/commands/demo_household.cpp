#include "app/commands/demo_household.hpp"

#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

constexpr const char* settings_text =
    R"(# The example household of `evenkeel demo`. Everything is local: four directories of .ics files.
[household]
id        = "hazel-street"
name      = "Alex & Sam"
time_zone = "Europe/London"
state     = "state"

[[partner]]
id       = "alex"
name     = "Alex"
email    = "alex@example.org"
aliases  = ["alex@work.example"]
disclose = "busy"
  [[partner.calendar]]
  name = "work"
  kind = "vdir"
  url  = "calendars/alex"

[[partner]]
id            = "sam"
name          = "Sam"
email         = "sam@example.org"
aliases       = ["sam@studio.example"]
working_hours = {{ mon-thu = "08:30-17:00", fri = "08:30-16:00" }}
disclose      = "title"
  [[partner.calendar]]
  name = "work"
  kind = "vdir"
  url  = "calendars/sam"

  [[partner.deadline]]
  title  = "Grant proposal"
  due    = {due}
  effort = "24h"
  lead   = "10d"

[[household.calendar]]
name = "school"
kind = "vdir"
url  = "calendars/school"

[[helper]]
id        = "gran"
name      = "Gran"
available = {{ tue = "14:00-19:00", thu = "14:00-19:00" }}

[shared]
kind      = "vdir"
url       = "calendars/shared"
organizer = "home@example.org"

[[coverage]]
id     = "pick-up"
title  = "School pick-up"
time   = "15:15-16:00"
rrule  = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
except = {{ calendar = "school", match = "(?i)holiday|inset" }}
travel = {{ alex = "20m", sam = "10m" }}
who    = ["alex", "sam", "gran"]

[[routine]]
id       = "alignment"
title    = "Weekly alignment"
with     = ["alex", "sam"]
every    = "week"
duration = "30m"
agenda   = ["wins", "risks", "support", "promises", "ahead"]

[[routine]]
id       = "month"
title    = "Month ahead"
with     = ["alex", "sam"]
rrule    = "FREQ=MONTHLY;BYDAY=-1FR"
duration = "60m"
windows  = {{ fri = "19:30-21:30" }}
agenda   = ["risks", "promises", "ahead", "load"]

[[routine]]
id       = "quarter"
title    = "Where we are heading"
with     = ["alex", "sam"]
every    = "quarter"
duration = "120m"
windows  = {{ sat = "09:00-12:00", sun = "09:00-12:00" }}
prefer   = "sat 09:30"
agenda   = ["wins", "dreams", "moves", "childcare", "lead", "load", "ahead"]
)";

std::string compact(Date d) {
  std::string text = iso_date(d);
  std::erase(text, '-');
  return text;
}

/// One meeting in civil time of London.
struct Meeting {
  std::string uid;
  std::string title;
  Date date{};
  std::string from, to;  // "150000"
  std::string extra;     // further property lines, each with CRLF
};

std::string timed(const Meeting& m) {
  return fmt::format(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Work "
      "Calendar//EN\r\nBEGIN:VEVENT\r\nUID:{}@example.org\r\n"
      "DTSTAMP:20240101T000000Z\r\nSUMMARY:{}\r\nDTSTART;TZID=Europe/London:{}T{}\r\n"
      "DTEND;TZID=Europe/London:{}T{}\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n",
      m.uid, m.title, compact(m.date), m.from, compact(m.date), m.to, m.extra);
}

std::string all_day(const std::string& uid, const std::string& title, DateSpan dates,
                    const std::string& extra) {
  return fmt::format(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Work "
      "Calendar//EN\r\nBEGIN:VEVENT\r\nUID:{}@example.org\r\n"
      "DTSTAMP:20240101T000000Z\r\nSUMMARY:{}\r\nDTSTART;VALUE=DATE:{}\r\nDTEND;VALUE=DATE:{}\r\n{}END:"
      "VEVENT\r\n"
      "END:VCALENDAR\r\n",
      uid, title, compact(dates.first), compact(dates.end), extra);
}

std::string organised(const std::string& by, const std::vector<std::string>& invited) {
  std::string lines = "ORGANIZER:mailto:" + by + "\r\n";
  for (const std::string& one : invited) lines += "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + one + "\r\n";
  return lines;
}

using Files = std::map<std::string, std::string>;

void add_alex(Files& files, Date monday) {
  const auto put = [&](const std::string& name, std::string text) {
    files["calendars/alex/" + name] = std::move(text);
  };
  put("stand-up.ics", timed({"alex-stand-up", "Stand-up", monday - Days(28), "100000", "101500",
                             "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH\r\n"}));
  put("design-review.ics", timed({"alex-design-review", "Design review", monday - Days(27), "143000",
                                  "160000", "RRULE:FREQ=WEEKLY;BYDAY=TU\r\n"}));
  put("budget.ics",
      timed({"alex-budget", "Budget review", monday + Days(2), "150000", "163000",
             organised("finance@work.example", {"alex@work.example", "kim@work.example", "lee@work.example",
                                                "noor@work.example", "pat@work.example"})}));
  put("business-review.ics",
      timed(
          {"alex-business-review", "Business review", monday + Days(11), "140000", "163000",
           organised("board@work.example", {"alex@work.example", "kim@work.example", "lee@work.example"})}));
  put("trip.ics", all_day("alex-trip", "Client visit in Lyon", {monday + Days(36), monday + Days(39)},
                          "CATEGORIES:business-trip\r\n"));
}

void add_sam(Files& files, Date monday) {
  const auto put = [&](const std::string& name, std::string text) {
    files["calendars/sam/" + name] = std::move(text);
  };
  put("board.ics", timed({"sam-board", "Project board", monday - Days(28), "150000", "163000",
                          "RRULE:FREQ=WEEKLY;BYDAY=MO\r\n"}));
  put("one-to-one.ics",
      timed({"sam-one-to-one", "One-to-one with Priya", monday + Days(2), "150000", "153000",
             organised("sam@studio.example", {"sam@studio.example", "priya@studio.example"})}));
  put("client-call.ics", timed({"sam-client-call", "Client call", monday + Days(11), "150000", "160000",
                                "ORGANIZER:mailto:client@studio.example\r\n"
                                "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sam@studio.example\r\n"}));
  put("conference.ics", all_day("sam-conference", "Conference in Utrecht",
                                {monday + Days(37), monday + Days(39)}, "CATEGORIES:travel\r\n"));
}

void add_school(Files& files, Date monday) {
  files["calendars/school/inset.ics"] =
      all_day("school-inset", "INSET day (no lessons)", {monday + Days(18), monday + Days(19)}, "");
}

}  // namespace

std::map<std::string, std::string> demo_household(Date today) {
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(today.time_since_epoch())).iso_encoding();
  const Date monday = today + Days(8 - static_cast<int>(weekday));
  Files files;
  files["evenkeel.toml"] = fmt::format(settings_text, fmt::arg("due", iso_date(monday + Days(25))));
  add_alex(files, monday);
  add_sam(files, monday);
  add_school(files, monday);
  return files;
}

}  // namespace evenkeel
