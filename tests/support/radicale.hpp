// Debian's radicale on a free loopback port in a directory of its own; stopped by its process id.
#pragma once

#include <sys/types.h>

#include <string>

namespace evenkeel::test {

class Radicale {
 public:
  /// Starts it and waits until it answers. Throws std::runtime_error when it cannot be had. The user
  /// `home` (password `secret`) owns everything below /home/.
  Radicale();
  ~Radicale();
  Radicale(const Radicale&) = delete;
  Radicale& operator=(const Radicale&) = delete;

  /// http://127.0.0.1:PORT
  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  std::string directory_;
  std::string url_;
  pid_t pid_ = -1;
};

}  // namespace evenkeel::test
