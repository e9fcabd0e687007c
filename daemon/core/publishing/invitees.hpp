// Who is invited by which channel, and how much they are told (DESIGN section 8, "Attendees",
// "Invitations").
#pragma once

#include "core/household/people.hpp"
#include "core/publishing/wanted.hpp"

#include <span>
#include <string>
#include <vector>

namespace evenkeel {

/// Those of `people` who are invited to the publication `key`: partners and helpers with an address and a
/// channel that reaches them. Nobody where events of `kind` on this calendar invite nobody: without an
/// organizer or a channel, or where another calendar before it shows that kind (an invitation leaves one
/// calendar only).
[[nodiscard]] std::vector<Invitee> invitees(const PublishingInput& input, PublicationKind kind,
                                            const std::string& key, std::span<const PersonId> people);

/// The record of this calendar and key; null when there is none.
[[nodiscard]] const PublicationRecord* record_of(const PublishingInput& input, const std::string& key);

}  // namespace evenkeel
