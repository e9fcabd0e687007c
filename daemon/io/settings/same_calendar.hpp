// Whether two tables of the configuration name one calendar.
#pragma once

#include "core/household/settings.hpp"

namespace evenkeel::settings {

/// One directory or file (also by way of a symbolic link), or one URL with the same `user` and `calendar`.
/// URLs of different users may be one calendar too; only the servers can tell.
[[nodiscard]] bool same_calendar(const SourceSettings& a, const SourceSettings& b);

}  // namespace evenkeel::settings
