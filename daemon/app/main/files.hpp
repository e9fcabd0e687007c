// Files of the user's own, read and written whole.
#pragma once

#include "app/commands/expand.hpp"
#include "core/words/error.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// At most 256 MiB of a regular file, FIFO or terminal; "-" is standard input. The error says why, without
/// the name.
[[nodiscard]] Expected<std::string> read_file(const std::string& path);

/// Whether a pipe without a reader is waited for.
enum class Waiting : std::uint8_t { allowed, forbidden };

/// Writes a file whole or not at all (a temporary one beside it, renamed), or into the device or pipe that
/// stands there; makes missing directories. Without `mode` the umask decides.
[[nodiscard]] Expected<void> write_file(const std::string& path, const std::string& text,
                                        std::optional<std::filesystem::perms> mode = std::nullopt,
                                        Waiting waiting = Waiting::allowed);

/// The inputs of `expand`: a directory stands for the *.ics directly in it, by name.
[[nodiscard]] std::vector<NamedText> read_inputs(const std::vector<std::string>& paths);

}  // namespace evenkeel
