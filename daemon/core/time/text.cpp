#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace evenkeel {
namespace {

using Ymd = std::chrono::year_month_day;

constexpr std::array<const char*, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

Ymd ymd_of(Date d) {
  return Ymd(std::chrono::sys_days(d.time_since_epoch()));
}

unsigned weekday_index(Date d) {
  return std::chrono::weekday(std::chrono::sys_days(d.time_since_epoch())).iso_encoding() - 1;
}

/// A number below 100, with two digits.
void put_two(std::string& text, std::size_t at, unsigned number) {
  text[at] = static_cast<char>('0' + number / 10);
  text[at + 1] = static_cast<char>('0' + number % 10);
}

/// Exactly `width` digits at the front of `text`, which is shortened by them.
std::optional<int> digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, width)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  const auto year = digits(text, 4);
  if (!year || !take(text, '-')) return std::nullopt;
  const auto month = digits(text, 2);
  if (!month || !take(text, '-')) return std::nullopt;
  const auto day = digits(text, 2);
  if (!day) return std::nullopt;
  const Ymd ymd(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                std::chrono::day(static_cast<unsigned>(*day)));
  if (!ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days(ymd).time_since_epoch());
}

std::optional<Seconds> take_time(std::string_view& text) {
  const auto hour = digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = digits(text, 2);
  if (!second || *second > 60) return std::nullopt;
  if (take(text, '.')) {
    const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
    if (end == 0) return std::nullopt;
    text.remove_prefix(end);
  }
  return Hours(*hour) + Minutes(*minute) + Seconds(*second);
}

std::optional<Seconds> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return Seconds{0};
  const bool minus = take(text, '-');
  if (!minus && !take(text, '+')) return std::nullopt;
  const auto hour = digits(text, 2);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const Seconds offset = Hours(*hour) + Minutes(*minute);
  return minus ? -offset : offset;
}

}  // namespace

std::string rfc3339(Instant t) {
  const auto day = std::chrono::floor<Days>(t);
  const Ymd ymd(day);
  const std::chrono::hh_mm_ss time(t - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string iso_date(Date d) {
  const Ymd ymd = ymd_of(d);
  const int year = static_cast<int>(ymd.year());
  const auto month = static_cast<unsigned>(ymd.month());
  const auto day = static_cast<unsigned>(ymd.day());
  if (year < 0 || year > 9999) return fmt::format("{:04}-{:02}-{:02}", year, month, day);
  // Keys are full of them: written by hand it takes a fifth of the time.
  std::string text = "0000-00-00";
  put_two(text, 0, static_cast<unsigned>(year / 100));
  put_two(text, 2, static_cast<unsigned>(year % 100));
  put_two(text, 5, month);
  put_two(text, 8, day);
  return text;
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  const auto date = take_date(text);
  if (!date || (!take(text, 'T') && !take(text, 't') && !take(text, ' '))) return std::nullopt;
  const auto time = take_time(text);
  if (!time) return std::nullopt;
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant(date->time_since_epoch()) + *time - *offset;
}

std::optional<Date> parse_iso_date(std::string_view text) {
  const auto date = take_date(text);
  return text.empty() ? date : std::nullopt;
}

std::string day_text(Date d) {
  const Ymd ymd = ymd_of(d);
  return fmt::format("{} {} {}", weekdays[weekday_index(d)], static_cast<unsigned>(ymd.day()),
                     months[static_cast<unsigned>(ymd.month()) - 1]);
}

std::string clock_text(Instant t, const Zone& zone) {
  const LocalTime local = zone.to_local(t);
  const std::chrono::hh_mm_ss time(local - std::chrono::floor<Days>(local));
  std::string text = "00:00";
  put_two(text, 0, static_cast<unsigned>(time.hours().count()));
  put_two(text, 3, static_cast<unsigned>(time.minutes().count()));
  return text;
}

std::string span_text(const Interval& span, const Zone& zone) {
  const Date first = zone.date_of(span.start);
  const Date last = zone.date_of(span.end);
  const std::string start = day_text(first) + " " + clock_text(span.start, zone);
  if (first == last) return start + "–" + clock_text(span.end, zone);
  return start + " – " + day_text(last) + " " + clock_text(span.end, zone);
}

std::string length_text(Seconds length) {
  const auto minutes = (length.count() + 30) / 60;
  if (minutes < 60) return fmt::format("{} min", minutes);
  if (minutes % 60 == 0) return fmt::format("{} h", minutes / 60);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

std::string iso_week(Date d) {
  const Date thursday = d - Days(weekday_index(d)) + Days(3);
  const auto year = ymd_of(thursday).year();
  const Date first(std::chrono::sys_days(year / std::chrono::January / 1).time_since_epoch());
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), (thursday - first).count() / 7 + 1);
}

}  // namespace evenkeel
