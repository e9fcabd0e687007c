// One reading of a mailbox (RFC 3501), whatever carries its lines.
#pragma once

#include "io/net/wire.hpp"
#include "ports/mailbox.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace evenkeel::net {

/// What one reading takes at most; the rest comes with the next one.
struct ImapLimits {
  std::size_t looked_at = 300;  // structures
  std::size_t fetched = 50;     // whole messages
  std::size_t message_bytes = std::size_t{1} << 20U;
};

namespace imap {

/// What Mailbox::read() promises, over a connection that is signed in. `mailbox` and `senders` are printable
/// ASCII; `origin` for the words of errors.
[[nodiscard]] Expected<MailboxNews> read_mailbox(Wire& wire, const std::string& origin,
                                                 const ImapLimits& limits, const MailboxMark& mark,
                                                 const std::string& mailbox,
                                                 std::span<const Address> senders);

}  // namespace imap

}  // namespace evenkeel::net
