#include "core/plans/home_base.hpp"

#include "core/household/hours.hpp"
#include "core/household/interval_set.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {

std::vector<HomeBase> home_bases(const Settings& settings, const std::array<std::vector<Interval>, 2>& away,
                                 DateSpan nights) {
  constexpr DayRange night_hours{Hours(22), Hours(30)};
  const std::array<IntervalSet, 2> gone{IntervalSet(away[0]), IntervalSet(away[1])};
  std::vector<HomeBase> result;
  for (Date d = nights.first; d < nights.end; d += Days(1)) {
    const Interval night = range_on(d, night_hours, *settings.zone);
    for (const PartnerIndex home : both_partners) {
      if (!gone[index(other(home))].covers(night) || gone[index(home)].covers(night)) continue;
      result.push_back(
          {d, home, night,
           fmt::format("home-base/{}/{}", settings.partners[index(home)].id.str(), iso_date(d))});
    }
  }
  return result;
}

}  // namespace evenkeel
