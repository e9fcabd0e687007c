// Mail out: SMTP over libcurl (RFC 5321, STARTTLS RFC 3207, implicit TLS RFC 8314).
#pragma once

#include "io/net/stop.hpp"
#include "ports/sink.hpp"

#include <chrono>
#include <memory>
#include <string>

namespace evenkeel::net {

struct SmtpAccount {
  std::string
      url;  // smtp://host[:port] (STARTTLS required unless the host is loopback) or smtps://host[:port]
  std::string user;  // empty: no AUTH
  Secret password;
  std::string ca_file;
  std::chrono::seconds connect{20};
  std::chrono::seconds total{120};
};

/// Error kinds: 4yz replies and the network transient, refused credentials unauthorised, 5yz permanent, a
/// server without the required STARTTLS refused, a stop transient. An address with a control character or
/// angle bracket is invalid_data and never sent.
[[nodiscard]] std::unique_ptr<Mailer> make_smtp_mailer(SmtpAccount account, Stop stop = {});

}  // namespace evenkeel::net
