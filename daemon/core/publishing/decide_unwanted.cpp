// Rows 3, 8, 9, 15, 18, 20 and 22 of the table in decide.cpp.
#include "core/publishing/adopt.hpp"
#include "core/publishing/decide.hpp"
#include "core/publishing/invitation_mails.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

constexpr Seconds orphan_delay = Days{1};

bool is_finding(const OwnEvent& event) {
  return std::ranges::find(event.categories, "Finding") != event.categories.end();
}

}  // namespace

Step Decider::unwanted(const PublicationRecord& record) const {
  Step nothing{.key = record.key};
  if (record.state == RecordState::deleted) return call_off(record);
  const OwnEvent* theirs = theirs_of(record.uid, record.href);
  const bool orphaned = record.key.starts_with(orphan_prefix);
  const Seconds age = in_.now - record.pushed;
  if (record.state == RecordState::withdrawn) {
    if (theirs == nullptr || past(record) || still_listed(record)) return nothing;
    return remove(record, *theirs);
  }
  if (past(record) || (orphaned && age < orphan_delay)) return nothing;
  // Its own time is over, but people put it to a later one: it stays where it was put.
  const bool elsewhere =
      record.moved || (record.kind == PublicationKind::duties && record.time != record.wished);
  if (elsewhere && record.wished != Interval{} && record.wished.end <= in_.now) return nothing;
  if (theirs != nullptr) return theirs->recurring ? nothing : remove(record, *theirs);
  if (!in_.observation.emptied) {
    nothing.wait = true;
    return nothing;
  }
  nothing.record = record;
  nothing.record->state = RecordState::withdrawn;
  return nothing;
}

Step Decider::remove(const PublicationRecord& record, const OwnEvent& theirs) const {
  PublicationRecord after = record;
  after.state = RecordState::withdrawn;
  after.pushed = in_.now;
  after.told.reset();
  ++after.sequence;
  after.note = written_by_people(theirs.description, record.base.description);
  Step step{.key = record.key};
  step.entry = entry_for(Verb::remove, after, "it is not wanted any more");
  step.entry->href = theirs.href;
  step.entry->if_match = theirs.etag;
  if (record.time.end > in_.now && record.state == RecordState::active) {
    const EventContent told = as_told(record);
    step.mails = invitation_mails({.settings = in_.settings,
                                   .now = in_.now,
                                   .before = &told,
                                   .content = told,
                                   .after = after,
                                   .gone = true},
                                  warnings_);
  }
  return step;
}

/// A person deleted it: those whom the server does not tell get their CANCEL.
Step Decider::call_off(const PublicationRecord& record) const {
  Step step{.key = record.key};
  if (!record.told) return step;
  PublicationRecord after = record;
  after.told.reset();
  ++after.sequence;
  if (record.time.end > in_.now) {
    const EventContent told = as_told(record);
    step.mails = invitation_mails({.settings = in_.settings,
                                   .now = in_.now,
                                   .before = &told,
                                   .content = told,
                                   .after = after,
                                   .gone = true},
                                  warnings_);
  }
  step.record = std::move(after);
  return step;
}

Step Decider::orphan(const OwnEvent& event) const {
  Step step{.key = std::string(orphan_prefix) + event.uid.str()};
  const PublicationKind kind = is_finding(event) ? PublicationKind::findings : PublicationKind::deadlines;
  step.record = adopted_record(event, in_.calendar.name, step.key, kind, *in_.settings.zone);
  step.record->pushed = in_.now;
  return step;
}

Step Decider::duplicate(const OwnEvent& event) const {
  Step step{.key = std::string(duplicate_prefix) + event.href.str()};
  if (placed(event.time, *in_.settings.zone).end <= in_.now) return step;
  PublicationRecord after;  // of no UID: the event itself has its own record
  after.calendar = in_.calendar.name;
  after.key = step.key;
  after.kind = PublicationKind::deadlines;
  after.state = RecordState::withdrawn;
  after.href = event.href;
  after.pushed = in_.now;
  step.entry = entry_for(Verb::remove, after, "it stands there twice");
  step.entry->if_match = event.etag;
  return step;
}

}  // namespace evenkeel
