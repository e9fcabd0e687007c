// "Sam: School pick-up", "Ask Gran: School pick-up": whose a duty is, by its title.
#pragma once

#include "core/household/settings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

struct DutyTitle {
  PersonId person;
  bool asking = false;
};

/// Empty where the text before the first colon is no partner's or helper's name or id.
[[nodiscard]] std::optional<DutyTitle> read_duty_title(const Settings& settings, std::string_view title);

/// The same, and a title that is nothing but a name ("Gran").
[[nodiscard]] std::optional<DutyTitle> read_duty_holder(const Settings& settings, std::string_view title);

/// What people wrote behind the name in `theirs`, behind the name of `ours`. Where theirs names nobody: ours.
[[nodiscard]] std::string with_name_of(const Settings& settings, std::string_view ours,
                                       std::string_view theirs);

}  // namespace evenkeel
