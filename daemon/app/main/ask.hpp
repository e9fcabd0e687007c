#pragma once

#include "app/commands/printed.hpp"
#include "app/main/options.hpp"
#include "app/main/session.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// Asks a running service for this, else does it here as the one writer.
[[nodiscard]] Printed ask_or_do(const nlohmann::json& request, const Settings& settings, Zones& zones,
                                std::optional<Instant> now);

}  // namespace evenkeel
