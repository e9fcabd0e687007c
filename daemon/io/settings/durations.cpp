#include "io/settings/durations.hpp"

#include "io/settings/url.hpp"

namespace evenkeel::settings {

namespace {

constexpr Seconds kLongest = std::chrono::weeks(5200);
constexpr std::string_view kUnits = "wdhms";
constexpr std::array<Seconds, 5> kLengths{std::chrono::weeks(1), Days(1), Hours(1), Minutes(1), Seconds(1)};

void no_duration(const Value& value, Reader& reader) {
  const auto* given = value.as<std::string>();
  const std::string what =
      given == nullptr ? "this is " + kind_of(value) : as_given(*given) + " is no duration";
  reader.error(value.at, what + R"(; expected one like "15m", "2h", "3d", "26w" or "1h30m")");
}

}  // namespace

std::optional<Seconds> parse_duration(std::string_view text) {
  Seconds sum{0};
  std::size_t next_unit = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > 9 || digits == text.size()) return std::nullopt;
    const std::size_t unit = kUnits.find(text[digits]);
    if (unit == std::string_view::npos || unit < next_unit) return std::nullopt;
    sum += kLengths.at(unit) * std::stoll(std::string(text.substr(0, digits)));
    if (sum > kLongest) return std::nullopt;
    next_unit = unit + 1;
    text.remove_prefix(digits + 1);
  }
  return sum;
}

std::optional<Seconds> duration(const Value& value, Reader& reader) {
  if (const auto* zero = value.as<std::int64_t>(); zero != nullptr && *zero == 0) return Seconds{0};
  const auto* given = value.as<std::string>();
  const auto parsed = given == nullptr ? std::nullopt : parse_duration(*given);
  if (!parsed) no_duration(value, reader);
  return parsed;
}

std::optional<Seconds> positive_duration(const Value& value, Reader& reader) {
  const auto given = duration(value, reader);
  if (!given || *given > Seconds{0}) return given;
  reader.error(value.at, "this is no time at all; expected a duration longer than zero");
  return std::nullopt;
}

std::optional<Days> whole_days(const Value& value, Reader& reader) {
  const auto given = duration(value, reader);
  if (!given) return std::nullopt;
  if (*given % Days(1) == Seconds{0}) return std::chrono::duration_cast<Days>(*given);
  reader.error(value.at, R"(these are no whole days; expected days or weeks, like "26w")");
  return std::nullopt;
}

std::optional<Lead> lead(const Value& value, Reader& reader) {
  const auto given = duration(value, reader);
  if (!given) return std::nullopt;
  return Lead{*given};
}

}  // namespace evenkeel::settings
