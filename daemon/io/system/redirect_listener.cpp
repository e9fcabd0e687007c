#include "io/system/redirect_listener.hpp"

#include "io/system/http_head.hpp"
#include "io/system/listening.hpp"
#include "io/system/system_error.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace evenkeel {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Time = SteadyClock::time_point;

constexpr auto patience_with_one = std::chrono::seconds(10);

bool wait_for(int fd, short events, Time until) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{fd, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

/// The head of a request; empty when it does not arrive whole.
std::string read_head(int fd, Time until) {
  std::string head;
  std::array<char, 4096> buffer{};
  while (head.find("\r\n\r\n") == std::string::npos) {
    if (head.size() > largest_request_head || !wait_for(fd, POLLIN, until)) return {};
    const ssize_t length = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (length > 0) {
      head.append(buffer.data(), static_cast<std::size_t>(length));
    } else if (length == 0 || (errno != EAGAIN && errno != EINTR)) {
      return {};
    }
  }
  return head;
}

void send_all(int fd, std::string_view bytes, Time until) {
  while (!bytes.empty() && wait_for(fd, POLLOUT, until)) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return;
    if (sent > 0) bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string answer(std::string_view status, std::string_view text) {
  const std::string body = plain_page(text);
  return answer_head(status, "text/html; charset=utf-8", body.size(), "default-src 'none'") + body;
}

/// The target of "GET /?code=... HTTP/1.1"; empty for any other request.
std::string target_of(std::string_view head) {
  auto request = parse_request_head(head);
  return request && request->method == "GET" ? std::move(request->target) : std::string();
}

}  // namespace

Expected<RedirectListener> RedirectListener::open() {
  auto listener = listen_at_address("127.0.0.1:0");
  if (!listener) return std::unexpected(listener.error());
  sockaddr_in address{};
  socklen_t length = sizeof address;
  // The C interface of sockets takes every address by this cast.
  if (::getsockname(listener->get(), reinterpret_cast<sockaddr*>(&address), &length) != 0) {
    return system_error("the port on 127.0.0.1 cannot be told", errno);
  }
  return RedirectListener(std::move(*listener), ntohs(address.sin_port));
}

std::string RedirectListener::uri() const {
  return fmt::format("http://127.0.0.1:{}/", port_);
}

Expected<void> RedirectListener::serve(const RedirectPage& page, std::chrono::milliseconds patience) {
  const Time end = SteadyClock::now() + patience;
  while (wait_for(listener_.get(), POLLIN, end)) {
    const Descriptor client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!client.valid()) continue;
    const Time until = std::min<Time>(end, SteadyClock::now() + patience_with_one);
    const std::string head = read_head(client.get(), until);
    if (head.empty()) continue;
    const auto text = page(target_of(head));
    send_all(client.get(), text ? answer("200 OK", *text) : answer("404 Not Found", "There is nothing here."),
             until);
    ::shutdown(client.get(), SHUT_WR);
    if (text) return {};
  }
  return fail(ErrorKind::transient, "nobody came back from the browser in time");
}

}  // namespace evenkeel
