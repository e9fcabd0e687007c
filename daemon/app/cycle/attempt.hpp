// One outbox entry against one calendar: look, send, look again (DESIGN section 8, "Intent before effect").
#pragma once

#include "core/publishing/additions.hpp"
#include "ports/sink.hpp"
#include "ports/store.hpp"

namespace evenkeel {

enum class Effect : std::uint8_t {
  sent,
  resolved,  // it was done already: an answer had been lost
  dropped,   // something else stands there by now; the next cycle decides anew
};

struct AttemptResult {
  Effect effect = Effect::sent;
  ETag etag;  // of what stands there now; empty after a removal
};

/// `base`: the record as it stands, null where there is none: content that only changed its ETag is told from
/// an edit by it. Each looks first, since some servers ignore preconditions, and since an update keeps what
/// people added (core/publishing/additions.hpp).
[[nodiscard]] Expected<AttemptResult> attempt_create(Sink& sink, const OutboxEntry& entry);
[[nodiscard]] Expected<AttemptResult> attempt_update(Sink& sink, const OutboxEntry& entry,
                                                     const PublicationRecord* base,
                                                     const SamePerson& same_person = {});
[[nodiscard]] Expected<AttemptResult> attempt_remove(Sink& sink, const OutboxEntry& entry,
                                                     const PublicationRecord* base);

}  // namespace evenkeel
