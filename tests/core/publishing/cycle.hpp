// Observe and reconcile over values: what stands there, what is remembered, what is wanted.
#pragma once

#include "core/publishing/observe.hpp"
#include "core/publishing/reconcile.hpp"
#include "household.hpp"

#include <set>
#include <vector>

namespace evenkeel::test {

/// With these invited by e-mail.
inline Publication mailed(Publication publication, const std::vector<std::string>& addresses) {
  publication.content.organizer = "home@example.org";
  for (const std::string& address : addresses) {
    publication.content.invitees.push_back(
        {.address = Address(address), .client_agent = true, .detail = InviteDetail::time});
  }
  return publication;
}

/// "||SEQUENCE|METHOD|RECIPIENT" of each mail.
inline std::vector<std::string> mails(const Decisions& decisions) {
  std::vector<std::string> list;
  for (const OutboxEntry& entry : decisions.entries) {
    if (entry.verb == OutboxEntry::Verb::mail) list.push_back(entry.dedup.substr(entry.dedup.find("||")));
  }
  return list;
}

struct Cycle {
  Settings settings = household();
  Instant now = at(11, 21, 9);
  std::vector<StoredObject> theirs;
  std::vector<PublicationRecord> records;
  std::vector<OutboxEntry> pending;
  std::vector<SourceSnapshot> sources;
  std::vector<MailedAnswer> mailed;
  std::vector<Publication> ours;
  bool fresh = true;
  bool replaced = false;
  std::set<PersonId> paused;
  bool accept_deletions = false;
  std::set<std::string> sent;

  Observation observed;
  Decisions decided;

  Observation observe_only() const {
    const SourceSnapshot shared{.name = {"household", "shared"}, .objects = theirs};
    return observe({.settings = settings,
                    .calendar = settings.shared.front(),
                    .identity = identity(),
                    .now = now,
                    .shared = shared,
                    .fresh = fresh,
                    .replaced = replaced,
                    .records = records,
                    .pending = pending,
                    .sources = sources,
                    .mailed = mailed,
                    .zone_of = zone_of()});
  }

  const Decisions& run() {
    observed = observe_only();
    decided = reconcile({.settings = settings,
                         .calendar = settings.shared.front(),
                         .identity = identity(),
                         .now = now,
                         .observation = observed,
                         .ours = ours,
                         .pending = pending,
                         .paused = paused,
                         .accept_deletions = accept_deletions,
                         .sent = sent});
    return decided;
  }

  /// Everything that was decided has happened, and a server stores what it is given.
  void settle() {
    for (const PublicationRecord& record : observed.changed) remember(record);
    for (const PublicationRecord& record : decided.records) remember(record);
    for (const OutboxEntry& entry : decided.entries) {
      if (entry.verb == OutboxEntry::Verb::mail) {
        sent.insert(entry.dedup);
        continue;
      }
      remember(entry.after);
      std::erase_if(theirs, [&](const StoredObject& o) { return o.object.uid == entry.after.uid; });
      if (entry.verb == OutboxEntry::Verb::remove) continue;
      EventContent content = entry.after.base;
      theirs.push_back(stored(entry.after.uid, content, entry.after.sequence));
    }
  }

  void remember(const PublicationRecord& record) {
    std::erase_if(records, [&](const PublicationRecord& r) {
      return r.calendar == record.calendar && r.key == record.key;
    });
    records.push_back(record);
  }

  /// A cycle in which `ours` is published, from nothing.
  void publish(std::vector<Publication> publications) {
    ours = std::move(publications);
    run();
    settle();
    now += Minutes{10};
  }

  Component& event(std::size_t i = 0) { return theirs.at(i).object.components.front(); }
  [[nodiscard]] const PublicationRecord& record(const std::string& key) const {
    for (const PublicationRecord& r : observed.records) {
      if (r.key == key) return r;
    }
    throw std::out_of_range(key);
  }
};

}  // namespace evenkeel::test
