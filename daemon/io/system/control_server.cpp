#include "io/system/control.hpp"
#include "io/system/control_peer.hpp"
#include "io/system/control_socket.hpp"
#include "io/system/system_error.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <optional>

namespace evenkeel {

namespace {

using SteadyClock = std::chrono::steady_clock;
using Json = nlohmann::json;

struct Client {
  Descriptor socket;
  std::uint32_t uid = 0;
  std::string in;
  std::string out;
  bool asked = false;  // a request of it is with the service
  bool ended = false;  // it will not send any more
  bool broken = false;
  SteadyClock::time_point since;
};

std::string line_of(const Json& answer) {
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// An object of little depth (a deep one could exhaust the stack of whoever copies it), else nothing.
std::optional<Json> request_in(std::string_view line) {
  constexpr int deepest = 16;
  bool deep = false;
  Json json = Json::parse(
      line.begin(), line.end(),
      [&](int depth, Json::parse_event_t, const Json&) {
        deep = deep || depth > deepest;
        return !deep;
      },
      false);
  if (deep || !json.is_object()) return std::nullopt;
  return json;
}

class SocketServer final : public ControlServer {
 public:
  SocketServer(Descriptor socket, std::string path, struct stat file, ControlLimits limits)
      : socket_(std::move(socket)), path_(std::move(path)), file_(file), limits_(limits) {}
  SocketServer(const SocketServer&) = delete;
  SocketServer& operator=(const SocketServer&) = delete;
  ~SocketServer() override {
    struct stat now{};
    const bool ours =
        ::lstat(path_.c_str(), &now) == 0 && now.st_ino == file_.st_ino && now.st_dev == file_.st_dev;
    if (ours) ::unlink(path_.c_str());
  }

  [[nodiscard]] int fd() const override { return socket_.get(); }
  [[nodiscard]] std::vector<int> fds() const override;
  [[nodiscard]] std::vector<ControlRequest> accept_ready() override;
  void reply(ControlClient client, const Json& answer) override;

 private:
  void accept_clients();
  void receive(Client& client) const;
  void send(Client& client) const;
  std::optional<Json> next_request(Client& client) const;
  [[nodiscard]] bool done_with(const Client& client) const;

  Descriptor socket_;
  std::string path_;
  struct stat file_;
  ControlLimits limits_;
  std::map<std::uint64_t, Client> clients_;
  std::uint64_t last_client_ = 0;
};

std::vector<int> SocketServer::fds() const {
  std::vector<int> all{socket_.get()};
  for (const auto& [id, client] : clients_) {
    if (!client.ended) all.push_back(client.socket.get());
  }
  return all;
}

void SocketServer::accept_clients() {
  while (true) {
    Descriptor socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!socket.valid()) return;
    const std::optional<std::uint32_t> uid = allowed_peer(socket.get(), file_.st_gid);
    const bool full = clients_.size() >= limits_.clients;
    if (!uid || full) {
      const std::string refusal = line_of(uid ? Json{{"error", "too many clients"}} : Json{{"denied", true}});
      (void)::send(socket.get(), refusal.data(), refusal.size(), MSG_NOSIGNAL);
      continue;
    }
    Client& client = clients_[++last_client_];
    client.socket = std::move(socket);
    client.uid = *uid;
    client.since = SteadyClock::now();
  }
}

void SocketServer::receive(Client& client) const {
  std::array<char, 4096> buffer{};
  while (!client.ended) {
    const ssize_t length = ::recv(client.socket.get(), buffer.data(), buffer.size(), 0);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0 && errno == EAGAIN) return;
    if (length <= 0) {
      client.ended = true;
      return;
    }
    client.in.append(buffer.data(), static_cast<std::size_t>(length));
    if (client.in.size() > limits_.line) {
      client.out += line_of({{"error", "the request is too long"}});
      client.in.clear();
      client.ended = true;
    }
  }
}

void SocketServer::send(Client& client) const {
  while (!client.out.empty()) {
    const ssize_t sent = ::send(client.socket.get(), client.out.data(), client.out.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      client.broken = errno != EAGAIN;
      return;
    }
    client.out.erase(0, static_cast<std::size_t>(sent));
  }
}

/// The next request of a client that waits for nothing. Lines that are none are answered at once.
std::optional<Json> SocketServer::next_request(Client& client) const {
  while (!client.asked) {
    const std::size_t end = client.in.find('\n');
    if (end == std::string::npos) return std::nullopt;
    const std::string line = client.in.substr(0, end);
    client.in.erase(0, end + 1);
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (std::optional<Json> request = request_in(line)) return request;
    client.out += line_of({{"error", "the request is no JSON object"}});
    client.since = SteadyClock::now();
  }
  return std::nullopt;
}

bool SocketServer::done_with(const Client& client) const {
  if (client.broken || client.out.size() > limits_.reply) return true;
  if (client.asked) return false;
  return (client.ended && client.out.empty()) || SteadyClock::now() - client.since > limits_.patience;
}

std::vector<ControlRequest> SocketServer::accept_ready() {
  accept_clients();
  std::vector<ControlRequest> requests;
  for (auto& [id, client] : clients_) {
    receive(client);
    if (std::optional<Json> request = next_request(client)) {
      client.asked = true;
      requests.push_back({static_cast<ControlClient>(id), client.uid, std::move(*request)});
    }
    send(client);
  }
  std::erase_if(clients_, [&](const auto& entry) { return done_with(entry.second); });
  return requests;
}

void SocketServer::reply(ControlClient client, const Json& answer) {
  const auto found = clients_.find(static_cast<std::uint64_t>(client));
  if (found == clients_.end()) return;
  found->second.asked = false;
  found->second.since = SteadyClock::now();
  found->second.out += line_of(answer);
  send(found->second);
  if (done_with(found->second)) clients_.erase(found);
}

Expected<void> bind_to(const Descriptor& socket, const std::string& path, const sockaddr_un& address) {
  // The C interface of sockets takes every address by this cast.
  const auto* generic = reinterpret_cast<const sockaddr*>(&address);
  if (::bind(socket.get(), generic, sizeof address) == 0) return {};
  if (errno != EADDRINUSE) return system_error(path + " cannot be made", errno);
  struct stat found{};
  if (::lstat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) {
    return fail(ErrorKind::refused, path + " is no socket; it is not replaced");
  }
  const Expected<Descriptor> probe = control_socket();
  if (!probe) return std::unexpected(probe.error());
  if (connect_to(*probe, address) != ECONNREFUSED) {
    return fail(ErrorKind::refused, "another process listens at " + path);
  }
  if (::unlink(path.c_str()) != 0) return system_error(path + " is stale and cannot be replaced", errno);
  if (::bind(socket.get(), generic, sizeof address) != 0)
    return system_error(path + " cannot be made", errno);
  return {};
}

}  // namespace

Expected<std::unique_ptr<ControlServer>> listen_control(const std::string& path, ControlLimits limits) {
  const Expected<sockaddr_un> address = control_address(path);
  if (!address) return std::unexpected(address.error());
  Expected<Descriptor> socket = control_socket();
  if (!socket) return std::unexpected(socket.error());
  const std::string directory = std::filesystem::path(path).parent_path().string();
  if (!directory.empty() && ::mkdir(directory.c_str(), 0750) != 0 && errno != EEXIST) {
    return system_error(directory + " cannot be made", errno);
  }
  if (const auto bound = bind_to(*socket, path, *address); !bound) return std::unexpected(bound.error());
  struct stat file{};
  if (::chmod(path.c_str(), 0660) != 0 || ::lstat(path.c_str(), &file) != 0 ||
      ::listen(socket->get(), 16) != 0) {
    return system_error(path + " cannot be listened at", errno);
  }
  return std::make_unique<SocketServer>(std::move(*socket), path, file, limits);
}

}  // namespace evenkeel
