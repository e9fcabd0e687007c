// POSIX TZ rules: what a zone does after the last transition of its file (RFC 9636 3.3.1).
#pragma once

#include "core/time/zone.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace evenkeel {

/// When in a year the rule changes the clock: a date of the year and a time from -167 h to 167 h on it.
struct PosixChange {
  struct MonthWeekDay {  // Mm.w.d: the w-th weekday d of month m, w = 5: the last
    unsigned month, week, weekday;
  };
  struct JulianDay {  // Jn: 1-365, 29 February never counted
    int day;
  };
  struct YearDay {  // n: 0-365, 29 February counted
    int day;
  };
  std::variant<MonthWeekDay, JulianDay, YearDay> date;
  Seconds time{7200};

  /// The civil time of the change in `year`, by the clock in force before it.
  [[nodiscard]] LocalTime in(std::chrono::year year) const;
};

struct PosixRule {
  Seconds standard{0};
  struct Daylight {
    Seconds offset;
    PosixChange begins, ends;
  };
  std::optional<Daylight> daylight;

  /// The changes of one year, in order. Of two at one instant the last counts.
  [[nodiscard]] std::vector<Zone::Transition> transitions(std::chrono::year year) const;
};

/// Reads e.g. "CET-1CEST,M3.5.0,M10.5.0/3" or "<-03>3". A name of daylight time without its rules is
/// invalid_data.
[[nodiscard]] Expected<PosixRule> parse_posix_tz(std::string_view text);

}  // namespace evenkeel
