// Mail out: SMTP over libcurl (RFC 5321, STARTTLS RFC 3207, implicit TLS RFC 8314).
#pragma once

#include "io/net/mail_server.hpp"
#include "io/net/stop.hpp"
#include "ports/sink.hpp"

#include <memory>
#include <string>

namespace evenkeel::net {

using SmtpAccount = MailAccount;

/// Error kinds: 4yz replies and the network transient, refused credentials unauthorised, 5yz permanent, a
/// server without the required STARTTLS refused, a stop transient. An address with a control character or
/// angle bracket is invalid_data and never sent.
[[nodiscard]] std::unique_ptr<Mailer> make_smtp_mailer(SmtpAccount account, Stop stop = {});

}  // namespace evenkeel::net
