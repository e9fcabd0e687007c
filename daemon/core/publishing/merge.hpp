// Ours laid over theirs, field by field: where people changed something, theirs stays.
#pragma once

#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// What shall stand there. `record` has people's edits taken in (edits.hpp).
[[nodiscard]] EventContent merged(const PublicationRecord& record, const OwnEvent& theirs,
                                  const Publication& ours, const Settings& settings);

/// Our text in place of the one we wrote before, with everything around it kept. Nothing is touched when our
/// text did not change, nor when people wrote inside it (but evenkeel's block in an agenda is replaced).
[[nodiscard]] std::string merged_description(std::string_view theirs, std::string_view base,
                                             std::string_view ours);

/// What people wrote into a description of ours, without surrounding blanks.
[[nodiscard]] std::string written_by_people(std::string_view theirs, std::string_view base);

/// Whether this duty went to somebody else than its title says: then the name in front is ours again. To whom
/// people gave it stays a wish that the rota follows while it can.
[[nodiscard]] bool reassigned(const PublicationRecord& record, const Publication& ours);

/// What has to be sent for `wish` to stand there instead of `theirs`.
struct Difference {
  bool time = false;
  bool invitees = false;
  bool text = false;     // title or description
  bool rest = false;     // alarms, categories, free or busy
  bool answers = false;  // what somebody who was invited by mail answered does not stand there
  [[nodiscard]] bool any() const { return time || invitees || text || rest || answers; }
  [[nodiscard]] bool only_answers() const { return answers && !(time || invitees || text || rest); }
  /// SEQUENCE rises (DESIGN section 8): time, place or attendees.
  [[nodiscard]] bool significant() const { return time || invitees; }
};
[[nodiscard]] Difference difference(const PublicationRecord& record, const OwnEvent& theirs,
                                    const EventContent& wish);

}  // namespace evenkeel
