// What people answered by what they did to evenkeel's events (DESIGN section 8, "Three-way" and "Answers").
#pragma once

#include "core/household/snapshot.hpp"
#include "core/publishing/identity.hpp"
#include "core/publishing/mailed_answer.hpp"
#include "core/publishing/own_event.hpp"
#include "core/publishing/publication.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace evenkeel {

struct ObserveInput {
  const Settings& settings;
  const SharedCalendar& calendar;
  const Identity& identity;
  Instant now{};
  const SourceSnapshot& shared;  // the pulled calendar; it was seen whole at least once
  /// The last pull of it succeeded in this cycle, after the outbox was worked off: so what is absent is gone,
  /// and what differs was changed by people. Otherwise the records alone answer.
  bool fresh = false;
  bool replaced = false;  // it is another collection than the one last seen under this name
  std::span<const PublicationRecord> records;  // of any calendar; those of `calendar` count
  std::span<const OutboxEntry> pending;        // likewise
  std::span<const SourceSnapshot> sources;     // partners' and helpers' own calendars
  std::span<const MailedAnswer> mailed{};      // answers that came by e-mail with this cycle
  const ZoneOf& zone_of;
};

struct Observation {
  bool fresh = false;  // as given
  Answers answers;
  std::vector<PublicationRecord> records;  // all of this calendar, brought up to date; adopted ones too
  std::vector<PublicationRecord> changed;  // those of them to be saved
  std::vector<OutboxEntry> landed;         // pending ones whose effect stands there: to be settled
  std::vector<OwnEvent> theirs;
  std::map<std::string, std::string> texts;  // DESCRIPTION by key, of routine slots: for promises, decisions
  bool emptied = false;                 // all of ours are gone at once: no answer, they are to be put back
  bool history_lost = false;            // own events stand there, and nothing is remembered of any of them
  std::set<std::string> answered_anew;  // keys where an answer came that is to be shown
  std::map<Uid, int> copies;            // SEQUENCE of the copies in people's own calendars
  std::vector<Warning> warnings;
};

[[nodiscard]] Observation observe(const ObserveInput& input);

/// Adds what one shared calendar says to what others said.
void add(Answers& all, const Answers& more);

}  // namespace evenkeel
