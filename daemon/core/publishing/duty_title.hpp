// "Sam: School pick-up", "Ask Gran: School pick-up": whose a duty is, by its title.
#pragma once

#include "core/household/settings.hpp"

#include <optional>
#include <string_view>

namespace evenkeel {

struct DutyTitle {
  PersonId person;
  bool asking = false;
};

/// Empty where the text before the first colon is no partner's or helper's name or id.
[[nodiscard]] std::optional<DutyTitle> read_duty_title(const Settings& settings, std::string_view title);

}  // namespace evenkeel
