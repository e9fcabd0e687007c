// What there is to tell a partner outside of the calendar (DESIGN section 8, Messages). Pure.
#pragma once

#include "core/household/people.hpp"
#include "core/household/world.hpp"
#include "core/plans/analyse.hpp"
#include "core/publishing/credential_trouble.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenkeel {

enum class Occasion : std::uint8_t {
  urgent,     // an urgent finding: passes the daily ceiling
  preflight,  // an unanswered invitation that would break something
  change,     // the other partner (or somebody) changed what was agreed
  silent,     // a source that has not answered for too long, or whose password or sign-in is not taken
  settings,   // what the configuration lets others see, or how it shares, is no longer what both were told
};

/// Something told once to one person (or to the household), at once or with the next digest.
struct Notice {
  std::string key;  // what makes it the same thing; no calendar text
  Occasion occasion = Occasion::change;
  bool at_once = true;  // false: waits for the digest
  Instant begins{};     // of what it is about, or by when to decide: what is told in quiet hours
  std::string subject;
  std::string text;
};

/// What is told to one partner alone (DESIGN section 8, "Findings are few").
[[nodiscard]] bool for_one_partner_only(const Finding& finding);

/// Whether a finding is told to `to`: a partner whom it concerns, or the household, unless it is for one
/// alone.
[[nodiscard]] bool is_for(Viewer to, const Finding& finding);

/// What there is to tell beside the household's time.
struct HouseNews {
  std::vector<std::string> settings_changes;   // a sentence each, for both
  std::vector<CredentialTrouble> credentials;  // each for the owner of the source
};

/// All that there is to tell `to`, whether it was told before or not; by begins, then key. `world` and
/// `analysis` must be those worded for `to` (World::viewer). For a partner: findings that concern them, and
/// what the other one changed. For the household, where both read the same: what both may see, and nothing
/// that is for one of them alone.
[[nodiscard]] std::vector<Notice> notices_for(Viewer to, const World& world, const Analysis& analysis,
                                              const HouseNews& news);

/// The keys alone, without trying harmless times: the same for every wording. As long as an invitation of a
/// partner is unanswered it costs an analysis or a few (preflights()): ask once a cycle.
[[nodiscard]] std::vector<std::string> notice_keys(Viewer to, const World& world, const Analysis& analysis,
                                                   const HouseNews& news);

/// The week ahead in plain text: clashes worst first, who has which duty, when the two meet. Empty when there
/// is nothing to say. Worded like `world`; for the household as notices_for() says.
[[nodiscard]] std::string digest_text(Viewer to, const World& world, const Analysis& analysis);

}  // namespace evenkeel
