// Small words that plans share.
#pragma once

#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenkeel {

/// The configured name of a partner or helper; their id where they have none.
std::string name_of(const Settings& settings, PersonIndex who);
/// "Alex" and "Sam" by id, "both of you" for "both".
std::string name_of_id(const Settings& settings, std::string_view id);
/// "Monday", 0 = Monday.
std::string_view weekday_name(int weekday);
std::string_view weekday_name(Date date);
/// Hundredths as a decimal number without needless zeros: 1250 -> "12.5", 1200 -> "12".
std::string hundredths_text(std::int64_t hundredths);

}  // namespace evenkeel
