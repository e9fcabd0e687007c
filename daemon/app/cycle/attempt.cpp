#include "app/cycle/attempt.hpp"

#include "core/publishing/additions.hpp"
#include "core/publishing/adopt.hpp"
#include "core/publishing/render.hpp"

namespace evenkeel {
namespace {

/// Some servers give no ETag after a PUT: what stands there tells it (RFC 4791 5.3.4).
Expected<AttemptResult> sent(Sink& sink, const OutboxEntry& entry, ETag etag) {
  if (!etag.empty()) return AttemptResult{Effect::sent, std::move(etag)};
  auto there = sink.get(entry.href);
  // It was stored; without an ETag the next change asks first.
  if (!there || !*there) return AttemptResult{Effect::sent, ETag{}};
  return AttemptResult{Effect::sent, (*there)->etag};
}

bool is_whole(const std::string& text) {
  return text.find("END:VCALENDAR") != std::string::npos;
}

/// Of what we write over nothing is lost: neither what people changed nor what they answered.
bool unchanged(const std::string& text, const PublicationRecord* base) {
  if (base == nullptr || base->uid == Uid{}) return false;
  const std::string pushed = stored_text(base->base, base->uid, base->sequence, base->pushed);
  return same_event(text, pushed) && same_partstats(text, pushed);
}

bool as_seen(const Sink& sink, const StoredResource& found, const OutboxEntry& entry) {
  return !entry.if_match.empty() && sink.same(found.etag, entry.if_match);
}

Expected<AttemptResult> write_over(Sink& sink, const OutboxEntry& entry, const StoredResource& there,
                                   const std::string& text) {
  auto etag = sink.update(entry.href, there.etag, text);
  if (etag) return sent(sink, entry, *std::move(etag));
  if (etag.error().kind != ErrorKind::precondition_failed) return std::unexpected(etag.error());
  return AttemptResult{Effect::dropped, ETag{}};  // somebody was quicker, just now
}

/// Something stands where it shall be created.
Expected<AttemptResult> settle_existing(Sink& sink, const OutboxEntry& entry, const StoredResource& there) {
  if (holds(there.text, entry.after.uid)) return AttemptResult{Effect::resolved, there.etag};
  if (!is_whole(there.text)) return write_over(sink, entry, there, entry.body);  // an upload that broke off
  return fail(ErrorKind::permanent, "another event stands under the name of this one");
}

}  // namespace

Expected<AttemptResult> attempt_create(Sink& sink, const OutboxEntry& entry) {
  auto before = sink.get(entry.href);
  if (!before) return std::unexpected(before.error());
  if (*before) return settle_existing(sink, entry, **before);
  auto etag = sink.create(entry.href, entry.body);
  if (etag) return sent(sink, entry, *std::move(etag));
  if (etag.error().kind != ErrorKind::precondition_failed) return std::unexpected(etag.error());
  auto there = sink.get(entry.href);
  if (!there) return std::unexpected(there.error());
  if (!*there) return std::unexpected(etag.error());
  return settle_existing(sink, entry, **there);
}

Expected<AttemptResult> attempt_update(Sink& sink, const OutboxEntry& entry, const PublicationRecord* base,
                                       const SamePerson& same_person) {
  auto there = sink.get(entry.href);
  if (!there) return std::unexpected(there.error());
  if (!*there) return AttemptResult{Effect::dropped, ETag{}};
  const StoredResource& found = **there;
  const EventContent* pushed = base != nullptr && !just_adopted(*base) ? &base->base : nullptr;
  const std::string text = with_additions(entry.body, found.text, pushed, entry.after.base, same_person);
  if (!as_seen(sink, found, entry)) {
    if (same_event(found.text, text) && same_marks(found.text, text))
      return AttemptResult{Effect::resolved, found.etag};
    if (!unchanged(found.text, base) && is_whole(found.text))
      return AttemptResult{Effect::dropped, found.etag};
  }
  return write_over(sink, entry, found, text);
}

Expected<AttemptResult> attempt_remove(Sink& sink, const OutboxEntry& entry, const PublicationRecord* base) {
  auto there = sink.get(entry.href);
  if (!there) return std::unexpected(there.error());
  if (!*there) return AttemptResult{Effect::resolved, ETag{}};
  const StoredResource& found = **there;
  if (!as_seen(sink, found, entry) && !unchanged(found.text, base))
    return AttemptResult{Effect::dropped, found.etag};
  if (!entry.after.uid.empty() && !holds(found.text, entry.after.uid)) {
    return fail(ErrorKind::refused, "what stands there is not our event; it is not touched");
  }
  auto removed = sink.remove(entry.href, found.etag);
  if (removed) return AttemptResult{Effect::sent, ETag{}};
  if (removed.error().kind != ErrorKind::precondition_failed) return std::unexpected(removed.error());
  return AttemptResult{Effect::dropped, ETag{}};
}

}  // namespace evenkeel
