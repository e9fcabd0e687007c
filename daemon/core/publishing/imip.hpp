// Invitations as e-mail (iMIP, RFC 6047; iTIP, RFC 5546).
#pragma once

#include "core/publishing/publication.hpp"
#include "core/words/error.hpp"

#include <set>
#include <string>
#include <string_view>

namespace evenkeel::imip {

enum class Method : std::uint8_t { request, cancel };

struct Invitation {
  Method method = Method::request;
  Uid uid;
  int sequence = 0;
  Instant now{};
  EventContent content;  // as stored; what the recipient may read of it follows from `recipient.detail`
  Invitee recipient;
  std::string from;            // RFC 5322 mailbox: "Household <home@example.org>" or a bare address
  const Zone* zone = nullptr;  // the recipient's, for the readable text
  bool goes_on = false;        // cancel: the event takes place, but for this recipient
};

/// The whole RFC 5322 message, CRLF. invalid_data when an address is not a plain one (no control characters,
/// blanks, quotes, angle brackets), so that nothing can be put into the headers.
[[nodiscard]] Expected<std::string> message(const Invitation& invitation);

/// What makes a mail be sent once only: UID, RECURRENCE-ID (always empty: ours are single), SEQUENCE, METHOD,
/// recipient.
[[nodiscard]] std::string dedup_key(const Uid& uid, int sequence, Method method, const Address& recipient);
/// Whether this is such a key of a CANCEL.
[[nodiscard]] bool is_cancel(std::string_view dedup);
/// Whether a REQUEST of this event went to this recipient, by the keys of what was sent.
[[nodiscard]] bool was_invited(const std::set<std::string>& sent, const Uid& uid, const Address& recipient);

}  // namespace evenkeel::imip
