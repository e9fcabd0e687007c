#pragma once

#include <cstdint>

namespace evenkeel {

/// How much memory this process has in RAM, in bytes (proc(5), /proc/self/statm); 0 when that is not told.
[[nodiscard]] std::uint64_t own_resident_bytes();

/// At the start of a program: large things are freed to the system at once, and what threads of libraries
/// take comes from one heap.
void keep_memory_low();

/// Gives the system what was freed and is kept for later, and the code that was run: a cycle takes much for a
/// moment, and then nothing is needed for minutes.
void give_back_memory();

}  // namespace evenkeel
