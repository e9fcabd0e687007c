// Mail in: IMAP (RFC 3501) over libcurl. The mailbox is opened read-only (EXAMINE), messages are looked at
// without marking them (BODY.PEEK).
#pragma once

#include "io/net/imap_reading.hpp"
#include "io/net/mail_server.hpp"
#include "io/net/stop.hpp"
#include "ports/mailbox.hpp"

#include <memory>

namespace evenkeel::net {

/// `account.url`: imaps://host[:port]/MAILBOX, imap:// likewise; without a mailbox: INBOX. The server
/// searches for the senders, only what holds a calendar is fetched.
[[nodiscard]] std::unique_ptr<Mailbox> make_imap_mailbox(MailAccount account, Stop stop = {},
                                                         ImapLimits limits = {});

}  // namespace evenkeel::net
