#include "core/publishing/observe.hpp"

#include "core/publishing/adopt.hpp"
#include "core/publishing/answers_of.hpp"
#include "core/publishing/candidate_keys.hpp"
#include "core/publishing/copies.hpp"
#include "core/publishing/duty_title.hpp"
#include "core/publishing/edits.hpp"
#include "core/publishing/merge.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

/// Some servers list a new event only after minutes (index delay).
constexpr Seconds listing_delay = Minutes{3};
/// So many of ours, and nearly all of them, gone at once: a collection emptied, no answer to each. Where
/// something else still stands there, that is less sure: people tidy up five findings, not all there is.
constexpr std::ptrdiff_t emptied_from = 5;
constexpr std::ptrdiff_t emptied_among_others_from = 10;
/// Who deletes them all again after they were put back means it.
constexpr Days put_back_counts{14};

class Observer {
 public:
  explicit Observer(const ObserveInput& input) : in_(input), home_(*input.settings.zone) {
    out_.fresh = input.fresh;
    for (const PublicationRecord& record : input.records) {
      if (record.calendar == input.calendar.name) out_.records.push_back(record);
    }
    before_ = out_.records;
    forget_other_keys();
    out_.theirs = own_events(input.shared, input.identity, home_, input.zone_of);
  }

  Observation run() && {
    if (in_.fresh) {
      take_landed();
      adopt();
      find_history();
      find_emptied();
      for (PublicationRecord& record : out_.records) compare(record);
    }
    for (const SourceSnapshot& source : in_.sources) {
      take_copies(out_.records, source,
                  {.settings = in_.settings,
                   .calendar = in_.calendar,
                   .identity = in_.identity,
                   .home = home_,
                   .zone_of = in_.zone_of},
                  out_.copies);
    }
    take_mailed_answers(
        out_.records,
        {.settings = in_.settings, .now = in_.now, .answers = in_.mailed, .zone_of = in_.zone_of});
    collect();
    return std::move(out_);
  }

 private:
  /// Made with an instance key that is lost: whatever becomes of those events, they are not ours any more.
  void forget_other_keys() {
    for (PublicationRecord& record : out_.records) {
      if (record.uid.empty() || in_.identity.is_own(record.uid)) continue;
      record.uid = Uid{};
      if (record.state == RecordState::active) record.state = RecordState::withdrawn;
    }
  }

  [[nodiscard]] const OwnEvent* theirs_of(const Uid& uid, const Href& expected) const {
    return find_event(out_.theirs, uid, expected);
  }

  PublicationRecord* record_of(const std::string& key) {
    const auto found = std::ranges::find(out_.records, key, &PublicationRecord::key);
    return found == out_.records.end() ? nullptr : &*found;
  }

  [[nodiscard]] bool is_landed(const OutboxEntry& entry) const {
    const OwnEvent* event = theirs_of(entry.after.uid, entry.after.href);
    if (entry.verb == Verb::remove) return event == nullptr;
    if (event == nullptr) return false;
    if (entry.verb == Verb::create) return true;
    // Nothing was written there since it was decided.
    if (!entry.if_match.empty() && event->etag == entry.if_match) return false;
    // Stored as sent, but for what a server makes of it. DTSTAMP is the time at which we wrote it.
    if (event->dtstamp == entry.after.pushed) return true;
    // What an edit of the version before would show too is sent again, which tells nobody.
    const auto before = std::ranges::find(out_.records, entry.key, &PublicationRecord::key);
    const bool risen = before == out_.records.end() || entry.after.sequence > before->sequence;
    return shows(*event, entry.after) && (risen || !shows(*event, *before));
  }

  /// Whether it may be an edit of this version: all that can be seen of it stands there.
  [[nodiscard]] static bool shows(const OwnEvent& event, const PublicationRecord& after) {
    const EventContent& sent = after.base;
    const bool invited = std::ranges::all_of(sent.invitees, [&](const Invitee& invitee) {
      return !invitee.listed || invitee.address.str() == event.organizer ||
             std::ranges::find(event.attendees, invitee.address, &Attendee::address) != event.attendees.end();
    });
    return invited && event.sequence >= after.sequence && event.transparent == sent.transparent &&
           plain_line(event.title) == plain_line(sent.title) && event.time == in_time(sent.time) &&
           plain_text(event.description).find(plain_text(sent.description)) != std::string::npos;
  }

  /// What was sent, or may have been, and stands there: the answer was lost, the effect was not.
  void take_landed() {
    for (const OutboxEntry& entry : in_.pending) {
      if (entry.calendar != in_.calendar.name || entry.verb == Verb::mail || !is_landed(entry)) continue;
      out_.landed.push_back(entry);
      if (PublicationRecord* record = record_of(entry.key)) {
        *record = entry.after;
      } else {
        out_.records.push_back(entry.after);
      }
    }
  }

  /// Its record may have been pruned.
  [[nodiscard]] bool long_past(const OwnEvent& event) const {
    return placed(event.time, home_).end < in_.now - in_.settings.history;
  }

  [[nodiscard]] std::set<Uid> unknown_uids() const {
    std::set<Uid> uids;
    for (const OwnEvent& event : out_.theirs) uids.insert(event.uid);
    for (const PublicationRecord& record : out_.records) uids.erase(record.uid);
    return uids;
  }

  /// Own events without a record: the database was lost, or another instance of ours made them.
  void adopt() {
    const Date today = home_.date_of(in_.now);
    for (const auto& [uid, what] : recognise(unknown_uids(), in_.settings, in_.identity, today)) {
      PublicationRecord* record = record_of(what.key);
      if (record != nullptr && record->state == RecordState::active &&
          theirs_of(record->uid, record->href) != nullptr) {
        continue;
      }
      const OwnEvent* event = theirs_of(uid, Identity::href(uid));
      if (long_past(*event)) continue;
      PublicationRecord found = adopted_record(*event, in_.calendar.name, what.key, what.kind, home_);
      found.generation = what.generation;
      if (what.kind == PublicationKind::duties) adopt_holder(found, *event);
      if (record == nullptr) {
        out_.records.push_back(std::move(found));
      } else {
        *record = std::move(found);
      }
    }
  }

  /// Whether people gave it to whom it names is asked once it is known to whom it would go else
  /// (adopted_holders.hpp).
  void adopt_holder(PublicationRecord& found, const OwnEvent& event) const {
    const auto title = read_duty_holder(in_.settings, event.title);
    if (!title) return;
    found.person = title->person;
    if (title->asking) return;
    found.helper_agreed =
        std::ranges::find(in_.settings.helpers, title->person, &Helper::id) != in_.settings.helpers.end();
  }

  /// What is not known yet is found by its UID (adopt), or once it is wanted.
  void find_history() {
    const auto is_new = [](const PublicationRecord& record) {
      return just_adopted(record) || record.key.starts_with(orphan_prefix);
    };
    const bool waits = std::ranges::any_of(
        in_.pending, [&](const OutboxEntry& entry) { return entry.calendar == in_.calendar.name; });
    // What is over says nothing of what people were invited to ahead.
    const bool stands = std::ranges::any_of(
        out_.theirs, [&](const OwnEvent& event) { return placed(event.time, home_).end > in_.now; });
    out_.history_lost = !waits && stands && std::ranges::all_of(out_.records, is_new);
  }

  [[nodiscard]] bool expected_there(const PublicationRecord& record) const {
    return record.state == RecordState::active && (record.seen || in_.now >= record.pushed + listing_delay ||
                                                   in_.calendar.connection.kind == SourceKind::vdir);
  }

  /// People's own events, or ours of times that are over.
  [[nodiscard]] bool something_else_stands() const {
    const auto is_own = [&](const StoredObject& o) { return in_.identity.is_own(o.object.uid); };
    return !std::ranges::all_of(in_.shared.objects, is_own) ||
           std::ranges::any_of(out_.theirs,
                               [&](const OwnEvent& e) { return placed(e.time, home_).end <= in_.now; });
  }

  /// Nine of ten, since what we made a moment ago may stand there already. In another collection than before
  /// nothing that is missing was ever deleted.
  void find_emptied() {
    const auto expected = [&](const PublicationRecord& record) {
      return expected_there(record) && record.time.end > in_.now;
    };
    const auto all = std::ranges::count_if(out_.records, expected);
    const auto missing = [&](const PublicationRecord& record) {
      return expected(record) && theirs_of(record.uid, record.href) == nullptr;
    };
    const auto gone = std::ranges::count_if(out_.records, missing);
    const bool again = std::ranges::all_of(out_.records, [&](const PublicationRecord& record) {
      return !missing(record) || (record.put_back && in_.now - *record.put_back < put_back_counts);
    });
    const auto least = something_else_stands() ? emptied_among_others_from : emptied_from;
    out_.emptied = gone > 0 && (in_.replaced || (!again && gone >= least && gone * 10 >= all * 9));
    if (!out_.emptied) return;
    out_.warnings.push_back(
        {in_.calendar.name, "all " + std::to_string(gone) +
                                " events of evenkeel are gone from this calendar at "
                                "once; they are put back, nobody's answer is read from it"});
  }

  [[nodiscard]] const EventContent* on_its_way(const PublicationRecord& record) const {
    for (const OutboxEntry& entry : in_.pending) {
      if (entry.calendar == in_.calendar.name && entry.key == record.key && entry.verb == Verb::update) {
        return &entry.after.base;
      }
    }
    return nullptr;
  }

  void compare(PublicationRecord& record) {
    const OwnEvent* event = theirs_of(record.uid, record.href);
    if (event == nullptr || event->cancelled) {
      const bool answer = event != nullptr || (expected_there(record) && !out_.emptied);
      if (record.state == RecordState::active && answer) record.state = RecordState::deleted;
      return;
    }
    if (record.state == RecordState::deleted) record.state = RecordState::active;  // restored
    record.seen = true;
    record.href = event->href;
    record.etag = event->etag;
    record.sequence = std::max(record.sequence, event->sequence);
    if (record.state != RecordState::active) return;
    const PublicationRecord before = record;
    take_edits(record, *event, on_its_way(record), in_.settings);
    if (record.time != before.time || record.base.title != before.base.title) record.edited = in_.now;
    take_answers(record, *event, in_.settings);
    if (!just_adopted(record)) record.note = written_by_people(event->description, record.base.description);
    if (record.kind == PublicationKind::routines) out_.texts[record.key] = event->description;
  }

  /// Whether what somebody invited by mail says is another thing than what was to stand there before.
  [[nodiscard]] bool answered_anew(const PublicationRecord& record) const {
    const auto before = std::ranges::find(before_, record.key, &PublicationRecord::key);
    return before != before_.end() && std::ranges::any_of(record.base.invitees, [&](const Invitee& invitee) {
             const auto& known = before->base.invitees;
             const auto found = std::ranges::find(known, invitee.address, &Invitee::address);
             return found != known.end() && found->partstat != invitee.partstat;
           });
  }

  void collect() {
    for (std::size_t i = 0; i < out_.records.size(); ++i) {
      const PublicationRecord& record = out_.records[i];
      if (answered_anew(record)) out_.answered_anew.insert(record.key);
      const bool as_before = i < before_.size() && before_[i] == record;
      if (!as_before && std::ranges::find(before_, record) == before_.end()) out_.changed.push_back(record);
    }
    out_.answers = answers_of(out_.records);
  }

  const ObserveInput& in_;
  const Zone& home_;
  std::vector<PublicationRecord> before_;
  Observation out_;
};

}  // namespace

Observation observe(const ObserveInput& input) {
  return Observer(input).run();
}

}  // namespace evenkeel
