// One decision about one key, before it is weighed against what is under way already.
#pragma once

#include "core/publishing/publication.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

struct Step {
  std::string key;
  bool wait = false;                          // nothing is decided: what is under way stays
  std::optional<OutboxEntry> entry{};         // create, update or remove
  std::vector<OutboxEntry> mails{};           // after it
  std::optional<PublicationRecord> record{};  // to be saved without sending
  [[nodiscard]] bool removes() const { return entry && entry->verb == OutboxEntry::Verb::remove; }
};

/// An entry of this verb that leaves `after` as the record; without body and precondition.
[[nodiscard]] OutboxEntry entry_for(OutboxEntry::Verb verb, const PublicationRecord& after,
                                    std::string reason);

/// The record of `ours` published with the content `wish`, on the ground of what was remembered `before`.
[[nodiscard]] PublicationRecord published(const PublicationRecord& before, const Publication& ours,
                                          const EventContent& wish, const Zone& home);

/// Notes that people were invited to it as it stands, where anybody was: to be called before its time
/// changes.
void note_sent(PublicationRecord& record);

/// The event as those invited by e-mail know it: by the title they were told, whatever people made of it
/// since.
[[nodiscard]] EventContent as_told(const PublicationRecord& record);

/// Whether anybody is invited to it by e-mail.
[[nodiscard]] bool mails_anybody(const EventContent& content);

}  // namespace evenkeel
