// Short ways to write calendars in tests.
#pragma once

#include "core/ical/read.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace evenkeel::ical {

inline std::string lines(std::initializer_list<std::string_view> all) {
  std::string text;
  for (const auto line : all) text.append(line).append("\r\n");
  return text;
}

/// A VCALENDAR around `inner`, which ends with CRLF.
inline std::string calendar(std::string_view inner) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n" + std::string(inner) +
         "END:VCALENDAR\r\n";
}

/// A calendar with one VEVENT: UID:u, a DTSTART, and `more`.
inline std::string event(std::initializer_list<std::string_view> more) {
  return calendar("BEGIN:VEVENT\r\nUID:u\r\nDTSTART:20261121T090000Z\r\n" + lines(more) + "END:VEVENT\r\n");
}

/// The only component of a calendar that has to be readable.
inline Component only(std::string_view text, const ReadOptions& options = {}) {
  const auto result = read(text, options);
  if (!result) {
    ADD_FAILURE() << result.error().text;
    return {};
  }
  if (result->objects.size() != 1 || result->objects[0].components.size() != 1) {
    ADD_FAILURE() << "not one component but " << result->objects.size() << " objects, "
                  << result->warnings.size() << " warnings";
    return {};
  }
  return result->objects[0].components[0];
}

inline Date date(int y, unsigned m, unsigned d) {
  return Date{std::chrono::local_days{std::chrono::year{y} / static_cast<int>(m) / static_cast<int>(d)}};
}
inline LocalTime local(int y, unsigned m, unsigned d, int hour = 0, int minute = 0) {
  return LocalTime{date(y, m, d)} + Hours{hour} + Minutes{minute};
}
inline Instant utc(int y, unsigned m, unsigned d, int hour = 0, int minute = 0) {
  return Instant{local(y, m, d, hour, minute).time_since_epoch()};
}

}  // namespace evenkeel::ical
