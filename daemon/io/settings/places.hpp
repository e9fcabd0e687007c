// Where evenkeel looks when it is not told: CONTRACT sections 1 and 2.
#pragma once

#include "core/words/error.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// The environment, as a function, so that it can be another one. Empty optional: not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

/// The environment of this process.
[[nodiscard]] Environment process_environment();

/// `given` (--config), else $EVENKEEL_CONFIG, else ~/.config/evenkeel/evenkeel.toml when it exists, else
/// /etc/evenkeel/evenkeel.toml when it exists; else an error (permanent) that names the places looked at.
/// The first two are taken as they are, whether the file exists or not.
[[nodiscard]] Expected<std::string> find_configuration(std::string_view given,
                                                       const Environment& environment);

/// Which unit a configuration belongs to: of /etc/evenkeel/NAME.toml NAME (evenkeeld@NAME.service), of
/// /etc/evenkeel/evenkeel.toml the empty name (evenkeeld.service); none for a file elsewhere.
[[nodiscard]] std::optional<std::string> service_instance(const std::string& configuration);

/// Without `household.state`: $STATE_DIRECTORY (of several, the first), else $XDG_STATE_HOME/evenkeel; else,
/// for the configuration of a unit (service_instance), that of its service, so that an administrator's
/// `status` reads what the service wrote: /var/lib/evenkeel or /var/lib/evenkeel/NAME; else
/// ~/.local/state/evenkeel. Empty when none of these is known.
[[nodiscard]] std::string default_state_directory(const Environment& environment,
                                                  const std::string& configuration);

/// A path as the configuration spells it, made absolute and normal: `~/...`, `file://...` (percent-decoded),
/// absolute, or relative to `directory`.
[[nodiscard]] std::string resolve_path(std::string_view path, const std::string& directory,
                                       const Environment& environment);

}  // namespace evenkeel
