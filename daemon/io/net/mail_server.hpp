// What sending and fetching mail have in common: how a mail server is reached through libcurl.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"
#include "io/net/curl_handles.hpp"
#include "io/net/stop.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <string>

namespace evenkeel::net {

struct MailAccount {
  /// smtp:// or imap:// (STARTTLS required unless the host is loopback), smtps:// or imaps:// (implicit TLS,
  /// RFC 8314).
  std::string url;
  std::string user;  // empty: nobody signs in
  Secret password;
  std::string ca_file;
  std::chrono::seconds connect{20};
  std::chrono::seconds total{120};
  std::chrono::seconds stalled{120};  // of a conversation of ours (channel.hpp): nothing came for so long
};

/// TLS verified and never given up, credentials, time limits; `protocols` as libcurl lists them. The URL is
/// set by the caller.
void set_mail_server(CURL* handle, const MailAccount& account, const char* protocols);

/// The sockets of a handle's connections, so that none holds anybody up: libcurl says QUIT wherever a
/// connection ends, finishes a message that is half sent, and waits two minutes for the answer, without
/// asking whether to stop. Must outlive the handle's connections.
class OpenSockets {
 public:
  explicit OpenSockets(CURL* handle);
  OpenSockets(const OpenSockets&) = delete;
  OpenSockets& operator=(const OpenSockets&) = delete;
  OpenSockets(OpenSockets&&) = delete;
  OpenSockets& operator=(OpenSockets&&) = delete;
  ~OpenSockets() = default;

  /// What is said from now on gets no answer; a parting word still leaves.
  void stop_listening() const;
  /// Not a byte more in either direction.
  void cut() const;

 private:
  static curl_socket_t open(void* self, curlsocktype purpose, curl_sockaddr* address);
  static int close(void* self, curl_socket_t socket);
  std::set<curl_socket_t> sockets_;
};

/// Drives the handle's transfer to its end, looking for the stop between the waits; empty when it was
/// stopped. The handle stays in `multi`.
[[nodiscard]] std::optional<CURLcode> drive(CURLM* multi, CURL* handle, const Stop& stop);

/// What a failed transfer means; `origin` for the text.
[[nodiscard]] Error mail_failure(CURLcode code, CURL* handle, const std::string& origin);

}  // namespace evenkeel::net
