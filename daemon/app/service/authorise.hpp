// OAuth 2.0 for a source: what the browser brought becomes tokens (CONTRACT section 1, `auth`).
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/cycle.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// The source that a person means: its name ("alex/work"), or the name of a shared calendar. Null: none.
[[nodiscard]] const SourceSettings* source_called(const Settings& settings, const std::string& name);

/// {"command": "auth", "source": ...}: whether the source can be authorised here, nothing is done yet. With
/// "code", "verifier" and "redirect_uri" too: the code is exchanged, the tokens are stored, and the sources
/// that use them are due.
[[nodiscard]] Printed authorise(const nlohmann::json& request, const Parts& parts);

}  // namespace evenkeel
