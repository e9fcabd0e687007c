// Secrets are read where they are needed and not kept elsewhere. No error here contains a secret or what a
// command printed.
#pragma once

#include "core/household/settings.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace evenkeel {

/// Under the systemd unit there are no password commands (DESIGN section 9).
enum class PasswordCommands : std::uint8_t { refused, allowed };

/// The secret `ref` names: one line, its end removed; an empty Secret when nothing is configured. Relative
/// paths of files are taken from `config_directory`.
/// - credential: credential_path(NAME) (systemd.exec(5));
/// - file: a regular file, no symbolic link, owned by us or root, with no right for anybody else;
/// - command: run without a shell and without input, killed (its whole process group) after `time_limit`; the
/// first
///   line of what it prints.
/// Missing, unreadable, empty, several lines: kind permanent. Refused by rule: refused. Overrun: transient.
[[nodiscard]] Expected<Secret> read_secret(const SecretRef& ref, const std::string& config_directory,
                                           PasswordCommands commands,
                                           std::chrono::milliseconds time_limit = std::chrono::seconds(10));

/// Where a credential of the unit stands: $CREDENTIALS_DIRECTORY/NAME, else what systemd makes of a file NAME
/// in the directory that our units load, `credentials_NAME`. Empty when there is neither.
[[nodiscard]] std::optional<std::string> credential_path(const std::string& name);

/// A file of one secret line by the rule above; `path` is absolute. It may also belong to `trusted`.
[[nodiscard]] Expected<Secret> read_secret_file(const std::string& path, uid_t trusted = 0);

}  // namespace evenkeel
