#include "core/time/posix_tz.hpp"

#include <algorithm>
#include <cctype>

namespace evenkeel {
namespace {

using std::chrono::January;
using std::chrono::year;

/// A cursor over the text; every read says whether it found what it looked for.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return text_.empty(); }
  [[nodiscard]] bool at(char c) const { return !text_.empty() && text_.front() == c; }
  bool take(char c) {
    if (!at(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  /// "CET" or "<+03>".
  bool name() {
    const bool quoted = take('<');
    std::size_t length = 0;
    while (length < text_.size() && in_name(text_[length], quoted)) ++length;
    text_.remove_prefix(length);
    return quoted ? take('>') : length >= 3;
  }
  std::optional<int> number(int least, int most) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < text_.size() && digits < 4 &&
           std::isdigit(static_cast<unsigned char>(text_[digits])) != 0) {
      value = value * 10 + (text_[digits++] - '0');
    }
    text_.remove_prefix(digits);
    if (digits == 0 || value < least || value > most) return std::nullopt;
    return value;
  }
  /// [+-]hh[:mm[:ss]]
  std::optional<Seconds> time(int most_hours) {
    const bool negative = take('-');
    if (!negative) take('+');
    const auto hours = number(0, most_hours);
    if (!hours) return std::nullopt;
    Seconds sum{*hours * 3600};
    for (const int unit : {60, 1}) {
      if (!take(':')) break;
      const auto part = number(0, 59);
      if (!part) return std::nullopt;
      sum += Seconds{*part * unit};
    }
    return negative ? -sum : sum;
  }

 private:
  static bool in_name(char c, bool quoted) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalpha(u) != 0 || (quoted && (std::isdigit(u) != 0 || c == '+' || c == '-'));
  }
  std::string_view text_;
};

std::optional<PosixChange> read_change(Reader& in) {
  PosixChange change;
  if (in.take('M')) {
    const auto month = in.number(1, 12);
    if (!month || !in.take('.')) return std::nullopt;
    const auto week = in.number(1, 5);
    if (!week || !in.take('.')) return std::nullopt;
    const auto weekday = in.number(0, 6);
    if (!weekday) return std::nullopt;
    change.date = PosixChange::MonthWeekDay{static_cast<unsigned>(*month), static_cast<unsigned>(*week),
                                            static_cast<unsigned>(*weekday)};
  } else if (in.take('J')) {
    const auto day = in.number(1, 365);
    if (!day) return std::nullopt;
    change.date = PosixChange::JulianDay{*day};
  } else {
    const auto day = in.number(0, 365);
    if (!day) return std::nullopt;
    change.date = PosixChange::YearDay{*day};
  }
  if (in.take('/')) {
    const auto time = in.time(167);
    if (!time) return std::nullopt;
    change.time = *time;
  }
  return change;
}

std::optional<PosixRule::Daylight> read_daylight(Reader& in, Seconds standard) {
  PosixRule::Daylight daylight{standard + Hours{1}, {}, {}};
  if (!in.name()) return std::nullopt;
  if (!in.at(',')) {
    const auto west = in.time(24);
    if (!west) return std::nullopt;
    daylight.offset = -*west;
  }
  for (PosixChange* change : {&daylight.begins, &daylight.ends}) {
    if (!in.take(',')) return std::nullopt;
    const auto read = read_change(in);
    if (!read) return std::nullopt;
    *change = *read;
  }
  return daylight;
}

struct DateIn {
  year y;
  Date operator()(const PosixChange::MonthWeekDay& d) const {
    const std::chrono::month m{d.month};
    const std::chrono::weekday w{d.weekday};
    if (d.week == 5) return Date{y / m / w[std::chrono::last]};
    return Date{y / m / w[d.week]};
  }
  Date operator()(const PosixChange::JulianDay& d) const {
    const int leap = y.is_leap() && d.day >= 60 ? 1 : 0;
    return Date{y / January / 1} + Days{d.day - 1 + leap};
  }
  Date operator()(const PosixChange::YearDay& d) const { return Date{y / January / 1} + Days{d.day}; }
};

}  // namespace

LocalTime PosixChange::in(year y) const {
  return LocalTime{std::visit(DateIn{y}, date)} + time;
}

std::vector<Zone::Transition> PosixRule::transitions(year y) const {
  if (!daylight) return {};
  const Instant begins{(daylight->begins.in(y)-standard).time_since_epoch()};
  const Instant ends{(daylight->ends.in(y)-daylight->offset).time_since_epoch()};
  if (begins < ends) return {{begins, daylight->offset}, {ends, standard}};
  return {{ends, standard}, {begins, daylight->offset}};
}

Expected<PosixRule> parse_posix_tz(std::string_view text) {
  const auto bad = [] { return fail(ErrorKind::invalid_data, "not a POSIX time zone rule"); };
  Reader in(text);
  if (!in.name()) return bad();
  const auto west = in.time(24);
  if (!west) return bad();
  PosixRule rule{-*west, std::nullopt};
  if (in.done()) return rule;
  rule.daylight = read_daylight(in, rule.standard);
  if (!rule.daylight || !in.done()) return bad();
  return rule;
}

}  // namespace evenkeel
