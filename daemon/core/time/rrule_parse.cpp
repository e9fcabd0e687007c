#include "core/time/rrule.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <string>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::size_t longest_rule = 8192;
constexpr std::int64_t longest_interval = 100'000'000'000;  // keeps all products within 64 bits

/// What a part's value had to say: nothing when it was read, else why it was not.
using Complaint = std::optional<std::string>;

std::string upper(std::string_view text) {
  std::string out(text);
  std::ranges::transform(
      out, out.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
  return out;
}

/// A whole number with an optional sign and nothing after it.
std::optional<std::int64_t> number(std::string_view text) {
  if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Calls `read` with each piece of a list, without the blanks that some writers put around it; false when one
/// of them was refused.
template <typename Read>
bool each(std::string_view list, char separator, Read read) {
  while (true) {
    const auto cut = list.find(separator);
    if (!read(trimmed(list.substr(0, cut)))) return false;
    if (cut == std::string_view::npos) return true;
    list.remove_prefix(cut + 1);
  }
}

struct Bounds {
  int least, most;
  bool from_the_end;  // also -most ... -least
};

Complaint numbers(std::string_view list, Bounds bounds, std::vector<int>& out) {
  const bool good = each(list, ',', [&](std::string_view piece) {
    const auto value = number(piece);
    if (!value) return false;
    const auto size = bounds.from_the_end && *value < 0 ? -*value : *value;
    if (*value < -1000 || size < bounds.least || size > bounds.most) return false;
    out.push_back(static_cast<int>(*value));
    return true;
  });
  if (!good) return "has a value that is no number or out of its range";
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return std::nullopt;
}

std::optional<std::chrono::weekday> weekday(std::string_view text) {
  constexpr std::array<std::string_view, 7> names{"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
  const auto* const found = std::ranges::find(names, text);
  if (found == names.end()) return std::nullopt;
  return std::chrono::weekday{static_cast<unsigned>(found - names.begin())};
}

Complaint weekdays(std::string_view list, std::vector<WeekdayNumber>& out) {
  const bool good = each(list, ',', [&](std::string_view piece) {
    if (piece.size() < 2) return false;
    const auto day = weekday(piece.substr(piece.size() - 2));
    piece.remove_suffix(2);
    const auto n = piece.empty() ? std::optional<std::int64_t>{0} : number(piece);
    if (!day || !n || *n < -53 || *n > 53 || (*n == 0 && !piece.empty())) return false;
    const WeekdayNumber item{static_cast<int>(*n), *day};
    if (std::ranges::find(out, item) == out.end()) out.push_back(item);
    return out.size() <= 749;  // 7 days, each plain or numbered -53 to 53
  });
  if (!good) return "has a value that is no weekday";
  std::ranges::sort(out, {}, [](const WeekdayNumber& d) { return std::pair(d.n, d.weekday.iso_encoding()); });
  return std::nullopt;
}

std::optional<Date> date(std::string_view digits) {
  if (digits.size() != 8 || !std::ranges::all_of(digits, [](unsigned char c) { return std::isdigit(c); })) {
    return std::nullopt;
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    return static_cast<int>(number(digits.substr(at, size)).value_or(0));
  };
  const auto ymd = std::chrono::year{part(0, 4)} / part(4, 2) / part(6, 2);
  if (!ymd.ok()) return std::nullopt;
  return Date{ymd};
}

std::optional<Until> until(std::string_view text) {
  const auto day = date(text.substr(0, 8));
  if (!day) return std::nullopt;
  if (text.size() == 8) return Until{*day};
  const bool utc = text.ends_with('Z');
  if (utc) text.remove_suffix(1);
  if (text.size() != 15 || text[8] != 'T') return std::nullopt;
  const auto part = [&](std::size_t at, int most) -> std::optional<int> {
    const auto value = number(text.substr(at, 2));
    if (!std::isdigit(static_cast<unsigned char>(text[at])) || !value || *value > most) return std::nullopt;
    return static_cast<int>(*value);
  };
  const auto h = part(9, 23);
  const auto m = part(11, 59);
  const auto s = part(13, 60);
  if (!h || !m || !s) return std::nullopt;
  const LocalTime local = LocalTime{*day} + Hours{*h} + Minutes{*m} + Seconds{std::min(*s, 59)};
  if (utc) return Until{Instant{local.time_since_epoch()}};
  return Until{local};
}

struct Draft {
  RecurrenceRule rule;
  bool has_frequency = false;
  bool has_rscale = false;
  bool has_skip = false;
  bool foreign_rscale = false;
};

Complaint read_frequency(Draft& draft, std::string_view value) {
  constexpr std::array<std::string_view, 7> names{"SECONDLY", "MINUTELY", "HOURLY", "DAILY",
                                                  "WEEKLY",   "MONTHLY",  "YEARLY"};
  const auto* const found = std::ranges::find(names, value);
  if (found == names.end()) return "is no frequency";
  draft.rule.frequency = static_cast<Frequency>(found - names.begin());
  draft.has_frequency = true;
  return std::nullopt;
}

Complaint read_skip(Draft& draft, std::string_view value) {
  constexpr std::array<std::string_view, 3> names{"OMIT", "BACKWARD", "FORWARD"};
  const auto* const found = std::ranges::find(names, value);
  if (found == names.end()) return "is none of OMIT, BACKWARD, FORWARD";
  draft.rule.skip = static_cast<Skip>(found - names.begin());
  draft.has_skip = true;
  return std::nullopt;
}

Complaint read_rscale(Draft& draft, std::string_view value) {
  draft.has_rscale = true;
  draft.foreign_rscale = value != "GREGORIAN";
  return std::nullopt;
}

Complaint read_interval(Draft& draft, std::string_view value) {
  const auto n = number(value);
  if (!n || *n < 1) return "is no positive number";
  draft.rule.interval = std::min(*n, longest_interval);
  return std::nullopt;
}

Complaint read_count(Draft& draft, std::string_view value) {
  const auto n = number(value);
  if (!n || *n < 1) return "is no positive number";
  draft.rule.count = static_cast<std::uint64_t>(*n);
  return std::nullopt;
}

Complaint read_until(Draft& draft, std::string_view value) {
  draft.rule.until = until(value);
  if (!draft.rule.until) return "is no date or date-time";
  return std::nullopt;
}

Complaint read_week_start(Draft& draft, std::string_view value) {
  const auto day = weekday(value);
  if (!day) return "is no weekday";
  draft.rule.week_start = *day;
  return std::nullopt;
}

template <auto Member, int Least, int Most, bool FromTheEnd>
Complaint read_numbers(Draft& draft, std::string_view value) {
  return numbers(value, {Least, Most, FromTheEnd}, draft.rule.*Member);
}

Complaint read_seconds(Draft& draft, std::string_view value) {
  auto& seconds = draft.rule.by_second;
  if (auto complaint = numbers(value, {0, 60, false}, seconds)) return complaint;
  if (seconds.back() == 60) seconds.back() = 59;
  seconds.erase(std::ranges::unique(seconds).begin(), seconds.end());
  return std::nullopt;
}

struct Part {
  std::string_view name;
  Complaint (*read)(Draft&, std::string_view);
};

constexpr std::array parts{
    Part{"FREQ", read_frequency},
    Part{"UNTIL", read_until},
    Part{"COUNT", read_count},
    Part{"INTERVAL", read_interval},
    Part{"BYSECOND", read_seconds},
    Part{"BYMINUTE", read_numbers<&RecurrenceRule::by_minute, 0, 59, false>},
    Part{"BYHOUR", read_numbers<&RecurrenceRule::by_hour, 0, 23, false>},
    Part{"BYDAY", [](Draft& d, std::string_view v) { return weekdays(v, d.rule.by_day); }},
    Part{"BYMONTHDAY", read_numbers<&RecurrenceRule::by_monthday, 1, 31, true>},
    Part{"BYYEARDAY", read_numbers<&RecurrenceRule::by_yearday, 1, 366, true>},
    Part{"BYWEEKNO", read_numbers<&RecurrenceRule::by_weekno, 1, 53, true>},
    Part{"BYMONTH", read_numbers<&RecurrenceRule::by_month, 1, 12, false>},
    Part{"BYSETPOS", read_numbers<&RecurrenceRule::by_setpos, 1, 366, true>},
    Part{"WKST", read_week_start},
    Part{"RSCALE", read_rscale},
    Part{"SKIP", read_skip},
};

/// One NAME=VALUE; `seen` has a bit for each row of `parts`.
Complaint read_part(Draft& draft, std::uint32_t& seen, std::string_view part) {
  if (part.empty()) return std::nullopt;  // "FREQ=DAILY;" is common
  const auto equals = part.find('=');
  if (equals == std::string_view::npos) return "a part without \"=\"";
  const auto name = trimmed(part.substr(0, equals));
  if (name.starts_with("X-")) return std::nullopt;
  const auto* const row = std::ranges::find(parts, name, &Part::name);
  if (row == parts.end()) return "a part of unknown name";
  const auto bit = std::uint32_t{1} << static_cast<unsigned>(row - parts.begin());
  if ((seen & bit) != 0) return std::string(row->name) + " twice";
  seen |= bit;
  const auto complaint = row->read(draft, trimmed(part.substr(equals + 1)));
  if (complaint) return std::string(row->name) + ' ' + *complaint;
  return std::nullopt;
}

/// What RFC 5545 3.3.10 and RFC 7529 4.1 say must not stand together.
Complaint conflict(const Draft& draft) {
  const RecurrenceRule& r = draft.rule;
  const bool numbered = std::ranges::any_of(r.by_day, [](const WeekdayNumber& d) { return d.n != 0; });
  const bool any_by = !r.by_second.empty() || !r.by_minute.empty() || !r.by_hour.empty() ||
                      !r.by_day.empty() || !r.by_monthday.empty() || !r.by_yearday.empty() ||
                      !r.by_weekno.empty() || !r.by_month.empty();
  if (!draft.has_frequency) return "no FREQ";
  if (draft.has_skip && !draft.has_rscale) return "SKIP without RSCALE";
  if (!r.by_weekno.empty() && r.frequency != Frequency::yearly)
    return "BYWEEKNO in a rule that is not YEARLY";
  if (!r.by_yearday.empty() && r.frequency >= Frequency::daily && r.frequency <= Frequency::monthly) {
    return "BYYEARDAY in a DAILY, WEEKLY or MONTHLY rule";
  }
  if (!r.by_monthday.empty() && r.frequency == Frequency::weekly) return "BYMONTHDAY in a WEEKLY rule";
  if (numbered && r.frequency < Frequency::monthly) return "a numbered BYDAY below MONTHLY";
  if (numbered && !r.by_weekno.empty()) return "a numbered BYDAY with BYWEEKNO";
  if (!r.by_setpos.empty() && !any_by) return "BYSETPOS without another BY part";
  return std::nullopt;
}

}  // namespace

Expected<RecurrenceRule> parse_rrule(std::string_view text) {
  const auto bad = [](const std::string& why) {
    return fail(ErrorKind::invalid_data, "recurrence rule: " + why);
  };
  if (text.size() > longest_rule) return bad("too long");
  Draft draft;
  std::uint32_t seen = 0;
  Complaint complaint;
  each(upper(text), ';', [&](std::string_view part) {
    auto next = read_part(draft, seen, part);
    if (!complaint) complaint = std::move(next);
    return true;
  });
  // Another calendar has months of its own, so that is said first.
  if (draft.foreign_rscale) {
    return fail(ErrorKind::unsupported, "recurrence rule: RSCALE is not GREGORIAN");
  }
  if (!complaint) complaint = conflict(draft);
  if (complaint) return bad(*complaint);
  return std::move(draft.rule);
}

}  // namespace evenkeel
