#include "io/system/control.hpp"
#include "io/system/control_socket.hpp"
#include "io/system/system_error.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace evenkeel {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::seconds a_moment{2};
constexpr std::size_t longest_answer = std::size_t{1} << 24U;

Expected<void> wait_for(int fd, short events, SteadyClock::time_point until) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - SteadyClock::now());
    if (left.count() <= 0) return fail(ErrorKind::transient, "the service did not answer in time");
    pollfd waiting{fd, events, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR)
      return system_error("the control connection failed", errno, ErrorKind::transient);
  }
}

Expected<Descriptor> connected(const std::string& path) {
  const Expected<sockaddr_un> address = control_address(path);
  if (!address) return std::unexpected(address.error());
  Expected<Descriptor> socket = control_socket();
  if (!socket) return socket;
  switch (const int reason = connect_to(*socket, *address); reason) {
    case 0:
      return socket;
    case ENOENT:
    case ENOTDIR:
    case ECONNREFUSED:
      return fail(ErrorKind::unsupported, "no service listens at " + path);
    case EACCES:
    case EPERM:
      return system_error("the service at " + path + " may not be asked", reason, ErrorKind::unauthorised);
    default:
      return system_error("the service at " + path + " cannot be asked", reason, ErrorKind::transient);
  }
}

Expected<void> send_all(int fd, std::string_view bytes, SteadyClock::time_point until) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EPIPE || errno == ECONNRESET) {
      return {};  // it may have said why before it hung up
    } else if (errno != EAGAIN && errno != EINTR) {
      return system_error("the control connection failed", errno, ErrorKind::transient);
    } else if (auto ready = wait_for(fd, POLLOUT, until); !ready) {
      return ready;
    }
  }
  return {};
}

Expected<std::string> receive_line(int fd, SteadyClock::time_point until) {
  std::string line;
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t length = ::recv(fd, buffer.data(), buffer.size(), 0);
    if (length > 0) {
      line.append(buffer.data(), static_cast<std::size_t>(length));
      if (const std::size_t end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
      if (line.size() > longest_answer)
        return fail(ErrorKind::invalid_data, "the service's answer is too long");
    } else if (length == 0 || errno == ECONNRESET) {
      return fail(ErrorKind::transient, "the service hung up without an answer");
    } else if (errno != EAGAIN && errno != EINTR) {
      return system_error("the control connection failed", errno, ErrorKind::transient);
    } else if (auto ready = wait_for(fd, POLLIN, until); !ready) {
      return std::unexpected(ready.error());
    }
  }
}

}  // namespace

Expected<nlohmann::json> ask(const std::string& path, const nlohmann::json& request,
                             std::chrono::milliseconds timeout, const std::function<void()>& waits) {
  const auto until = SteadyClock::now() + timeout;
  const Expected<Descriptor> socket = connected(path);
  if (!socket) return std::unexpected(socket.error());
  const std::string line = request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  if (const auto sent = send_all(socket->get(), line, until); !sent) return std::unexpected(sent.error());
  if (waits && !wait_for(socket->get(), POLLIN, std::min(until, SteadyClock::now() + a_moment))) waits();
  const Expected<std::string> answer = receive_line(socket->get(), until);
  if (!answer) return std::unexpected(answer.error());
  nlohmann::json json = nlohmann::json::parse(*answer, nullptr, false);
  if (!json.is_object()) return fail(ErrorKind::invalid_data, "the service's answer is no JSON object");
  if (json.contains("denied")) {
    return fail(ErrorKind::unauthorised, "the service at " + path + " does not listen to this user");
  }
  if (const auto refusal = json.find("error"); refusal != json.end() && refusal->is_string()) {
    return fail(ErrorKind::transient,
                fmt::format("the service at {} says: {}", path, refusal->get<std::string>()));
  }
  return json;
}

}  // namespace evenkeel
