#include "core/publishing/told_text.hpp"

#include "core/time/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace evenkeel {
namespace {

/// The part up to the next blank; `rest` goes on behind it.
std::string_view word(std::string_view& rest) {
  const auto end = rest.find(' ');
  const std::string_view first = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return first;
}

/// The first line; `rest` goes on behind it.
std::string_view line_of(std::string_view& rest) {
  const auto end = rest.find('\n');
  const std::string_view first = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return first;
}

void read_line(std::string_view line, Told& told) {
  const std::string_view what = word(line);
  if (what == "digest") {
    told.digest = parse_rfc3339(line);
  } else if (what == "print") {
    told.digest_print = line;
  } else if (what == "notice") {
    const auto date = parse_iso_date(word(line));
    if (date && !line.empty()) told.notices.emplace(line, *date);
  }
}

}  // namespace

std::string told_text(const Told& told) {
  std::string text;
  if (told.digest) text += "digest " + rfc3339(*told.digest) + "\n";
  if (!told.digest_print.empty()) text += "print " + told.digest_print + "\n";
  for (const auto& [key, date] : told.notices) text += "notice " + iso_date(date) + " " + key + "\n";
  return text;
}

Told read_told(std::string_view text) {
  Told told;
  while (!text.empty()) read_line(line_of(text), told);
  return told;
}

std::string count_text(const DayCount& day) {
  std::string text = fmt::format("day {} {}\n", iso_date(day.day), day.count);
  for (const std::string& key : day.keys) text += "key " + key + "\n";
  return text;
}

DayCount read_count(std::string_view text) {
  DayCount day;
  while (!text.empty()) {
    std::string_view line = line_of(text);
    const std::string_view what = word(line);
    if (what == "key" && !line.empty()) day.keys.emplace(line);
    if (what != "day") continue;
    day.day = parse_iso_date(word(line)).value_or(Date{});
    std::from_chars(line.data(), line.data() + line.size(), day.count);
  }
  return day;
}

}  // namespace evenkeel
