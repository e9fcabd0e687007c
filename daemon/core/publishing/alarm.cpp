#include "core/publishing/alarm.hpp"

namespace evenkeel {
namespace {

bool inside(const DayRange& range, Seconds time) {
  return range.start <= time && time < range.end;
}

}  // namespace

Instant finding_alarm(Instant about, Seconds notice, const DayRange& quiet, const Zone& zone) {
  constexpr Seconds evening = Hours{19};
  const Date day = zone.date_of(about - notice);
  LocalTime at = LocalTime(day) + evening;
  if (inside(quiet, evening)) at = LocalTime(day) + quiet.start - Minutes{15};
  // A quiet time that began the day before and still lasts.
  if (inside(quiet, evening + Days{1})) at = LocalTime(day) - Days{1} + quiet.start - Minutes{15};
  return zone.to_instant(at);
}

}  // namespace evenkeel
