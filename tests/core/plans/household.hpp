// Alex, Sam and Gran in London, and short ways to say when. Monday is 2026-11-23 unless a test says
// otherwise.
#pragma once

#include "core/household/people.hpp"
#include "core/household/settings.hpp"
#include "core/plans/rota.hpp"
#include "core/time/text.hpp"
#include "core/time/zone.hpp"

#include <string_view>

namespace evenkeel::test {

/// London by its POSIX rule (tzdata's footer since 1996).
inline const Zone& london() {
  static const Zone zone("Europe/London", Seconds{0}, {}, "GMT0BST,M3.5.0/1,M10.5.0");
  return zone;
}
inline const Zone& new_york() {
  static const Zone zone("America/New_York", -Hours(5), {}, "EST5EDT,M3.2.0,M11.1.0");
  return zone;
}

inline Date date(std::string_view text) {
  return parse_iso_date(text).value();
}
/// at("2026-11-23", 9, 30): civil time in London.
inline Instant at(std::string_view day, int hour, int minute = 0, const Zone& zone = london()) {
  return zone.to_instant(LocalTime(date(day)) + Hours(hour) + Minutes(minute));
}
inline Interval from_to(std::string_view day, int from, int to, const Zone& zone = london()) {
  return {at(day, from, 0, zone), at(day, to, 0, zone)};
}

inline WeekRanges every_day(std::initializer_list<DayRange> ranges, int first = 0, int last = 6) {
  WeekRanges week;
  for (int d = first; d <= last; ++d) week.days[static_cast<std::size_t>(d)] = ranges;
  return week;
}

inline Settings household() {
  Settings s;
  s.zone = &london();
  const std::array<std::pair<const char*, const char*>, 2> people{{{"alex", "Alex"}, {"sam", "Sam"}}};
  for (std::size_t i = 0; i < 2; ++i) {
    s.partners[i].id = PersonId(people[i].first);
    s.partners[i].name = people[i].second;
    s.partners[i].zone = &london();
    s.partners[i].working_hours = every_day({{Hours(9), Hours(17)}}, 0, 4);
  }
  s.helpers.emplace_back();
  s.helpers[0].id = PersonId("gran");
  s.helpers[0].name = "Gran";
  return s;
}

inline constexpr PersonIndex alex{0};
inline constexpr PersonIndex sam{1};
inline constexpr PersonIndex gran{2};

}  // namespace evenkeel::test
