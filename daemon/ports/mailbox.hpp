// Where answers to invitations arrive: looked at, never changed.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evenkeel {

/// How far a mailbox has been read (RFC 3501 2.3.1.1): all UIDs up to this one, while the validity stays.
struct MailboxMark {
  std::uint32_t uidvalidity = 0;  // 0: never read
  std::uint32_t uid = 0;
  bool operator==(const MailboxMark&) const = default;
};

struct MailboxNews {
  std::vector<std::string> messages;  // whole (RFC 5322), in the order in which they arrived
  MailboxMark mark;                   // to go on from, once what they say is remembered
  std::uint32_t skipped = 0;          // may have been answers, but could not be had
};

class Mailbox {
 public:
  virtual ~Mailbox() = default;
  /// What arrived behind `mark` from one of `senders` and holds a calendar; of very much the first part, the
  /// mark then says how far. Blocking, bounded in time and bytes; no message is changed, not even marked as
  /// read. Errors: transient, unauthorised, permanent (no such mailbox), invalid_data (this is no IMAP).
  [[nodiscard]] virtual Expected<MailboxNews> read(const MailboxMark& mark,
                                                   std::span<const Address> senders) = 0;
};

}  // namespace evenkeel
