#include "io/settings/dates.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

void report(const Value& value, Reader& reader, const std::string& expected) {
  const bool quoted = value.as<std::string>() != nullptr;
  reader.error(value.at,
               "this is " + kind_of(value) + "; expected " + expected + (quoted ? ", without quotes" : ""));
}

/// The civil time of a date's `offset` from midnight, in the partner's zone.
Instant at(Date date, Seconds offset, const Partner& partner) {
  return partner.zone->to_instant(LocalTime(date) + offset);
}

}  // namespace

std::optional<Date> date(const Value& value, Reader& reader) {
  if (const auto* given = value.as<Date>()) return *given;
  report(value, reader, "a date like 2027-03-01");
  return std::nullopt;
}

std::optional<Due> due(const Value& value, Reader& reader) {
  if (const auto* given = value.as<Date>()) return *given;
  if (const auto* given = value.as<LocalTime>()) return *given;
  if (const auto* given = value.as<Instant>()) return *given;
  report(value, reader, "a date or date-time like 2027-03-01 or 2027-03-01T17:00:00");
  return std::nullopt;
}

Instant due_instant(const Due& due, const Partner& partner) {
  const auto* date = std::get_if<Date>(&due);
  if (date == nullptr) return start_instant(due, partner);
  Seconds end{0};
  for (const DayRange& range : partner.working_hours.on(*date)) end = std::max(end, range.end);
  return at(*date, end == Seconds{0} ? Seconds(Hours(24)) : end, partner);
}

Instant start_instant(const Due& start, const Partner& partner) {
  if (const auto* instant = std::get_if<Instant>(&start)) return *instant;
  if (const auto* local = std::get_if<LocalTime>(&start)) return partner.zone->to_instant(*local);
  return at(std::get<Date>(start), Seconds{0}, partner);
}

}  // namespace evenkeel::settings
