// The control socket: commands talk to a running service in JSON lines (DESIGN section 9). One object a line
// from the client, one object a line back.
#pragma once

#include "core/words/error.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace evenkeel {

/// $EVENKEEL_CONTROL, else $RUNTIME_DIRECTORY/control, else /run/evenkeel/control; of an instance of
/// evenkeeld@.service /run/evenkeel-INSTANCE/control.
[[nodiscard]] std::string control_path(const std::string& instance = {});

enum class ControlClient : std::uint64_t {};

struct ControlRequest {
  ControlClient client{};
  std::uint32_t uid = 0;   // of the process that asks
  nlohmann::json content;  // always an object
};

struct ControlLimits {
  std::size_t clients = 16;                    // at a time; more are turned away
  std::size_t line = std::size_t{1} << 16U;    // bytes of a request
  std::size_t reply = std::size_t{1} << 24U;   // bytes not yet taken by the client
  std::chrono::milliseconds patience{10'000};  // for a request to arrive whole, or a reply to be taken
};

/// The service's end. Never blocks: everything happens in accept_ready(), which is to be called when one of
/// fds() is readable and whenever the loop turns.
class ControlServer {
 public:
  virtual ~ControlServer() = default;
  /// The listening socket.
  [[nodiscard]] virtual int fd() const = 0;
  /// What to wait on (readable): the listening socket, unless it rests, and every client.
  [[nodiscard]] virtual std::vector<int> fds() const = 0;
  /// No new clients can be taken now (no descriptors are left): call again in a second.
  [[nodiscard]] virtual bool resting() const = 0;
  /// Takes new clients, reads, writes what is left of replies, drops who is gone, too slow or too loud. Only
  /// root, our own user and members of the socket's group are heard. What is no JSON object is answered with
  /// an error here. A client's next request is given after its last one was answered.
  [[nodiscard]] virtual std::vector<ControlRequest> accept_ready() = 0;
  /// Answers the request of `client`; nothing happens when it is gone.
  virtual void reply(ControlClient client, const nlohmann::json& answer) = 0;
};

/// Listens at `path` with mode 0660 (its directory is made when missing). A socket file nobody listens at is
/// replaced; where somebody does, or something else stands there: an Error of kind refused.
[[nodiscard]] Expected<std::unique_ptr<ControlServer>> listen_control(const std::string& path,
                                                                      ControlLimits limits = {});

/// Asks the service at `path` and waits for its answer. Nobody listens: kind unsupported. Not allowed to:
/// unauthorised. No answer in `timeout`, the connection broke or the service turned the request away:
/// transient. No JSON: invalid_data. `waits` is called once when the answer takes longer than a moment (2 s).
[[nodiscard]] Expected<nlohmann::json> ask(const std::string& path, const nlohmann::json& request,
                                           std::chrono::milliseconds timeout,
                                           const std::function<void()>& waits = {});

}  // namespace evenkeel
