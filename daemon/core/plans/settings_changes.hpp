// What changed in shares, disclosure, hours or sources (DESIGN section 7, Agendas; section 9, consent).
#pragma once

#include "core/household/settings.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// What both should hear of when it changes, in words for them: "Alex's working hours" → "mon-fri
/// 09:00-17:00". No URL, no address, no secret. Neither name nor value has a line break or a tab.
using ToldSettings = std::map<std::string, std::string>;
[[nodiscard]] ToldSettings told_settings(const Settings& settings);

/// One sentence for each that is new, gone or different, by name.
[[nodiscard]] std::vector<std::string> settings_changes(const ToldSettings& before, const ToldSettings& now);

/// As the store keeps it, a line each; reading leaves out what it does not understand.
[[nodiscard]] std::string written(const ToldSettings& settings);
[[nodiscard]] ToldSettings read_told_settings(std::string_view text);

}  // namespace evenkeel
