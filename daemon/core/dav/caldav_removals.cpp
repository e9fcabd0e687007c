// What is missing, and whether that is believed: steps of CaldavMachine.
#include "core/dav/caldav_machine.hpp"
#include "core/dav/fingerprint.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace evenkeel::dav {

/// What is missing may go when it is not suspiciously much at once. Each is then asked for once (P08), unless
/// a person or an hour has confirmed it, or it lies in another collection.
void CaldavMachine::weigh_missing(std::vector<Wanted>& wanted) {
  if (!listing_ || cut_short_) return;
  missing_ = listing_->missing();
  gone_ = released(missing_, known_.get().size(), accept_deletions_, now_, state_);
  if (accept_deletions_) return;
  for (const auto& m : gone_) {
    const auto known = listing_->known_inside(m.href);
    if (known.empty() || std::ranges::binary_search(before_.held, m.href)) continue;
    wanted.push_back({m.href, m.href, {}, known, false, false, true});
  }
}

/// What a listing misses by a server's mistake, no later list of changes would tell. So one that leaves
/// something open is followed by a whole one, and that is had twice before it counts for the day. False: not
/// yet.
bool CaldavMachine::believe_or_look_again() {
  std::string open;
  for (const auto& href : fetcher_->still_there()) open += href.str() + "\n";
  for (const auto& href : fetcher_->undecided()) open += href.str() + "\n?\n";
  const bool changes = listing_ && listing_->kind() == ListingKind::changes;
  if (fetcher_->vanished() > 0 || (changes && (!open.empty() || listing_->incomplete()))) {
    state_.last_full.reset();
    return false;
  }
  if (!listing_ || changes) return true;
  const auto doubt = open.empty() ? listing_->doubt() : fingerprint(open + listing_->doubt());
  const auto seen = doubt.empty() ? ETag{} : ETag("whole:" + doubt);
  const bool believed = seen.empty() || seen == state_.etag;
  state_.last_full = believed ? std::optional(now_) : std::nullopt;
  state_.etag = seen;
  return believed;
}

/// What a server could not find for some cycles, no list of changes tells when it is there again: after a
/// listing that took something away, the next few are whole.
void CaldavMachine::look_again_later() {
  constexpr std::uint32_t looks = 4;
  if (!listing_ || listing_->kind() == ListingKind::changes) return;
  if (!gone_.empty() && !accept_deletions_) {
    state_.looks = looks;
  } else if (state_.looks > 0) {
    --state_.looks;
  }
}

/// What the listing left out and the server still has, stays; so does what it would not say anything of,
/// until a second listing leaves out the same.
void CaldavMachine::keep_doubtful(bool believed) {
  if (gone_.empty()) return;
  std::unordered_set<Href> kept(fetcher_->still_there().begin(), fetcher_->still_there().end());
  if (!believed) kept.insert(fetcher_->undecided().begin(), fetcher_->undecided().end());
  std::erase_if(gone_, [&](const Missing& m) { return kept.contains(m.href); });
}

}  // namespace evenkeel::dav
