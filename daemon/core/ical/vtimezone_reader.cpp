#include "core/ical/vtimezone_reader.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/repair/tzid.hpp"
#include "core/ical/values.hpp"

#include <string>
#include <utility>

namespace evenkeel::ical {

namespace {

// Whether a rule is FREQ=YEARLY, the only one a zone needs; others are bombs (P99).
bool yearly(std::string_view rule) {
  while (!rule.empty()) {
    const std::size_t end = rule.find(';');
    if (equal_folded(trimmed(rule.substr(0, end)), "FREQ=YEARLY")) return true;
    rule = end == std::string_view::npos ? std::string_view{} : rule.substr(end + 1);
  }
  return false;
}

class Builder {
 public:
  Expected<void> take(const ContentLine& line) {
    if (line.is("BEGIN")) return begin(trimmed(line.value));
    if (line.is("END")) return end();
    if (depth_ == 1 && line.is("TZID") && zone_.tzid.empty()) zone_.tzid = normalised_tzid(line.value);
    return depth_ == 2 && in_observance_ ? observance(line) : Expected<void>{};
  }

  Expected<VTimezone> finish() && {
    if (zone_.tzid.empty()) return fail(ErrorKind::invalid_data, "it has no TZID");
    if (zone_.observances.empty())
      return fail(ErrorKind::invalid_data, "it has neither STANDARD nor DAYLIGHT");
    return std::move(zone_);
  }

 private:
  Expected<void> begin(std::string_view name) {
    if (++depth_ != 2) return {};
    in_observance_ = equal_folded(name, "STANDARD") || equal_folded(name, "DAYLIGHT");
    current_ = {};
    started_ = from_ = to_ = false;
    return {};
  }

  Expected<void> end() {
    if (depth_-- != 2 || !in_observance_) return {};
    in_observance_ = false;
    if (!started_ || !to_) return fail(ErrorKind::invalid_data, "a part has no DTSTART or TZOFFSETTO");
    if (!from_) current_.offset_from = current_.offset_to;
    zone_.observances.push_back(std::move(current_));
    if (zone_.observances.size() > limits::observances)
      return fail(ErrorKind::refused, "it has too many parts");
    return {};
  }

  Expected<void> observance(const ContentLine& line) {
    if (line.is("DTSTART")) return dtstart(time_line(line));
    if (line.is("TZOFFSETFROM")) return offset(line, current_.offset_from, from_);
    if (line.is("TZOFFSETTO")) return offset(line, current_.offset_to, to_);
    if (line.is("RRULE")) return rrule(line);
    if (line.is("RDATE")) return rdate(time_line(line));
    return {};
  }

  Expected<void> dtstart(const ContentLine& line) {
    const auto time = local(line.value);
    if (!time) return fail(ErrorKind::invalid_data, "a DTSTART in it cannot be read");
    current_.dtstart = *time;
    started_ = true;
    return {};
  }

  static Expected<void> offset(const ContentLine& line, Seconds& into, bool& seen) {
    const auto value = parse_utc_offset(line.value);
    if (!value) return fail(ErrorKind::invalid_data, "a UTC offset in it cannot be read");
    into = *value;
    seen = true;
    return {};
  }

  Expected<void> rrule(const ContentLine& line) {
    const std::string_view rule = trimmed(line.value);
    if (!yearly(rule)) return fail(ErrorKind::refused, "a rule in it is not FREQ=YEARLY");
    if (current_.rrules.size() == limits::rules) return fail(ErrorKind::refused, "it has too many rules");
    current_.rrules.emplace_back(rule);
    return {};
  }

  Expected<void> rdate(const ContentLine& line) {
    for (std::string_view rest = line.value; !rest.empty();) {
      const std::size_t comma = rest.find(',');
      // Of a PERIOD the start is the onset.
      const std::string_view one = rest.substr(0, comma);
      const auto time = local(one.substr(0, one.find('/')));
      if (!time) return fail(ErrorKind::invalid_data, "an RDATE in it cannot be read");
      if (++onsets_ > limits::onsets) return fail(ErrorKind::refused, "it has too many RDATEs");
      current_.rdates.push_back(*time);
      rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    }
    return {};
  }

  // Onsets are local by RFC 5545 3.6.5, whatever is written behind them; a DATE is its midnight.
  static std::optional<LocalTime> local(std::string_view text) {
    text = trimmed(text);
    if (const auto date = parse_date(text)) return LocalTime{*date};
    const auto time = parse_date_time(text);
    return time ? std::optional{time->local} : std::nullopt;
  }

  VTimezone zone_;
  Observance current_;
  std::size_t depth_ = 0;
  std::size_t onsets_ = 0;
  bool in_observance_ = false;
  bool started_ = false, from_ = false, to_ = false;
};

}  // namespace

std::optional<Seconds> parse_utc_offset(std::string_view text) {
  std::string digits(trimmed(text));
  std::erase(digits, ':');
  if (digits.size() < 3 || (digits[0] != '+' && digits[0] != '-')) return std::nullopt;
  const bool negative = digits[0] == '-';
  digits.erase(0, 1);
  if (digits.size() > 6 || digits.size() % 2 != 0) return std::nullopt;
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  // `+5730` (Synology): minutes and seconds of a local mean time without its hours.
  if (digits.size() == 4 && digits > "2359") digits.insert(0, "00");
  digits.resize(6, '0');
  const int hours = std::stoi(digits.substr(0, 2));
  const int minutes = std::stoi(digits.substr(2, 2));
  const int seconds = std::stoi(digits.substr(4, 2));
  const Seconds sum = Hours{hours} + Minutes{minutes} + Seconds{seconds};
  if (minutes > 59 || seconds > 59 || sum >= Hours{24}) return std::nullopt;
  return negative ? -sum : sum;
}

Expected<VTimezone> read_vtimezone(Lines lines) {
  Builder builder;
  while (const auto line = lines.next()) {
    if (line->too_long) return fail(ErrorKind::refused, "a line in it is too long");
    const auto content = content_line(line->text);
    if (!content) continue;
    if (auto taken = builder.take(*content); !taken) return std::unexpected(taken.error());
  }
  return std::move(builder).finish();
}

}  // namespace evenkeel::ical
