// Which e-mails go with a change of an event (DESIGN section 8, "Invitations").
#pragma once

#include "core/publishing/publication.hpp"
#include "core/words/error.hpp"

#include <vector>

namespace evenkeel {

/// By e-mail instead of by the server.
[[nodiscard]] bool by_mail(const Invitee& invitee);

struct MailInput {
  const Settings& settings;
  Instant now{};
  const EventContent* before = nullptr;  // null: new
  const EventContent& content;           // what shall stand there
  const PublicationRecord& after;
  bool gone = false;  // the event is taken away
  bool sequence_rose = false;
};

/// REQUEST to each invitee who is new or whose invitation changed, CANCEL to each who is invited no more; the
/// entries carry no id yet. None where the calendar's `invite` is none: who was invited before keeps what
/// they have. Adds a warning instead of a mail that cannot be made.
[[nodiscard]] std::vector<OutboxEntry> invitation_mails(const MailInput& input,
                                                        std::vector<Warning>& warnings);

}  // namespace evenkeel
