#pragma once

#include "core/words/error.hpp"
#include "ports/reader.hpp"

#include <memory>
#include <vector>

namespace evenkeel {

/// The reader in a process without rights; to be started before anything opens connections or reads secrets.
/// Where no such process can be made, reading happens here, with a warning.
[[nodiscard]] std::unique_ptr<Reader> start_reader(std::vector<Warning>& warnings);

}  // namespace evenkeel
