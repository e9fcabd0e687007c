// Ours: which events shall stand on a shared calendar (DESIGN section 8, "What").
#pragma once

#include "core/findings/finding.hpp"
#include "core/household/snapshot.hpp"
#include "core/plans/home_base.hpp"
#include "core/plans/plan.hpp"
#include "core/publishing/credential_trouble.hpp"
#include "core/publishing/publication.hpp"
#include "core/publishing/silence.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

/// A deadline or a milestone of a partner.
struct DeadlineDay {
  PartnerIndex partner{};
  std::string id;     // DESIGN section 6, "a deadline's id"
  std::string title;  // disclosed for the household, or from the configuration
  Date date{};        // in the partner's zone
};

/// Where people put duties, on whichever calendar they did so last: by key.
using MovedDuties = std::map<std::string, std::variant<DateSpan, ZonedSpan>>;

struct PublishingInput {
  const Settings& settings;
  const SharedCalendar& calendar;
  Instant now{};
  std::span<const Finding> findings;
  const Rota& rota;
  std::span<const Slot> slots;
  std::span<const Agenda> agendas;
  std::span<const DeadlineDay> deadlines;
  std::span<const HomeBase> home_bases;
  std::span<const SilentSource> silent;              // to be told of; of nobody who paused
  std::span<const CredentialTrouble> credentials{};  // the same
  const Answers& answers;
  std::span<const PublicationRecord> records;  // of any calendar; those of `calendar` count
  std::set<PersonId> paused{};                 // partners: nothing about them alone stands there
  bool auto_schedule = false;                  // the server invites (RFC 6638)
  bool unknown_schedule = false;  // whether it does was never learned: who is not invited yet waits for that
  const MovedDuties* moved_duties = nullptr;  // of all calendars; null: none was moved
};

/// What shall stand on this calendar from now on, each key once; nothing that has ended. Findings that people
/// acknowledged are not wanted until they come back.
[[nodiscard]] std::vector<Publication> wanted(const PublishingInput& input);

}  // namespace evenkeel
