#include "core/publishing/reconcile.hpp"

#include "core/publishing/adopt.hpp"
#include "core/publishing/decide.hpp"
#include "core/publishing/imip.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

class Reconciler {
 public:
  explicit Reconciler(const ReconcileInput& input) : in_(input), decide_(input, out_.warnings) {
    for (const PublicationRecord& record : input.observation.records) records_[record.key] = &record;
    for (const OutboxEntry& entry : input.pending) {
      if (entry.calendar == input.calendar.name && !landed(entry)) pending_[entry.key].push_back(&entry);
    }
  }

  Decisions run() && {
    decide_wanted();
    decide_unwanted();
    decide_unknown();
    if (hold()) return std::move(out_);
    for (Step& step : steps_) take(step);
    for (const auto& [key, entries] : pending_) {
      if (!decided_.contains(key)) discard(key, nullptr);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool landed(const OutboxEntry& entry) const {
    const auto& list = in_.observation.landed;
    return std::ranges::find(list, entry.id, &OutboxEntry::id) != list.end();
  }

  void add(Step step) {
    decided_.insert(step.key);
    if (step.entry) claimed_.insert(step.entry->after.uid);
    if (step.record) claimed_.insert(step.record->uid);
    steps_.push_back(std::move(step));
  }

  void decide_wanted() {
    for (const Publication& ours : in_.ours) {
      const auto found = records_.find(ours.key);
      add(decide_.wanted(found == records_.end() ? nullptr : found->second, ours));
    }
  }

  void decide_unwanted() {
    for (const auto& [key, record] : records_) {
      if (decided_.contains(key) || key.starts_with(duplicate_prefix)) continue;
      // An orphan that something wanted has taken over is nobody's any more.
      if (key.starts_with(orphan_prefix) && claimed_.contains(record->uid)) {
        if (record->state == RecordState::withdrawn) continue;
        Step step{.key = key};
        step.record = *record;
        step.record->state = RecordState::withdrawn;
        step.record->uid = Uid{};
        add(std::move(step));
      } else {
        add(decide_.unwanted(*record));
      }
    }
  }

  /// Its record may have been pruned; what lies in the past is left alone.
  [[nodiscard]] bool long_past(const OwnEvent& event) const {
    return placed(event.time, *in_.settings.zone).end < in_.now - in_.settings.history;
  }

  void decide_unknown() {
    std::map<Uid, const PublicationRecord*> known;
    for (const auto& [key, record] : records_) {
      if (!record->uid.empty()) known.emplace(record->uid, record);
    }
    for (const OwnEvent& event : in_.observation.theirs) {
      const auto record = known.find(event.uid);
      const Href expected = record == known.end() ? Identity::href(event.uid) : record->second->href;
      if (find_event(in_.observation.theirs, event.uid, expected) != &event) {
        add(decide_.duplicate(event));
      } else if (record == known.end() && !claimed_.contains(event.uid) && !long_past(event)) {
        add(decide_.orphan(event));
      }
    }
  }

  /// Of a partner who asked for it by a pause.
  [[nodiscard]] bool withdrawn_by_pause(const Step& step) const {
    const PublicationRecord& record = step.entry->after;
    return std::ranges::any_of(in_.paused, [&](const PersonId& partner) {
      return record.person == partner || record.key.find("/" + partner.str() + "/") != std::string::npos ||
             of_routine_of(record.key, partner);
    });
  }

  [[nodiscard]] bool of_routine_of(const std::string& key, const PersonId& partner) const {
    return std::ranges::any_of(in_.settings.routines, [&](const Routine& routine) {
      return !routine.common() && routine.with.front() == partner &&
             key.starts_with("slot/" + routine.id + "/");
    });
  }

  [[nodiscard]] bool is_past(const OwnEvent& event) const {
    return placed(event.time, *in_.settings.zone).end <= in_.now;
  }

  /// The out-guard of DESIGN section 8.
  bool hold() {
    const auto removed = static_cast<std::size_t>(std::ranges::count_if(
        steps_, [&](const Step& step) { return step.removes() && !withdrawn_by_pause(step); }));
    // What lies in the past is left alone anyway.
    const auto own = static_cast<std::size_t>(std::ranges::count_if(
        in_.observation.theirs, [&](const OwnEvent& event) { return !is_past(event); }));
    if (in_.accept_deletions || removed < 10 || removed * 2 <= own) return false;
    out_.held = HeldDeletions{removed, own};
    out_.warnings.push_back({in_.calendar.name, "would delete " + std::to_string(removed) + " of " +
                                                    std::to_string(own) +
                                                    " own events; nothing is sent until these deletions are "
                                                    "accepted"});
    return true;
  }

  [[nodiscard]] bool mail_pending(const OutboxEntry& mail) const {
    const auto found = pending_.find(mail.key);
    if (found == pending_.end()) return false;
    return std::ranges::any_of(found->second, [&](const OutboxEntry* p) {
      return p->dedup == mail.dedup && std::ranges::find(out_.discard, p->id) == out_.discard.end();
    });
  }

  /// The pending entry that does already what is decided now; null when there is none.
  [[nodiscard]] const OutboxEntry* under_way(const Step& step) const {
    const auto found = pending_.find(step.key);
    if (found == pending_.end() || !step.entry) return nullptr;
    const OutboxEntry* last = nullptr;
    for (const OutboxEntry* entry : found->second) {
      if (entry->verb != Verb::mail) last = entry;
    }
    if (last == nullptr || last->verb != step.entry->verb || last->if_match != step.entry->if_match ||
        last->href != step.entry->href || last->after.uid != step.entry->after.uid ||
        last->after.base != step.entry->after.base) {
      return nullptr;
    }
    return last;
  }

  /// Drops what was under way for this key and is not wanted so any more, with the mails that belong to it.
  void discard(const std::string& key, OutboxEntry* instead) {
    const auto found = pending_.find(key);
    if (found == pending_.end()) return;
    const auto record = records_.find(key);
    const int sequence = record == records_.end() ? -1 : record->second->sequence;
    for (const OutboxEntry* entry : found->second) {
      const bool mail = entry->verb == Verb::mail;
      if (mail && entry->after.sequence <= sequence) continue;
      out_.discard.push_back(entry->id);
      if (instead == nullptr || mail || instead->verb != entry->verb) continue;
      instead->attempts = entry->attempts;
      instead->not_before = entry->not_before;
    }
  }

  /// What this person was not told yet of the same event is no longer so.
  void replace_older(const OutboxEntry& mail) {
    const auto found = pending_.find(mail.key);
    if (found == pending_.end()) return;
    for (const OutboxEntry* p : found->second) {
      const bool older = p->verb == Verb::mail && p->after.uid == mail.after.uid &&
                         p->recipient == mail.recipient && p->dedup != mail.dedup;
      if (older && std::ranges::find(out_.discard, p->id) == out_.discard.end())
        out_.discard.push_back(p->id);
    }
  }

  /// Whether this person may have had the invitation that this mail cancels. Of one taken over from the
  /// calendar the send log is not known; of one that was being sent when we were killed, the outcome.
  [[nodiscard]] bool may_have_heard(const OutboxEntry& mail) const {
    if (imip::was_invited(in_.sent, mail.after.uid, Address(mail.recipient))) return true;
    const auto record = records_.find(mail.key);
    if (record != records_.end() && record->second->adopted) return true;
    const auto found = pending_.find(mail.key);
    return found != pending_.end() && std::ranges::any_of(found->second, [&](const OutboxEntry* p) {
             return p->verb == Verb::mail && p->recipient == mail.recipient &&
                    p->after.uid == mail.after.uid && p->attempts > 0 &&
                    (p->last_error.empty() || p->maybe_sent);
           });
  }

  void take(Step& step) {
    if (step.record) out_.records.push_back(*std::move(step.record));
    if (step.wait || under_way(step) != nullptr) return;
    if (step.entry || step.mails.empty()) discard(step.key, step.entry ? &*step.entry : nullptr);
    if (step.entry) out_.entries.push_back(*std::move(step.entry));
    for (OutboxEntry& mail : step.mails) {
      if (mail_pending(mail)) continue;
      replace_older(mail);
      // Nobody is told that something is off of which they never heard.
      if (imip::is_cancel(mail.dedup) && !may_have_heard(mail)) continue;
      out_.entries.push_back(std::move(mail));
    }
  }

  const ReconcileInput& in_;
  Decisions out_;
  Decider decide_;
  std::map<std::string, const PublicationRecord*> records_;
  std::map<std::string, std::vector<const OutboxEntry*>> pending_;
  std::vector<Step> steps_;
  std::set<std::string> decided_;
  std::set<Uid> claimed_;
};

}  // namespace

Decisions reconcile(const ReconcileInput& input) {
  if (!input.observation.fresh) return {};
  return Reconciler(input).run();
}

}  // namespace evenkeel
