#include "support/radicale.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace evenkeel::test {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  const bool bound = ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                     ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) == 0;
  ::close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

bool answers(int port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  const bool connected = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return connected;
}

void write_configuration(const std::string& directory, int port) {
  std::ofstream(directory + "/users") << "home:secret\n";
  std::ofstream(directory + "/config")
      << "[server]\nhosts = 127.0.0.1:" << port
      << "\n[auth]\ntype = htpasswd\nhtpasswd_filename = " << directory
      << "/users\nhtpasswd_encryption = plain\ndelay = 0\n"
      << "[rights]\ntype = owner_only\n[storage]\nfilesystem_folder = " << directory
      << "/collections\n[logging]\nlevel = error\n";
}

pid_t start(const std::string& directory) {
  const std::string configuration = directory + "/config";
  const std::string log = directory + "/log";
  const pid_t pid = ::fork();
  if (pid != 0) return pid;
  const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  ::dup2(fd, STDOUT_FILENO);
  ::dup2(fd, STDERR_FILENO);
  ::execl("/usr/bin/python3", "python3", "/usr/bin/radicale", "--config", configuration.c_str(), nullptr);
  ::_exit(127);
}

}  // namespace

Radicale::Radicale() {
  std::string pattern = (std::filesystem::temp_directory_path() / "radicale-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
  directory_ = pattern;
  const int port = free_port();
  url_ = "http://127.0.0.1:" + std::to_string(port);
  write_configuration(directory_, port);
  pid_ = start(directory_);
  for (int tries = 0; !answers(port); ++tries) {
    int status = 0;
    if (tries > 1200 || ::waitpid(pid_, &status, WNOHANG) == pid_) {
      throw std::runtime_error("radicale did not start; see " + directory_ + "/log");
    }
    ::poll(nullptr, 0, 50);
  }
}

Radicale::~Radicale() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

}  // namespace evenkeel::test
