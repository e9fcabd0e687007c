// The planner's pages for browsers of the household (DESIGN section 10): GET and HEAD, one answer a
// connection. There is no log-in and no TLS: who reaches the address reads the page.
#pragma once

#include "core/words/error.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace evenkeel {

enum class WebClient : std::uint64_t {};

struct WebRequest {
  WebClient client{};
  std::string path;  // without the query
};

struct WebContent {
  std::string type;    // "text/html; charset=utf-8"
  std::string policy;  // Content-Security-Policy
  std::string body;
};

struct WebLimits {
  std::size_t clients = 16;                    // at a time; more are turned away
  std::chrono::milliseconds patience{10'000};  // for a request to arrive whole, and for an answer to be taken
};

/// Never blocks: everything happens in accept_ready(), to be called when one of readable() or writable() is
/// ready and whenever the loop turns. A request whose Host is neither an address, "localhost" nor the host
/// that is listened at is refused with 421, so that no page of a stranger reaches it under a name of its own
/// (DNS rebinding); at a Unix socket every Host is fine. What is no GET or HEAD is answered with 405 here.
class WebServer {
 public:
  virtual ~WebServer() = default;
  [[nodiscard]] virtual std::vector<int> readable() const = 0;
  [[nodiscard]] virtual std::vector<int> writable() const = 0;
  /// No new clients can be taken now (no descriptors are left): call again in a second.
  [[nodiscard]] virtual bool resting() const = 0;
  [[nodiscard]] virtual std::vector<WebRequest> accept_ready() = 0;
  virtual void reply(WebClient client, const WebContent& content) = 0;
  /// `status`: "404 Not Found"; `text` for people.
  virtual void refuse(WebClient client, const std::string& status, const std::string& text) = 0;
};

/// Listens at "ADDRESS:PORT" ("localhost" and "[::1]" too; no other names are looked up), or at a path: a
/// Unix socket of mode 0660, as listen_control() makes them. Errors: refused, permanent.
[[nodiscard]] Expected<std::unique_ptr<WebServer>> listen_web(const std::string& address,
                                                              WebLimits limits = {});

}  // namespace evenkeel
