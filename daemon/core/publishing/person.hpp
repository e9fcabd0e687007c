// Partners and helpers by their id.
#pragma once

#include "core/household/people.hpp"
#include "core/household/settings.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// The name of a partner or helper; the id itself where there is no such person.
[[nodiscard]] std::string name_of(const Settings& settings, const PersonId& person);
/// The partner or helper whose id or name this is (case folded, blanks around it dropped).
[[nodiscard]] std::optional<PersonId> person_named(const Settings& settings, std::string_view name);
/// The partner or helper with this address (a partner's aliases too).
[[nodiscard]] std::optional<PersonId> person_with(const Settings& settings, const Address& address);

}  // namespace evenkeel
