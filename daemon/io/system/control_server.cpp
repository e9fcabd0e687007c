#include "io/system/control.hpp"
#include "io/system/control_peer.hpp"
#include "io/system/listening.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>
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
  SocketServer(SocketFile socket, ControlLimits limits) : socket_(std::move(socket)), limits_(limits) {}

  [[nodiscard]] int fd() const override { return socket_.fd(); }
  [[nodiscard]] std::vector<int> fds() const override;
  [[nodiscard]] bool resting() const override { return acceptor_.resting(); }
  [[nodiscard]] std::vector<ControlRequest> accept_ready() override;
  void reply(ControlClient client, const Json& answer) override;

 private:
  void accept_clients();
  void receive(Client& client) const;
  void send(Client& client) const;
  std::optional<Json> next_request(Client& client) const;
  [[nodiscard]] bool done_with(const Client& client) const;

  SocketFile socket_;
  ControlLimits limits_;
  Acceptor acceptor_;
  std::map<std::uint64_t, Client> clients_;
  std::uint64_t last_client_ = 0;
};

std::vector<int> SocketServer::fds() const {
  std::vector<int> all;
  if (!acceptor_.resting()) all.push_back(socket_.fd());
  for (const auto& [id, client] : clients_) {
    if (!client.ended) all.push_back(client.socket.get());
  }
  return all;
}

void SocketServer::accept_clients() {
  while (true) {
    Descriptor socket = acceptor_.accept(socket_.fd());
    if (!socket.valid()) return;
    const std::optional<std::uint32_t> uid = allowed_peer(socket.get(), socket_.group());
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

}  // namespace

Expected<std::unique_ptr<ControlServer>> listen_control(const std::string& path, ControlLimits limits) {
  auto socket = SocketFile::listen(path);
  if (!socket) return std::unexpected(socket.error());
  return std::make_unique<SocketServer>(std::move(*socket), limits);
}

}  // namespace evenkeel
