#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <string>

namespace evenkeel {

/// The right to write below STATE (DESIGN section 9), for as long as it lives; the kernel ends it with the
/// process. It is tied to an open file: a process forked while it is held has to close its copy (`fd()`).
class StateLock {
 public:
  [[nodiscard]] int fd() const { return file_.get(); }

 private:
  friend Expected<StateLock> take_lock(const std::string& state_directory);
  explicit StateLock(Descriptor file) : file_(std::move(file)) {}
  Descriptor file_;
};

/// Takes STATE/lock without waiting; makes the directory where it is missing. Held by another process: an
/// Error of kind refused that names its process id; anything else (no right to write there, or we are root
/// and it belongs to another user): permanent.
[[nodiscard]] Expected<StateLock> take_lock(const std::string& state_directory);

}  // namespace evenkeel
