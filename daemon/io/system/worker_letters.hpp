// What a worker says over its socket (worker_frames.hpp), and which process says it.
#pragma once

#include <sys/types.h>

#include <span>

namespace evenkeel::worker {

/// recv() of letters. `sender` becomes the process that the kernel says they are from, where it says so.
[[nodiscard]] ssize_t receive_letters(int socket, std::span<char> letters, pid_t& sender);

}  // namespace evenkeel::worker
