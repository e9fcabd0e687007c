#include "core/publishing/mail_date.hpp"

#include "core/time/text.hpp"

#include <array>
#include <chrono>
#include <string_view>

namespace evenkeel::imip {

std::string date_header(Instant now) {
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<Days>(now);
  const std::chrono::year_month_day date(day);
  const std::string text = rfc3339(now);  // 2026-11-21T09:00:00Z
  std::string result(weekdays.at(std::chrono::weekday(day).c_encoding()));
  result += ", " + text.substr(8, 2) + " ";
  result += months.at(unsigned{date.month()} - 1);
  return result + " " + text.substr(0, 4) + " " + text.substr(11, 8) + " +0000";
}

}  // namespace evenkeel::imip
