// The key by which own events are known (DESIGN section 8, *Own*): 64 hexadecimal digits, in the credential
// `instance-key` or in STATE/instance.key.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <optional>
#include <string>

namespace evenkeel {

/// The credential when there is one, else the file. Empty when there is neither. A file that others may read,
/// or that holds no key, is an error.
[[nodiscard]] Expected<std::optional<Secret>> load_instance_key(const std::string& state_directory);

/// Makes STATE/instance.key: durable when it returns, whole or not at all, and never in place of another. A
/// call of its own because it is refused when own objects stand on a shared calendar while the key is
/// missing; that is for the caller to know.
[[nodiscard]] Expected<Secret> create_instance_key(const std::string& state_directory);

}  // namespace evenkeel
