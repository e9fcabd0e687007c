// A household to measure with: the same every time, of two sizes, as a configuration file and calendars.
#pragma once

#include "core/time/instant.hpp"

#include <string>

namespace evenkeel::bench {

/// Sat 2026-11-21 09:00 in London, which is now for everything here.
inline constexpr Instant household_now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} +
                                       std::chrono::hours{9}};

enum class HouseholdSize : std::uint8_t {
  /// 600 objects: meetings, weekly and monthly series with overrides and exceptions, trips, leave, to-dos,
  /// school; 13 weeks back, 26 ahead.
  usual,
  /// Two work calendars of 10,000 events each, which make 80,000 occurrences in 52 weeks, 39 of them ahead.
  large,
};

/// Writes evenkeel.toml, its calendars and an empty shared one into `directory`, which is there. Both sizes
/// have ten coverage windows a week, a helper, four routines, rules, deadlines. Gives the path of the
/// configuration.
[[nodiscard]] std::string write_household(const std::string& directory, HouseholdSize size);

}  // namespace evenkeel::bench
