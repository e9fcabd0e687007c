// What the middle of the cycle looks at: the household's calendars as stored, and what people answered.
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/people.hpp"
#include "core/time/instant.hpp"
#include "core/words/source_name.hpp"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace evenkeel {

/// One stored object of a source.
struct StoredObject {
  Href href;
  ETag etag;
  CalendarObject object;
};

/// One source as the analysis sees it; only sources that were pulled whole at least once are in a snapshot.
struct SourceSnapshot {
  SourceName name;
  std::vector<StoredObject> objects;
  std::optional<Instant> last_success;
  bool stale = false;  // silent for longer than stale_after
};

/// What people did to evenkeel's own events, read back (DESIGN section 8), by publication key.
struct Answers {
  std::map<std::string, Interval>
      placed;  // where a published slot stands or was moved to: slot/ROUTINE/PERIOD
  std::set<std::string> moved_by_people;                        // of `placed`: somebody dragged it there
  std::map<std::string, int> declined;                          // slot or duty keys: how often
  std::map<std::string, std::vector<Interval>> declined_slots;  // the slots of it that were declined
  std::set<std::string> skipped;                     // deleted routine instances: that period is left out
  std::set<std::string> not_needed;                  // deleted duties
  std::map<std::string, PersonId> holder;            // duty keys: who it was renamed to (a swap)
  std::map<std::string, PersonId> published_holder;  // duty keys: to whom it is published now
  std::map<std::string, std::set<PersonId>> declined_by;  // duty keys: who declined this duty
  std::set<std::string> helper_agreed;  // duty keys: the helper accepted, or was renamed from "Ask Gran: …"
  std::set<std::string> acknowledged;   // finding keys
};

/// A window of the rota as it was held, observed in the past (for the running balance).
struct PastDuty {
  std::string coverage;
  Interval window;
  std::optional<PersonId> who;
  int points = 1;
  bool operator==(const PastDuty&) const = default;
};

/// DESIGN section 7, "promise" and "decision".
struct PromiseRecord {
  std::string who;  // a partner's id, or "both"
  std::string text;
  std::optional<Date> by;
  Date open_since{};
  std::optional<Date> ticked;  // first seen ticked
  bool dropped = false;        // somebody deleted the line
  bool operator==(const PromiseRecord&) const = default;
};
struct DecisionRecord {
  std::string text;
  Date review{};
  bool returned = false;  // came back in an agenda
  bool operator==(const DecisionRecord&) const = default;
};

/// `evenkeel support` and `evenkeel pause`.
struct SupportRequest {
  PersonId who;
  Date first{}, last{};  // both included
  bool operator==(const SupportRequest&) const = default;
};

struct Snapshot {
  std::vector<SourceSnapshot> sources;  // in configuration order: partners, household, shared, helpers
  Answers answers;
  std::vector<PastDuty> past_duties;
  std::vector<PromiseRecord> promises;
  std::vector<DecisionRecord> decisions;
  std::vector<SupportRequest> support;
  std::set<PersonId> paused;                  // by `evenkeel pause`
  std::map<std::string, Instant> first_seen;  // of finding keys
};

}  // namespace evenkeel
