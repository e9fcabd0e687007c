// Whose request it is: one machine may have several households, and one control socket.
#pragma once

#include "core/household/settings.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// Adds to a request which household it is about: the configuration's file and its state directory.
void sign_request(nlohmann::json& request, const Settings& settings);

/// Whether a request is about the household of `settings`: of the same configuration file, or the same state
/// directory. One that does not say is.
[[nodiscard]] bool is_about(const nlohmann::json& request, const Settings& settings);

}  // namespace evenkeel
