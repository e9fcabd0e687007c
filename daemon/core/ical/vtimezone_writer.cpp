#include "core/ical/write.hpp"
#include "core/ical/zone_changes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel::ical {

namespace {

std::string offset_text(Seconds offset) {
  const auto size = std::chrono::abs(offset).count();
  std::string text =
      fmt::format("{}{:02}{:02}", offset < Seconds{0} ? '-' : '+', size / 3600, size / 60 % 60);
  if (size % 60 != 0) text += fmt::format("{:02}", size % 60);
  return text;
}

std::string local_text(LocalTime t) {
  const Date date = std::chrono::floor<Days>(t);
  const std::chrono::year_month_day ymd{date};
  const std::chrono::hh_mm_ss time{t - LocalTime{date}};
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", static_cast<int>(ymd.year()), unsigned{ymd.month()},
                     unsigned{ymd.day()}, time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

// DST is what is ahead of the time around it; by name only, readers look at the offsets.
std::string observance(const Change& change, LocalTime dtstart, const std::string& rule) {
  const auto* const name = change.to > change.from ? "DAYLIGHT" : "STANDARD";
  std::string text = fmt::format("BEGIN:{}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\n", name,
                                 local_text(dtstart), offset_text(change.from), offset_text(change.to));
  if (!rule.empty()) text += "RRULE:" + rule + "\r\n";
  return text + "END:" + name + "\r\n";
}

int year_of(const Zone& zone, Instant t) {
  return static_cast<int>(std::chrono::year_month_day{zone.date_of(t)}.year());
}

Instant first_of(int year) {
  return Instant{std::chrono::sys_days{std::chrono::year{year} / 1 / 1}};
}

// What is in force before the first change that is written; long before anything it is needed for.
std::string beginning(Seconds offset) {
  const LocalTime long_ago{std::chrono::local_days{std::chrono::year{1970} / 1 / 1}};
  return observance({{}, offset, offset}, long_ago, "");
}

}  // namespace

std::string write_vtimezone(const Zone& zone, Instant from, Instant to) {
  const int first = year_of(zone, from) - 1;
  const int last = std::max(year_of(zone, to), first) + 4;
  const auto changes = zone_changes(zone, first_of(first), first_of(last + 1));
  std::string text = "BEGIN:VTIMEZONE\r\nTZID:" + zone.name() + "\r\n";
  if (const auto rules = yearly_rules(changes, last - first + 1)) {
    for (const YearlyRule& rule : *rules)
      text += observance(rule.first, local_before(rule.first), rule.rrule);
  } else {
    text += beginning(zone.offset_at(first_of(first)));
    for (const Change& change : changes) text += observance(change, local_before(change), "");
  }
  return text + "END:VTIMEZONE\r\n";
}

}  // namespace evenkeel::ical
