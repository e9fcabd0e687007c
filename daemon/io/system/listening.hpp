// Sockets to listen at: a file, or an address of this machine.
#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <sys/stat.h>

#include <chrono>
#include <string>

namespace evenkeel {

/// A Unix socket in the file system; its file goes with it, unless somebody else's stands there by then.
class SocketFile {
 public:
  /// Listens at `path` with mode 0660; its directory is made when missing. A socket file nobody listens at is
  /// replaced; where somebody does, or something else stands there: an Error of kind refused.
  [[nodiscard]] static Expected<SocketFile> listen(const std::string& path);
  SocketFile(SocketFile&&) noexcept = default;
  SocketFile& operator=(SocketFile&&) = delete;
  SocketFile(const SocketFile&) = delete;
  SocketFile& operator=(const SocketFile&) = delete;
  ~SocketFile();

  [[nodiscard]] int fd() const { return socket_.get(); }
  /// The group that the file belongs to.
  [[nodiscard]] gid_t group() const { return file_.st_gid; }

 private:
  SocketFile(Descriptor socket, std::string path, const struct stat& file)
      : socket_(std::move(socket)), path_(std::move(path)), file_(file) {}

  Descriptor socket_;
  std::string path_;
  struct stat file_;
};

/// "127.0.0.1:8737", "[::1]:8737", "localhost:8737". Port 0: one that the system chooses.
[[nodiscard]] Expected<Descriptor> listen_at_address(const std::string& address);

/// Takes clients. Without descriptors or memory for one they stay where they are, and the listening socket
/// would wake whoever waits on it again and again: then it is left alone for a moment.
class Acceptor {
 public:
  /// The next client, not blocking and closed on exec; none: there is nobody, or it rests.
  [[nodiscard]] Descriptor accept(int listener);
  /// Whether the listening socket is not to be waited on now. It should be looked at again within a second.
  [[nodiscard]] bool resting() const { return std::chrono::steady_clock::now() < until_; }

 private:
  std::chrono::steady_clock::time_point until_{};
};

/// Whether `host` is a number of an address, in brackets or not.
[[nodiscard]] bool is_address(const std::string& host);

}  // namespace evenkeel
