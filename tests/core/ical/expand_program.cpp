// Reads and expands calendars that it is told on standard input, for the differential scripts. Each stands
// after a line "FROM TO OWNER" (UTC times as 20261121T090000Z, the zone of dates and floating times) and
// before a line ".". Answers one line: "start~end" or "start~end/recurrence-id" for each occurrence, sorted
// as text; what was warned of comes first, after "!", with a tab behind it.
#include "core/calendar/expand.hpp"
#include "core/ical/read.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
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

Instant instant_of(const std::string& text) {
  const auto part = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  const Date date{std::chrono::year{part(0, 4)} / part(4, 2) / part(6, 2)};
  const LocalTime local = LocalTime{date} + Hours{part(9, 2)} + Minutes{part(11, 2)} + Seconds{part(13, 2)};
  return Instant{local.time_since_epoch()};
}

std::string text_of(const DateOrInstant& value) {
  const auto seconds = std::visit([](auto v) { return Seconds{v.time_since_epoch()}; }, value);
  const auto days = std::chrono::floor<Days>(seconds);
  const std::chrono::year_month_day ymd{Date{days}};
  const std::chrono::hh_mm_ss hms{seconds - days};
  char out[64];
  const int size =
      std::snprintf(out, sizeof out, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(ymd.year()),
                    static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                    static_cast<int>(hms.hours().count()), static_cast<int>(hms.minutes().count()),
                    static_cast<int>(hms.seconds().count()));
  return {out, std::holds_alternative<Date>(value) ? 8U : static_cast<std::size_t>(size)};
}

std::string text_of(const Occurrence& o) {
  std::string text = o.all_day ? text_of(DateOrInstant{o.dates.first}) : text_of(DateOrInstant{o.time.start});
  text += '~' + (o.all_day ? text_of(DateOrInstant{o.dates.end}) : text_of(DateOrInstant{o.time.end}));
  if (o.recurrence_id) text += '/' + text_of(*o.recurrence_id);
  return text;
}

void answer(const std::string& question, const std::string& calendar, Zones& zones) {
  std::istringstream words(question);
  std::string from;
  std::string to;
  std::string owner;
  words >> from >> to >> owner;
  const auto read = ical::read(calendar, {});
  if (!read) {
    std::cout << '!' << read.error().text << "\t\n";
    return;
  }
  for (const auto& warning : read->warnings) std::cout << '!' << warning.text << '\t';
  const ExpandOptions options{&zones, zones.named(owner), {instant_of(from), instant_of(to)}, true};
  Expander expander(options);
  SourceBudget budget;
  std::vector<std::string> all;
  for (const auto& object : read->objects) {
    const auto& expansion = expander.expand(object, budget);
    for (const auto& warning : expansion.warnings) std::cout << '!' << warning.text << '\t';
    for (const auto& occurrence : expansion.occurrences) all.push_back(text_of(occurrence));
  }
  std::ranges::sort(all);
  for (const auto& text : all) std::cout << text << ' ';
  std::cout << '\n';
}

}  // namespace

int main() {
  Zones zones(load);
  for (std::string question; std::getline(std::cin, question);) {
    std::string calendar;
    for (std::string line; std::getline(std::cin, line) && line != ".";) calendar += line + "\r\n";
    answer(question, calendar, zones);
  }
}
