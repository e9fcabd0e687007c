// Whose a source is, and how it was configured.
#pragma once

#include "core/household/people.hpp"
#include "core/household/settings.hpp"
#include "core/time/zone.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace evenkeel {

struct SourceOwner {
  enum class Who : std::uint8_t { nobody, partner, household, helper } who = Who::nobody;
  PersonIndex person{};                      // of a partner or helper
  const SourceSettings* settings = nullptr;  // null for nobody
  const Zone* zone = nullptr;                // floating times and dates are read in it
  bool shared = false;                       // a calendar of [[shared]]

  [[nodiscard]] bool is(PartnerIndex p) const { return who == Who::partner && person == evenkeel::person(p); }
};

/// `nobody` for a source that the settings do not know.
SourceOwner owner_of(const Settings& settings, const SourceName& name);

/// The addresses that are this person's in ATTENDEE and ORGANIZER lines.
std::vector<Address> addresses_of(const Settings& settings, PersonIndex person);

}  // namespace evenkeel
