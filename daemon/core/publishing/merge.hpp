// Ours laid over theirs, field by field: where people changed something, theirs stays.
#pragma once

#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// What shall stand there. `record` has people's edits taken in (edits.hpp).
[[nodiscard]] EventContent merged(const PublicationRecord& record, const OwnEvent& theirs,
                                  const Publication& ours);

/// Our text in place of the one we wrote before, with everything around it kept. Nothing is touched when our
/// text did not change, nor when people wrote inside it (but evenkeel's block in an agenda is replaced).
[[nodiscard]] std::string merged_description(std::string_view theirs, std::string_view base,
                                             std::string_view ours);

/// Whether this duty went to somebody else than it is published to: then its title is ours again. To whom
/// people gave it, it stays, until they decline.
[[nodiscard]] bool reassigned(const PublicationRecord& record, const Publication& ours);

/// What has to be sent for `wish` to stand there instead of `theirs`.
struct Difference {
  bool time = false;
  bool invitees = false;
  bool text = false;  // title or description
  bool rest = false;  // alarms, categories, free or busy
  [[nodiscard]] bool any() const { return time || invitees || text || rest; }
  /// SEQUENCE rises (DESIGN section 8): time, place or attendees.
  [[nodiscard]] bool significant() const { return time || invitees; }
};
[[nodiscard]] Difference difference(const PublicationRecord& record, const OwnEvent& theirs,
                                    const EventContent& wish);

}  // namespace evenkeel
