#include "io/settings/hours.hpp"

#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

constexpr std::array<std::string_view, 7> kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The parts between commas, without blanks around them.
std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (auto comma = text.find(','); comma != std::string_view::npos; comma = text.find(',')) {
    parts.push_back(trim(text.substr(0, comma)));
    text.remove_prefix(comma + 1);
  }
  parts.push_back(trim(text));
  return parts;
}

std::optional<int> two_digits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 2 || !std::ranges::all_of(text, digit)) return std::nullopt;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

std::optional<std::size_t> weekday(std::string_view text) {
  const auto found = std::ranges::find(kWeekdays, text);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdays.begin());
}

void report(const Value& value, Reader& reader, const std::string& what, const std::string& expected) {
  const auto* given = value.as<std::string>();
  reader.error(value.at,
               (given == nullptr ? "this is " + kind_of(value) : as_given(*given) + " is no " + what) +
                   "; expected " + expected);
}

}  // namespace

std::optional<Seconds> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = two_digits(text.substr(0, 2));
  const auto minute = two_digits(text.substr(3));
  if (!hour || !minute || *minute > 59) return std::nullopt;
  const Seconds time = Hours(*hour) + Minutes(*minute);
  return time <= Hours(24) ? std::optional(time) : std::nullopt;
}

std::optional<DayRange> parse_day_range(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto start = parse_time_of_day(trim(text.substr(0, dash)));
  const auto end = parse_time_of_day(trim(text.substr(dash + 1)));
  if (!start || !end || *start == *end || *start == Hours(24)) return std::nullopt;
  return DayRange{*start, *end > *start ? *end : *end + Hours(24)};
}

std::optional<std::bitset<7>> parse_weekdays(std::string_view text) {
  std::bitset<7> days;
  for (const std::string_view part : split(text)) {
    const auto dash = part.find('-');
    const auto first = weekday(trim(part.substr(0, dash)));
    const auto last = dash == std::string_view::npos ? first : weekday(trim(part.substr(dash + 1)));
    if (!first || !last) return std::nullopt;
    days.set(*last);
    for (std::size_t day = *first; day != *last; day = (day + 1) % 7) days.set(day);
  }
  return days;
}

std::string_view weekday_name(int index) {
  return kWeekdays.at(static_cast<std::size_t>(index));
}

std::optional<DayRange> day_range(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  const auto range = given == nullptr ? std::nullopt : parse_day_range(*given);
  if (!range) report(value, reader, "range of times", R"(one like "09:00-17:30" or "20:00-07:00")");
  return range;
}

std::optional<DayRanges> day_ranges(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  DayRanges ranges;
  for (const std::string_view part : split(given == nullptr ? std::string_view() : *given)) {
    const auto range = parse_day_range(part);
    if (!range) {
      report(value, reader, "range of times", R"("09:00-17:30", or several: "09:00-12:00, 13:00-17:00")");
      return std::nullopt;
    }
    ranges.push_back(*range);
  }
  return ranges;
}

std::vector<std::pair<std::bitset<7>, const Value*>> by_weekday(const Value& value, Reader& reader) {
  std::vector<std::pair<std::bitset<7>, const Value*>> out;
  const Table* table = value.as<Table>();
  if (table == nullptr) {
    reader.error(value.at,
                 "this is " + kind_of(value) + R"(; expected a table by weekday, like { mon-fri = ... })");
    return out;
  }
  std::bitset<7> seen;
  for (const Entry& entry : *table) {
    const auto days = parse_weekdays(entry.key);
    if (!days) {
      reader.error(entry.at,
                   "\"" + entry.key + R"(" is no weekday; expected mon ... sun, "mon-fri" or "sat,sun")");
      continue;
    }
    for (std::size_t day = 0; day < 7; ++day) {
      if (!seen[day] || !(*days)[day]) continue;
      reader.error(entry.at, std::string(kWeekdays.at(day)) + " is named twice; expected every weekday once");
      break;
    }
    out.emplace_back(*days & ~seen, &entry.value);
    seen |= *days;
  }
  return out;
}

std::optional<WeekRanges> week_ranges(const Value& value, Reader& reader) {
  WeekRanges week;
  for (const auto& [days, ranges_value] : by_weekday(value, reader)) {
    const auto ranges = day_ranges(*ranges_value, reader);
    if (!ranges) continue;
    for (std::size_t day = 0; day < 7; ++day) {
      if (days[day]) week.days.at(day) = *ranges;
    }
  }
  if (value.as<Table>() == nullptr) return std::nullopt;
  return week;
}

std::optional<Preference> preference(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  const std::string_view text = given == nullptr ? std::string_view() : trim(*given);
  const auto blank = text.find(' ');
  Preference preference;
  std::optional<Seconds> time;
  if (blank == std::string_view::npos) {
    time = parse_time_of_day(text);
  } else if (const auto day = weekday(text.substr(0, blank))) {
    preference.weekday = static_cast<int>(*day);
    time = parse_time_of_day(trim(text.substr(blank)));
  }
  if (!time || *time == Hours(24)) {
    report(value, reader, "time of a week", R"(one like "sun 19:00")");
    return std::nullopt;
  }
  preference.time = *time;
  return preference;
}

}  // namespace evenkeel::settings
