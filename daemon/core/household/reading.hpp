// From stored objects to existing occurrences, source by source. Used by build_world only.
#pragma once

#include "core/calendar/expand.hpp"
#include "core/calendar/occurrence.hpp"
#include "core/household/pass.hpp"
#include "core/household/rules.hpp"
#include "core/household/snapshot.hpp"
#include "core/household/source_owner.hpp"
#include "core/household/world.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace evenkeel {

/// What is the same for all occurrences of a component (of one length).
struct ComponentFacts {
  RuleResult rules;
  std::optional<Kind> category;
  Firmness firmness = Firmness::confirmed;
  bool exists = true;
  bool organised = false;
};

/// An occurrence that exists in its source.
struct Sighting {
  Occurrence occurrence;
  std::size_t source = 0;  // index into Snapshot::sources
  std::size_t rank = 0;    // which one stays of duplicates: the smallest
  ComponentFacts facts;
};

/// A VTODO with a due date that exists in its source; its own DUE, no recurrence.
struct TodoSighting {
  Sighting seen;  // time: from its start (none: its due) to its due
  Instant due{};
  std::optional<Date> due_date;
  std::optional<Instant> start;  // DTSTART, where before due
};

/// Reads the sources of one world. Borrows all it is given.
class Reading {
 public:
  Reading(World& world, Zones& zones, const OwnEvents& own, const RuleMatcher& matcher)
      : world_(world), zones_(zones), own_(own), matcher_(matcher) {
    for (std::size_t i = 0; i < 2 + world.settings->helpers.size(); ++i) {
      addresses_.push_back(addresses_of(*world.settings, static_cast<PersonIndex>(i)));
    }
  }

  /// Calls `found` with the existing events of a source in the world's range, in the order of its objects;
  /// evenkeel's own and copies of its invitations are left out.
  void each_event(std::size_t source, const std::function<void(const Sighting&)>& found);
  /// The existing VTODOs with a due date of a partner's source, done or not.
  std::vector<TodoSighting> todos(std::size_t source);
  /// VTODOs of a partner's source that ask for support: DTSTART to DUE as dates in the household's zone.
  std::vector<DateSpan> support_todos(std::size_t source);

  [[nodiscard]] const RuleMatcher& matcher() const { return matcher_; }
  [[nodiscard]] const std::vector<Address>& addresses(PersonIndex p) const { return addresses_[index(p)]; }
  std::vector<Warning>& warnings() { return world_.warnings; }

 private:
  /// Until the next call.
  const ComponentFacts& facts_of(const Component& component, std::size_t source, const SourceOwner& owner,
                                 bool all_day, Seconds length);
  void read_object(const StoredObject& stored, std::size_t source, const SourceOwner& owner,
                   Expander& expander, SourceBudget& budget,
                   const std::function<void(const Sighting&)>& found);
  std::optional<TodoSighting> todo(const Component& component, const CalendarObject& object,
                                   std::size_t source, const SourceOwner& owner);
  [[nodiscard]] bool is_copy(const SourceOwner& owner, const Occurrence& occurrence) const;

  World& world_;
  Zones& zones_;
  const OwnEvents& own_;
  const RuleMatcher& matcher_;
  std::vector<std::vector<Address>> addresses_;  // by PersonIndex
  struct {
    const Component* component = nullptr;
    bool all_day = false;
    Seconds length{0};
    ComponentFacts facts;
  } last_;
};

/// COMPLETED, STATUS:COMPLETED or 100 %.
bool is_done(const Component& todo);

/// Whether a source counts at all: known to the settings, and not silent for longer than forget_after.
bool source_counts(const World& world, const SourceSnapshot& source, const SourceOwner& owner);

/// `from` and `until` of a source, both dates included.
bool within_bounds(const SourceSettings& source, Date d);

/// What may exist twice: an occurrence, and which one stays, that of the smallest rank.
struct Ranked {
  const Occurrence* occurrence = nullptr;
  std::size_t rank = 0;
};

/// Of duplicates (same UID and RECURRENCE-ID, or same start, end and SUMMARY, of different rank) all but
/// those of the smallest rank: true for what goes (DESIGN section 5, Existence).
std::vector<bool> duplicates(const std::vector<Ranked>& all);

}  // namespace evenkeel
