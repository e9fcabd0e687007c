// What there is to tell a partner outside of the calendar (DESIGN section 8, Messages). Pure.
#pragma once

#include "core/household/people.hpp"
#include "core/household/world.hpp"
#include "core/plans/analyse.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenkeel {

enum class Occasion : std::uint8_t {
  urgent,     // an urgent finding: passes the daily ceiling
  preflight,  // an unanswered invitation that would break something
  change,     // the other partner (or somebody) changed what was agreed
  silent,     // a source that has not answered for too long
  settings,   // what the configuration lets others see, or how it shares, is no longer what both were told
};

/// Something told once to one person, at once or with the next digest.
struct Notice {
  std::string key;  // what makes it the same thing; no calendar text
  Occasion occasion = Occasion::change;
  bool at_once = true;  // false: waits for the digest
  Instant begins{};     // of what it is about: what is told in quiet hours
  std::string subject;
  std::string text;
};

/// All that there is to tell `partner`, whether it was told before or not; by begins, then key. `world` and
/// `analysis` must be those worded for that partner (World::viewer). Findings that concern one partner alone
/// are for that one; `settings_changes` are a sentence each, for both.
[[nodiscard]] std::vector<Notice> notices_for(PartnerIndex partner, const World& world,
                                              const Analysis& analysis,
                                              const std::vector<std::string>& settings_changes);

/// The keys alone, without trying harmless times: cheap, and the same for every wording.
[[nodiscard]] std::vector<std::string> notice_keys(PartnerIndex partner, const World& world,
                                                   const Analysis& analysis,
                                                   const std::vector<std::string>& settings_changes);

/// The week ahead in plain text: clashes worst first, who has which duty, when the two meet. Empty when there
/// is nothing to say. Worded like `world`.
[[nodiscard]] std::string digest_text(PartnerIndex partner, const World& world, const Analysis& analysis);

}  // namespace evenkeel
