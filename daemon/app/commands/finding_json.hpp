// Findings as CONTRACT section 1 prints them.
#pragma once

#include "core/findings/finding.hpp"
#include "core/household/settings.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// One finding; keys in the order of CONTRACT. Partners stand in configuration order.
[[nodiscard]] nlohmann::ordered_json finding_json(const Finding& finding, const Settings& settings);
[[nodiscard]] std::string_view name_of(Severity severity);
/// One line of JSON; text that is no UTF-8 is replaced, never an exception.
[[nodiscard]] std::string json_line(const nlohmann::ordered_json& value);

}  // namespace evenkeel
