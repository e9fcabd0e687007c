// Expands series that it is told on standard input, one a line, for the differential scripts. Fields are
// separated by tabs, lists by ";" (empty: none); times are 20261121T090000, with Z for UTC, or 20261121:
//   DTSTART  ZONE  DURATION (seconds)  RRULEs ("|")  RDATEs  EXDATEs  OVERRIDES (id>start)  FROM  TO
// An id that ends in "+" is RANGE=THISANDFUTURE.
// Civil times are in ZONE, and so are dates. Answers one line: "start" or "start/id" for each occurrence.
#include "core/calendar/expand.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <ranges>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace evenkeel;

std::optional<std::string> load(std::string_view name) {
  std::ifstream file("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  if (text.empty()) return parts;
  for (const auto part : std::views::split(text, separator)) parts.emplace_back(part.begin(), part.end());
  return parts;
}

int part(const std::string& text, std::size_t at, std::size_t size) {
  return std::stoi(text.substr(at, size));
}

EventTime time_of(const std::string& text, const std::string& zone) {
  const Date date{std::chrono::year{part(text, 0, 4)} / part(text, 4, 2) / part(text, 6, 2)};
  if (text.size() == 8) return date;
  const LocalTime local =
      LocalTime{date} + Hours{part(text, 9, 2)} + Minutes{part(text, 11, 2)} + Seconds{part(text, 13, 2)};
  if (text.ends_with('Z')) return Instant{local.time_since_epoch()};
  return ZonedTime{local, TzId{zone}};
}

std::string text_of(const DateOrInstant& value) {
  const auto seconds = std::visit([](auto v) { return Seconds{v.time_since_epoch()}; }, value);
  const auto days = std::chrono::floor<Days>(seconds);
  const std::chrono::year_month_day ymd{Date{days}};
  const std::chrono::hh_mm_ss hms{seconds - days};
  std::ostringstream out;
  const auto two = [&](auto number) { out << (number < 10 ? "0" : "") << number; };
  out << static_cast<int>(ymd.year());
  two(static_cast<unsigned>(ymd.month()));
  two(static_cast<unsigned>(ymd.day()));
  if (std::holds_alternative<Date>(value)) return out.str();
  out << 'T';
  two(hms.hours().count());
  two(hms.minutes().count());
  two(hms.seconds().count());
  out << 'Z';
  return out.str();
}

Component component(const std::string& start, const std::string& zone, int duration) {
  Component c;
  c.uid = Uid{"series"};
  c.dtstart = time_of(start, zone);
  if (start.size() == 8) {
    c.duration = NominalDuration{std::chrono::ceil<Days>(Seconds{duration}), Seconds{0}};
  } else {
    c.duration = NominalDuration{Days{0}, Seconds{duration}};
  }
  return c;
}

CalendarObject object_of(const std::vector<std::string>& fields) {
  CalendarObject object;
  object.uid = Uid{"series"};
  const auto& zone = fields[1];
  const int duration = std::stoi(fields[2]);
  auto master = component(fields[0], zone, duration);
  master.rrules = split(fields[3], '|');
  for (const auto& rdate : split(fields[4], ';')) master.rdates.emplace_back(time_of(rdate, zone));
  for (const auto& exdate : split(fields[5], ';')) master.exdates.push_back(time_of(exdate, zone));
  object.components.push_back(master);
  for (const auto& text : split(fields[6], ';')) {
    const auto ends = split(text, '>');
    auto override = component(ends[1], zone, duration);
    override.this_and_future = ends[0].ends_with('+');
    override.recurrence_id =
        time_of(override.this_and_future ? ends[0].substr(0, ends[0].size() - 1) : ends[0], zone);
    object.components.push_back(override);
  }
  return object;
}

}  // namespace

int main() {
  Zones zones(load);
  for (std::string line; std::getline(std::cin, line);) {
    const auto fields = split(line, '\t');
    const auto object = object_of(fields);
    const Zone* owner = zones.named(fields[1]);
    const Interval range{std::get<Instant>(time_of(fields[7], "")),
                         std::get<Instant>(time_of(fields[8], ""))};
    SourceBudget budget;
    const auto expansion = expand(object, {&zones, owner, range, false}, budget);
    for (const auto& warning : expansion.warnings) std::cout << '!' << warning.text << '\t';
    for (const auto& o : expansion.occurrences) {
      std::cout << text_of(o.all_day ? DateOrInstant{o.dates.first} : DateOrInstant{o.time.start});
      if (o.recurrence_id) std::cout << '/' << text_of(*o.recurrence_id);
      std::cout << ' ';
    }
    std::cout << '\n';
  }
}
