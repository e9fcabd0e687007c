#pragma once

#include "core/words/error.hpp"
#include "ports/reader.hpp"

#include <memory>
#include <vector>

namespace evenkeel {

/// The reader in a process without rights; to be started before anything opens connections or reads secrets.
/// While no such process can be had, nothing is read (every job ends as transient), and the next one tries
/// again. A warning where reading happens here after all, which only a debug build under valgrind does.
[[nodiscard]] Expected<std::unique_ptr<Reader>> start_reader(std::vector<Warning>& warnings);

}  // namespace evenkeel
