// The middle of the cycle, from expansion to reconciliation: one function of settings, snapshot, what is
// remembered, and now. The service, the commands, the demonstration and the tests all call it.
#pragma once

#include "core/plans/agenda.hpp"
#include "core/plans/analyse.hpp"
#include "core/plans/promises.hpp"
#include "core/plans/settings_changes.hpp"
#include "core/publishing/observe.hpp"
#include "core/publishing/reconcile.hpp"
#include "core/publishing/wanted.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace evenkeel {

/// What is remembered of evenkeel's own events.
struct Memory {
  std::vector<PublicationRecord> records;
  std::vector<OutboxEntry> pending;
  std::set<std::string> sent;           // dedup keys of the mails that went out
  std::set<std::string> fresh;          // shared calendars pulled just now, after what was left had been sent
  std::set<std::string> replaced;       // those that are another collection than the one seen last
  std::set<std::string> auto_schedule;  // shared calendars whose server invites (RFC 6638)
  std::set<std::string> unknown_schedule;  // those of which that was never learned
  std::vector<MailedAnswer> mailed;        // answers that came by e-mail with this cycle
  ToldSettings settings_told;  // in force when the last agenda was held; empty: nothing to compare with
  std::map<std::string, SeenLines> seen_lines;  // of agendas, by calendar and publication key
  std::vector<CredentialTrouble> credentials;   // to be told of
  std::set<std::string> accept_deletions;  // shared calendars for which a person let a mass deletion through
};

/// Texts that people can replace.
struct AgendaTexts {
  Prompts prompts;
  std::map<std::string, std::string, std::less<>> files;  // by path
};

struct MiddleInput {
  const Settings& settings;
  Zones& zones;
  Instant now{};
  Viewer viewer;                       // for whom texts are worded
  const Identity* identity = nullptr;  // null: nothing is own yet, and nothing is published
  const Memory& memory;
  const AgendaTexts& texts;
  Suggestions suggestions = Suggestions::added;
};

/// What one shared calendar is told.
struct CalendarDecisions {
  const SharedCalendar* calendar = nullptr;
  Observation observation;
  std::vector<Publication> wanted;
  Decisions decisions;
};

struct Outcome {
  Snapshot snapshot;  // as given, with the answers read back; `world` looks into it
  World world;
  Analysis analysis;
  std::vector<Agenda> agendas;               // of every placed slot of a routine with sections
  std::vector<CalendarDecisions> calendars;  // in configuration order; only those seen whole
  std::vector<PromiseRecord> promises;
  std::vector<DecisionRecord> decisions;
  std::map<std::string, SeenLines> seen_lines;  // as of now, of the agendas that stand there
  std::vector<std::string> settings_changes;    // since the last agenda; a sentence each
  std::vector<CredentialTrouble> credentials;   // of those remembered, the ones whose owner did not pause
  std::vector<Warning> warnings;
};

/// Pure but for `zones`, which may learn VTIMEZONEs. On the heap since `world` looks into it.
[[nodiscard]] std::unique_ptr<Outcome> middle(const MiddleInput& input, Snapshot snapshot);

}  // namespace evenkeel
