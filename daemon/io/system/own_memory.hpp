#pragma once

#include <cstdint>

namespace evenkeel {

/// How much memory this process has in RAM, in bytes (proc(5), /proc/self/statm); 0 when that is not told.
[[nodiscard]] std::uint64_t own_resident_bytes();

/// Gives the system what was freed and is kept for later: a cycle takes much for a moment, and then nothing
/// is needed for minutes.
void give_back_memory();

}  // namespace evenkeel
