#include "core/publishing/step.hpp"

#include "core/publishing/invitation_mails.hpp"
#include "core/publishing/merge.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

OutboxEntry entry_for(OutboxEntry::Verb verb, const PublicationRecord& after, std::string reason) {
  OutboxEntry entry;
  entry.verb = verb;
  entry.calendar = after.calendar;
  entry.key = after.key;
  entry.href = after.href;
  entry.reason = std::move(reason);
  entry.after = after;
  return entry;
}

/// The record of what will have been published.
PublicationRecord published(const PublicationRecord& before, const Publication& ours,
                            const EventContent& wish, const Zone& home) {
  PublicationRecord after = before;
  after.kind = ours.kind;
  after.state = RecordState::active;
  after.base = wish;
  after.base.description = ours.content.description;
  if (before.proposed) {
    after.moved = ours.time == *before.proposed;  // a wish like one that was put there by hand
    after.proposed.reset();
  }
  after.time = before.moved && !before.proposed ? placed(in_time(wish.time), home) : ours.time;
  // A finding's moves with now.
  if (ours.kind != PublicationKind::findings)
    after.wished = ours.wished == Interval{} ? ours.time : ours.wished;
  after.badness = ours.badness;
  after.urgent = before.urgent || ours.urgent;
  if (reassigned(before, ours)) after.renamed = wish.title != ours.content.title;
  // What a helper agreed to was called off with this.
  if (before.person != ours.person) after.helper_agreed = false;
  after.person = ours.person;
  return after;
}

void note_sent(PublicationRecord& record) {
  constexpr std::size_t most = 32;
  if (record.base.invitees.empty() || record.time == Interval{}) return;
  std::erase(record.sent, record.time);
  record.sent.push_back(record.time);
  if (record.sent.size() > most) record.sent.erase(record.sent.begin());
}

EventContent as_told(const PublicationRecord& record) {
  EventContent content = record.base;
  if (!record.told_title.empty()) content.title = record.told_title;
  return content;
}

bool mails_anybody(const EventContent& content) {
  return std::ranges::any_of(content.invitees, by_mail);
}

}  // namespace evenkeel
