#include "core/ical/values.hpp"

#include "core/ical/repair/tzid.hpp"

namespace evenkeel::ical {

namespace {

// `digits` decimal digits, nothing else.
std::optional<int> number(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<Seconds> time_of_day(std::string_view text) {
  const auto hour = number(text.substr(0, 2));
  const auto minute = number(text.substr(2, 2));
  const auto second = number(text.substr(4, 2));
  if (!hour || !minute || !second) return std::nullopt;
  const bool midnight = *hour == 24 && *minute == 0 && *second == 0;
  if ((*hour > 23 && !midnight) || *minute > 59 || *second > 60) return std::nullopt;
  return Hours{*hour} + Minutes{*minute} + Seconds{std::min(*second, 59)};  // leap second: RFC 5545 3.3.12
}

constexpr std::int64_t most_days = 3'652'425;  // 10,000 years

// Reads the number in front of a unit; at most nine digits.
std::optional<std::int64_t> leading_number(std::string_view& text) {
  std::int64_t value = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == 9) return std::nullopt;
    value = value * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits == 0 || digits == text.size()) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

// Adds `count` of the unit; false for a letter that is none here.
bool add_unit(NominalDuration& sum, std::int64_t count, char unit, bool in_time) {
  switch (unit) {
    case 'W':
      sum.days += Days{count * 7};
      return !in_time;
    case 'D':
      sum.days += Days{count};
      return true;
    case 'H':
      sum.seconds += Hours{count};
      return in_time;
    case 'M':
      sum.seconds += Minutes{count};
      return in_time;
    case 'S':
      sum.seconds += Seconds{count};
      return in_time;
    default:
      return false;
  }
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(4, 2));
  const auto day = number(text.substr(6, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return Date{date};
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  const bool utc = text.size() == 16 && (text[15] == 'Z' || text[15] == 'z');
  if ((text.size() != 15 && !utc) || (text[8] != 'T' && text[8] != 't')) return std::nullopt;
  const auto date = parse_date(text.substr(0, 8));
  const auto time = time_of_day(text.substr(9, 6));
  if (!date || !time) return std::nullopt;
  return DateTime{LocalTime{*date} + *time, utc};
}

std::optional<NominalDuration> parse_duration(std::string_view text) {
  const std::string folded = upper(trimmed(text));
  std::string_view rest = folded;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  if (!rest.starts_with('P') || rest.size() < 3) return std::nullopt;
  rest.remove_prefix(1);
  NominalDuration sum;
  bool in_time = false;
  while (!rest.empty()) {
    if (rest.front() == 'T' && !in_time) {
      in_time = true;
      rest.remove_prefix(1);
      continue;
    }
    const auto count = leading_number(rest);
    if (!count || !add_unit(sum, *count, rest.front(), in_time)) return std::nullopt;
    rest.remove_prefix(1);
  }
  if (sum.days.count() > most_days || sum.seconds > Days{most_days}) return std::nullopt;
  return negative ? NominalDuration{-sum.days, -sum.seconds} : sum;
}

Seconds exact(const NominalDuration& duration) {
  return Seconds{duration.days} + duration.seconds;
}

TimeParams time_params(const ContentLine& line) {
  const std::string_view value = line.param("VALUE");
  return {normalised_tzid(line.param("TZID")), equal_folded(value, "DATE"), equal_folded(value, "PERIOD")};
}

std::optional<EventTime> parse_event_time(std::string_view text, const TimeParams& params) {
  text = trimmed(text);
  if (text.size() == 8 || (params.date && text.size() > 8 && (text[8] == 'T' || text[8] == 't'))) {
    const auto date = parse_date(text.substr(0, 8));
    return date ? std::optional<EventTime>{*date} : std::nullopt;
  }
  const auto time = parse_date_time(text);
  if (!time) return std::nullopt;
  if (time->utc) return Instant{time->local.time_since_epoch()};
  if (params.tzid.empty()) return time->local;
  return ZonedTime{time->local, params.tzid};
}

std::optional<RDatePeriod> parse_period(std::string_view text, const TimeParams& params) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto start = parse_event_time(text.substr(0, slash), params);
  if (!start) return std::nullopt;
  const std::string_view rest = text.substr(slash + 1);
  if (const auto duration = parse_duration(rest)) return RDatePeriod{*start, *duration};
  const auto end = parse_event_time(rest, params);
  if (!end) return std::nullopt;
  return RDatePeriod{*start, *end};
}

}  // namespace evenkeel::ical
