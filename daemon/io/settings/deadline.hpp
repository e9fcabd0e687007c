#pragma once

#include "io/settings/section.hpp"

#include <vector>

namespace evenkeel::settings {

/// The [[partner.deadline]]s of a partner whose zone and hours are known.
[[nodiscard]] std::vector<TomlDeadline> read_deadlines(Section& owner, const Partner& partner);

}  // namespace evenkeel::settings
