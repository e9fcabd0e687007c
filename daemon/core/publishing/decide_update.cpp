// Rows 10 to 14 of the table in decide.cpp.
#include "core/publishing/adopt.hpp"
#include "core/publishing/decide.hpp"
#include "core/publishing/duty_title.hpp"
#include "core/publishing/invitation_mails.hpp"
#include "core/publishing/merge.hpp"
#include "core/publishing/render.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

std::string what_changed(const Difference& difference) {
  if (difference.time) return "its time changes";
  if (difference.invitees) return "who is invited changes";
  if (difference.only_answers()) return "an answer is shown";
  return difference.text ? "its text changes" : "its alarms or marks change";
}

/// A server that invited somebody once and took them off may fail when they are invited to the same UID again
/// (davical answers 500): from then on they get e-mails.
void note_dropped(PublicationRecord& after, const EventContent& before, const EventContent& wish) {
  for (const Invitee& invitee : before.invitees) {
    const bool stays =
        std::ranges::find(wish.invitees, invitee.address, &Invitee::address) != wish.invitees.end();
    const bool known = std::ranges::find(after.dropped, invitee.address) != after.dropped.end();
    if (!by_mail(invitee) && !stays && !known) after.dropped.push_back(invitee.address);
  }
}

/// A title that we would not write, whoever holds it, is people's; and so is free or busy.
void take_adopted_words(PublicationRecord& record, const OwnEvent& theirs, const Publication& ours,
                        const Settings& settings) {
  const std::string title = plain_line(theirs.title);
  const std::string wanted = plain_line(ours.content.title);
  const bool named = ours.kind == PublicationKind::duties && read_duty_title(settings, title).has_value();
  const bool as_ours =
      named ? title.substr(title.find(':')) == wanted.substr(wanted.find(':')) : title == wanted;
  record.renamed = record.renamed || !as_ours;
  record.retransped = record.retransped || theirs.transparent != ours.content.transparent;
}

}  // namespace

/// The text of an all-day finding changes at most once a day, and so does one in which only hours creep with
/// the time of day: else an agenda would be written anew with every cycle.
bool Decider::waits_for_tomorrow(const PublicationRecord& record, const EventContent& wish,
                                 const Publication& ours, const Difference& differs) const {
  const Zone& home = *in_.settings.zone;
  if (just_adopted(record) || home.date_of(record.pushed) != home.date_of(in_.now)) return false;
  if (record.kind == PublicationKind::findings && std::holds_alternative<DateSpan>(wish.time)) return true;
  return !differs.rest && !differs.answers && plain_line(record.base.title) == plain_line(wish.title) &&
         without_lengths(record.base.description) == without_lengths(ours.content.description);
}

Step Decider::update(const PublicationRecord& found, const OwnEvent& theirs, const Publication& ours) const {
  Step step{.key = ours.key};
  PublicationRecord record = found;
  // Of an adopted duty that stands elsewhere than its window nobody knows any more who put it there: people.
  if (just_adopted(found) && found.kind == PublicationKind::duties) {
    record.moved = record.moved || theirs.time != in_time(ours.content.time);
  }
  if (just_adopted(found)) take_adopted_words(record, theirs, ours, in_.settings);
  if (past(record) || theirs.recurring) return step;
  const Zone& home = *in_.settings.zone;
  const EventContent wish = merged(record, theirs, ours, in_.settings);
  PublicationRecord after = published(record, ours, wish, home);
  Difference differs = difference(record, theirs, wish);
  const Interval time = placed(in_time(wish.time), home);
  const bool moved = differs.time;
  bool announce = false;
  if (mails_anybody(wish)) {
    // Moved by people, or restored after it was called off: the server tells those it invited, the others
    // hear it from us.
    differs.time = differs.time || (record.told ? *record.told != time : !just_adopted(record));
    after.told = time;
    announce = differs.time && !moved;
  }
  if (!differs.any()) {
    if (just_adopted(record)) {
      after.pushed = in_.now;
    } else if (record.kind == PublicationKind::findings) {
      after.time = record.time;  // a crunch begins with now: no reason to write every cycle
      after.badness = record.badness;
    }
    if (after != record) step.record = std::move(after);
    return step;
  }
  // Some servers keep an attendee's PARTSTAT to themselves: then it is not written again with every cycle.
  const bool written =
      in_.now - record.pushed < Hours{6} && !in_.observation.answered_anew.contains(ours.key);
  if (differs.only_answers() && written) return step;
  if (!differs.significant() && waits_for_tomorrow(record, wish, ours, differs)) return step;
  step = send_update(record, theirs, std::move(after), wish, differs.significant());
  if (announce) differs.time = false;
  step.entry->reason = differs.any() ? what_changed(differs) : "it is announced anew";
  return step;
}

Step Decider::send_update(const PublicationRecord& record, const OwnEvent& theirs, PublicationRecord after,
                          const EventContent& wish, bool significant) const {
  Step step{.key = record.key};
  EventContent before = as_told(record);
  if (just_adopted(record)) before.invitees = wish.invitees;
  note_dropped(after, before, wish);
  if (significant) {
    PublicationRecord former = record;
    note_sent(former);
    after.sent = std::move(former.sent);
    ++after.sequence;
    if (!wish.invitees.empty() || !before.invitees.empty()) after.sent_sequence = after.sequence;
  }
  after.pushed = in_.now;
  step.entry = entry_for(Verb::update, after, "");
  step.entry->href = theirs.href;
  step.entry->if_match = theirs.etag;
  step.entry->body = stored_text(wish, after.uid, after.sequence, in_.now);
  step.mails = invitation_mails({.settings = in_.settings,
                                 .now = in_.now,
                                 .before = &before,
                                 .content = wish,
                                 .after = after,
                                 .sequence_rose = significant},
                                warnings_);
  if (!step.mails.empty()) step.entry->after.told_title = wish.title;
  return step;
}

}  // namespace evenkeel
