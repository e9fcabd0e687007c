// What an occurrence means: existence, kind, presence, firmness (DESIGN section 5).
#pragma once

#include "core/calendar/occurrence.hpp"
#include "core/household/pass.hpp"
#include "core/household/rules.hpp"
#include "core/household/settings.hpp"

#include <optional>
#include <span>

namespace evenkeel {

/// The first ATTENDEE that has one of these addresses; nullptr when there is none.
const Attendee* own_attendee(const Component& component, std::span<const Address> addresses);

/// Not CANCELLED, not declined or delegated by the one with these addresses, not ignored by a rule.
bool exists(const Component& component, std::span<const Address> addresses, const RuleResult& rules);

/// Whether one of these addresses is the ORGANIZER.
bool is_organizer(const Component& component, std::span<const Address> addresses);

Firmness firmness_of(const Component& component, std::span<const Address> addresses);

struct Meaning {
  Kind kind = Kind::other;
  Presence presence = Presence::free;
  bool onsite_by_default = false;  // "busy": onsite, but remote on a remote day
  bool oof_leave = false;          // free in the first pass, away in the second
};

/// `named` stands where CATEGORIES stand: their kind, or what "Sam: trip" announces.
Meaning meaning_of(const Occurrence& occurrence, const RuleResult& rules, std::optional<Kind> named,
                   bool partner_calendar);

}  // namespace evenkeel
