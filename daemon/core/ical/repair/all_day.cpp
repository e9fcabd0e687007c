#include "core/ical/repair/all_day.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace evenkeel::ical {

namespace {

bool midnight(LocalTime t) {
  return std::chrono::floor<Days>(t) == t;
}

// The nearest midnight; 11:00Z is one at +13:00 (New Zealand in summer), 10:00Z one at -10:00 (Hawaii).
Date nearest_date(Instant t) {
  return std::chrono::floor<Days>(LocalTime{t.time_since_epoch()} + Hours{13});
}

std::optional<Date> date_by_offsets(Instant t, const std::vector<Seconds>& offsets) {
  for (const Seconds offset : offsets) {
    const LocalTime local{t.time_since_epoch() + offset};
    if (midnight(local)) return std::chrono::floor<Days>(local);
  }
  return std::nullopt;
}

class Dates {
 public:
  explicit Dates(const std::vector<Seconds>& offsets) : offsets_(offsets) {}

  // Nothing when it is no midnight.
  [[nodiscard]] std::optional<Date> of(const EventTime& time) const {
    if (const auto* date = std::get_if<Date>(&time)) return *date;
    if (const auto* utc = std::get_if<Instant>(&time)) {
      if (const auto date = date_by_offsets(*utc, offsets_)) return date;
      // Zones lie whole quarters of an hour from UTC.
      return utc->time_since_epoch() % Minutes{15} == Seconds{0} ? std::optional{nearest_date(*utc)}
                                                                 : std::nullopt;
    }
    const auto* zoned = std::get_if<ZonedTime>(&time);
    const LocalTime local = zoned != nullptr ? zoned->local : std::get<LocalTime>(time);
    return midnight(local) ? std::optional{std::chrono::floor<Days>(local)} : std::nullopt;
  }

  void convert(EventTime& time) const {
    if (const auto date = of(time)) time = *date;
  }

 private:
  const std::vector<Seconds>& offsets_;
};

// Whether start and end are whole days apart, or may be: only instants can tell.
bool whole_days(const Component& component) {
  const auto* const start = std::get_if<Instant>(&*component.dtstart);
  const auto* const end = component.dtend ? std::get_if<Instant>(&*component.dtend) : nullptr;
  if (start == nullptr || end == nullptr) return true;
  const Seconds length = *end - *start;
  const Seconds over = length % Days{1};
  return length >= Hours{23} && (over <= Hours{1} || over >= Hours{23});
}

// The zone that has its midnights there; of an instant the offset that makes it midnight of `date`.
TzId zone_of(const EventTime& midnight, Date date) {
  if (const auto* const zoned = std::get_if<ZonedTime>(&midnight)) return zoned->tzid;
  const auto* const utc = std::get_if<Instant>(&midnight);
  if (utc == nullptr) return {};
  const Seconds east = LocalTime{date}.time_since_epoch() - utc->time_since_epoch();
  const auto minutes = std::abs(east.count()) / 60;
  return TzId{fmt::format("UTC{}{:02}:{:02}", east < Seconds{0} ? '-' : '+', minutes / 60, minutes % 60)};
}

}  // namespace

void all_day_from_mark(Component& component, const std::vector<Seconds>& offsets) {
  const Dates dates(offsets);
  if (!component.dtstart || !dates.of(*component.dtstart) || !whole_days(component)) return;
  if (component.dtend && !dates.of(*component.dtend)) return;
  component.dates_zone = zone_of(*component.dtstart, *dates.of(*component.dtstart));
  dates.convert(*component.dtstart);
  if (component.dtend) dates.convert(*component.dtend);
  // The series need not be all-day: an instant that names one of its instances stays what it is.
  if (component.recurrence_id && !std::holds_alternative<Instant>(*component.recurrence_id)) {
    dates.convert(*component.recurrence_id);
  }
  for (auto& exdate : component.exdates) dates.convert(exdate);
  for (auto& rdate : component.rdates) {
    if (auto* const time = std::get_if<EventTime>(&rdate)) dates.convert(*time);
  }
  if (component.duration) {  // PT24H of an all-day thing is a day
    const Seconds length = Seconds{component.duration->days} + component.duration->seconds;
    component.duration = NominalDuration{std::chrono::round<Days>(length), Seconds{0}};
  }
}

}  // namespace evenkeel::ical
