// A small HTTP server on loopback, driven by poll in a thread of its own.
#pragma once

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace evenkeel::test {

/// What is sent for a request: the bytes, after `delay`; then the connection is closed or kept, or held
/// silent.
struct Reply {
  std::string bytes;
  std::chrono::milliseconds delay{0};
  enum class After { close, keep, hold } after = After::close;
};

/// "HTTP/1.1 200 OK" with Content-Length and these header lines.
inline Reply ok(const std::string& body, const std::string& headers = "") {
  return {
      "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + headers + "\r\n" + body,
      {},
      Reply::After::close};
}

class LoopbackServer {
 public:
  /// `answer` is called with the whole request (head and body) on the server's thread.
  explicit LoopbackServer(std::function<Reply(const std::string&)> answer)
      : answer_(std::move(answer)),
        listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    if (bind(listener_, raw, length) != 0 || listen(listener_, 64) != 0 || pipe2(stop_, O_CLOEXEC) != 0 ||
        getsockname(listener_, raw, &length) != 0) {
      throw std::runtime_error("no loopback server");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { run(); });
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  LoopbackServer(LoopbackServer&&) = delete;
  LoopbackServer& operator=(LoopbackServer&&) = delete;
  ~LoopbackServer() {
    if (write(stop_[1], "x", 1) == 1) thread_.join();
    for (const auto& [fd, connection] : connections_) close(fd);
    for (const int fd : {listener_, stop_[0], stop_[1]}) close(fd);
  }

  [[nodiscard]] std::string url(const std::string& path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  [[nodiscard]] int accepted() const { return accepted_; }
  [[nodiscard]] std::vector<std::string> requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
  }

 private:
  using Clock = std::chrono::steady_clock;
  struct Connection {
    std::string in;
    std::string out;
    Clock::time_point due{};
    Reply::After after = Reply::After::keep;
    bool answering = false;
  };

  static std::size_t whole(const std::string& in) {
    const auto end = in.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    const auto at = in.find("Content-Length: ");
    const std::size_t body = at < end ? std::stoul(in.substr(at + 16)) : 0;
    return in.size() >= end + 4 + body ? end + 4 + body : 0;
  }

  void run() {
    while (true) {
      std::vector<pollfd> polled{{stop_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
      int timeout = -1;
      for (const auto& [fd, c] : connections_) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(c.due - Clock::now()).count();
        const bool sending = c.answering && !c.out.empty();
        if (sending && left > 0)
          timeout = timeout < 0 ? static_cast<int>(left) : std::min(timeout, static_cast<int>(left));
        polled.push_back({fd, static_cast<short>(sending && left <= 0 ? POLLIN | POLLOUT : POLLIN), 0});
      }
      poll(polled.data(), polled.size(), timeout);
      if (polled[0].revents != 0) return;
      for (std::size_t i = 2; i < polled.size(); ++i) serve(polled[i]);
      if (polled[1].revents != 0) accept_one();
    }
  }

  void accept_one() {
    const int fd = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    ++accepted_;
    connections_[fd];
  }

  void serve(const pollfd& polled) {
    const int fd = polled.fd;
    Connection& c = connections_[fd];
    if ((polled.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
      char buffer[65536];
      const auto n = recv(fd, buffer, sizeof buffer, 0);
      if (n <= 0) return drop(fd);
      c.in.append(buffer, static_cast<std::size_t>(n));
    }
    if (const std::size_t length = c.answering ? 0 : whole(c.in); length > 0) {
      {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(c.in.substr(0, length));
      }
      Reply reply = answer_(c.in.substr(0, length));
      c.in.erase(0, length);
      c.out = std::move(reply.bytes);
      c.due = Clock::now() + reply.delay;
      c.after = reply.after;
      c.answering = true;
      return;
    }
    if ((polled.revents & POLLOUT) != 0) send_some(fd, c);
  }

  void send_some(int fd, Connection& c) {
    const auto n = send(fd, c.out.data(), c.out.size(), MSG_NOSIGNAL);
    if (n < 0) return drop(fd);
    c.out.erase(0, static_cast<std::size_t>(n));
    if (!c.out.empty()) return;
    if (c.after == Reply::After::close) return drop(fd);
    c.answering = c.after == Reply::After::hold;
  }

  void drop(int fd) {
    close(fd);
    connections_.erase(fd);
  }

  std::function<Reply(const std::string&)> answer_;
  int listener_;
  int stop_[2]{};
  int port_ = 0;
  std::map<int, Connection> connections_;
  std::atomic<int> accepted_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace evenkeel::test
