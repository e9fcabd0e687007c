#include "core/publishing/decide.hpp"

#include "core/publishing/adopt.hpp"
#include "core/publishing/candidate_keys.hpp"
#include "core/publishing/duty_title.hpp"
#include "core/publishing/invitation_mails.hpp"
#include "core/publishing/merge.hpp"
#include "core/publishing/render.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>

// clang-format off
// The cases. Base is the record, with people's edits already taken in (observe); "edited" means that they
// changed something. Each row has its test in tests/core/publishing/table*_test.cpp.
//
//      base       theirs    ours      what is done
//   1  none       none      none      nothing to speak of: no such key
//   2  none       none      wanted    create
//   3  none       there     none      orphan (lost database, another instance): remembered; removed after a day
//   4  none       there     wanted    adopt: nothing is sent where it is as wanted, else update
//   5  active     none      any       just made and not listed yet: wait. (Gone for good is `deleted`.)
//   6  active     emptied   wanted    nearly all of ours are gone at once: put back, same UID, no mail
//   7  active     emptied   none      withdrawn, nothing to send
//   8  active     same      none      remove; what lies in the past stays, but for findings
//   9  active     edited    none      remove likewise: an edit does not make it wanted
//  10  active     same      same      nothing
//  11  active     same      changed   update
//  12  active     edited    same      nothing: theirs stays, and is remembered
//  13  active     edited    changed   update what they left alone; what they added stays (additions)
//  14  active     a series  any       people made a series of it: left alone
//  15  deleted    none      none      nothing (who was invited by e-mail gets a CANCEL, once)
//  16  deleted    none      wanted    findings that came back: create, next generation; all else stays deleted
//  17  deleted    there     any       cannot be: it was restored and is active
//  18  withdrawn  none      none      nothing
//  19  withdrawn  none      wanted    create, next generation
//  20  withdrawn  there     none      it came back by itself: remove again, once the listing had time
//  21  withdrawn  there     wanted    active again, as 10 to 13
//  22  any        twice     any       the copy under another name is removed
//  23  active     there     past      left alone; so is one that people moved to after its own time
// clang-format on

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

constexpr Seconds listing_delay = Minutes{3};

/// More than any event is changed, and more than was chosen when a database was lost before: days since 2020.
int sequence_after_a_loss(Instant now) {
  constexpr Instant begin{std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}};
  return static_cast<int>(std::chrono::floor<Days>(now - begin).count());
}

/// The first SEQUENCE of an event. Where nobody knows whether people had it before, and deleted it, one that
/// no invitee takes for old (RFC 5546 2.1.4).
int first_sequence(const Observation& observation, const Uid& uid, bool lost, Instant now) {
  const auto copy = observation.copies.find(uid);
  const int after_copies = copy == observation.copies.end() ? 0 : copy->second + 1;
  return std::max({0, after_copies, lost ? sequence_after_a_loss(now) : 0});
}

}  // namespace

const OwnEvent* Decider::theirs_of(const Uid& uid, const Href& href) const {
  return find_event(in_.observation.theirs, uid, href);
}

bool Decider::past(const PublicationRecord& record) const {
  return record.kind != PublicationKind::findings && record.time.end <= in_.now;
}

/// We took it away, and the server's listing may not know yet.
bool Decider::still_listed(const PublicationRecord& record) const {
  return record.state == RecordState::withdrawn && in_.calendar.connection.kind != SourceKind::vdir &&
         in_.now - record.pushed < listing_delay;
}

Step Decider::wanted(const PublicationRecord* record, const Publication& ours) const {
  Step nothing{.key = ours.key};
  if (record != nullptr && record->state == RecordState::active) {
    if (const OwnEvent* theirs = theirs_of(record->uid, record->href)) return update(*record, *theirs, ours);
    if (in_.observation.emptied) return put_back(*record, ours);
    nothing.wait = true;
    return nothing;
  }
  const bool deleted = record != nullptr && record->state == RecordState::deleted;
  if (deleted && ours.kind != PublicationKind::findings) return call_off(*record);
  int generation = record == nullptr ? 0 : record->generation;
  if (deleted) ++generation;
  for (int tried = generation; tried <= generation + last_generation_tried; ++tried) {
    const Uid uid = in_.identity.uid(ours.key, tried);
    if (const OwnEvent* theirs = theirs_of(uid, Identity::href(uid))) {
      if (record != nullptr && !deleted && still_listed(*record)) return {.key = ours.key, .wait = true};
      return adopt(record, *theirs, tried, ours);
    }
  }
  if (record != nullptr && !deleted) ++generation;
  return create(record, ours, generation);
}

Step Decider::create(const PublicationRecord* record, const Publication& ours, int generation) const {
  PublicationRecord blank;
  if (record != nullptr) {
    blank.declined = record->declined;
    blank.declined_slots = record->declined_slots;
    blank.declined_by = record->declined_by;
    blank.given_to = record->given_to;
    blank.helper_agreed = record->helper_agreed && record->person == ours.person;
    blank.urgent = record->urgent;
    blank.undelivered = record->undelivered;
    blank.person = ours.person;
    PublicationRecord former = *record;
    note_sent(former);
    blank.sent = std::move(former.sent);
  }
  const bool lost = record == nullptr && in_.observation.history_lost;
  EventContent wish = ours.content;
  if (record != nullptr) wish.description = merged_description(record->note, "", wish.description);
  PublicationRecord after = published(blank, ours, wish, *in_.settings.zone);
  after.calendar = in_.calendar.name;
  after.key = ours.key;
  after.person = ours.person;
  after.generation = generation;
  after.uid = in_.identity.uid(ours.key, generation);
  after.href = Identity::href(after.uid);
  after.sequence = first_sequence(in_.observation, after.uid, lost, in_.now);
  if (!wish.invitees.empty()) after.sent_sequence = after.sequence;
  after.pushed = in_.now;
  after.adopted = lost;
  if (mails_anybody(ours.content)) {
    after.told = placed(in_time(ours.content.time), *in_.settings.zone);
    after.told_title = wish.title;
  }
  Step step{.key = ours.key};
  step.entry = entry_for(Verb::create, after, "it is new");
  step.entry->body = stored_text(wish, after.uid, after.sequence, in_.now);
  // Whoever called it off before the loss is not asked again; the next change invites.
  if (lost) return step;
  step.mails = invitation_mails(
      {.settings = in_.settings, .now = in_.now, .content = wish, .after = after, .sequence_rose = true},
      warnings_);
  return step;
}

Step Decider::put_back(const PublicationRecord& record, const Publication& ours) const {
  Step step{.key = ours.key};
  if (past(record)) return step;
  OwnEvent nothing_left;
  nothing_left.time = in_time(record.base.time);
  nothing_left.location = record.base.location;
  EventContent wish = merged(record, nothing_left, ours, in_.settings);
  wish.description = merged_description(record.note, "", ours.content.description);
  PublicationRecord after = published(record, ours, wish, *in_.settings.zone);
  after.seen = false;
  after.put_back = in_.now;
  after.etag = ETag{};
  after.href = Identity::href(after.uid);
  after.pushed = in_.now;
  step.entry = entry_for(Verb::create, after, "it was lost with the whole calendar");
  step.entry->body = stored_text(wish, after.uid, after.sequence, in_.now);
  return step;
}

Step Decider::adopt(const PublicationRecord* record, const OwnEvent& theirs, int generation,
                    const Publication& ours) const {
  PublicationRecord found =
      adopted_record(theirs, in_.calendar.name, ours.key, ours.kind, *in_.settings.zone);
  found.generation = generation;
  found.person = ours.person;
  if (ours.kind == PublicationKind::duties) {
    if (const auto title = read_duty_holder(in_.settings, theirs.title)) found.person = title->person;
  }
  if (record != nullptr) {
    found.declined = record->declined;
    found.declined_slots = record->declined_slots;
    found.declined_by = record->declined_by;
    found.urgent = record->urgent;
  }
  return update(found, theirs, ours);
}

}  // namespace evenkeel
