// What is missing, and whether that is believed: steps of CaldavMachine.
#include "core/dav/caldav_machine.hpp"
#include "core/dav/fingerprint.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace evenkeel::dav {

/// Looks up what is here, by UID, before anything comes. False: the pull has failed. What was given up holds
/// nobody back.
bool CaldavMachine::look_into(bool fetches) {
  static const Contents nothing;
  const bool needed = (fetches || !missing_.empty()) && !state_.given_up;
  if (needed) {
    if (const auto found = known_.look_into(); !found) {
      fail_with({found.error(), std::nullopt});
      return false;
    }
  }
  arrivals_.emplace(needed ? known_.contents() : nothing, needed && known_.tells_contents());
  return true;
}

std::size_t CaldavMachine::objects_here() const {
  const auto resources = known_.get().size();
  return arrivals_ ? arrivals_->objects_here(resources) : resources;
}

/// Each that may go is asked for once (P08), unless a person or an hour has confirmed it, or it lies in
/// another collection.
void CaldavMachine::ask_whether_gone(const Href& href, std::vector<Wanted>& wanted) {
  const auto known = listing_->known_inside(href);
  if (known.empty() || std::ranges::binary_search(before_.held, href)) return;
  if (asked_gone_.insert(href).second) wanted.push_back({href, href, {}, known, false, false, true});
}

/// What is missing may go when it is not suspiciously much at once: first by what the listing says. What is
/// too much by that alone may only have moved to names that are still to come.
void CaldavMachine::weigh_missing(std::vector<Wanted>& wanted) {
  if (!listing_ || cut_short_ || accept_deletions_) return;
  auto trial = state_;
  for (const auto& m :
       released(arrivals_->weighed(missing_, {}), objects_here(), accept_deletions_, now_, trial))
    ask_whether_gone(m.href, wanted);
}

/// Once all has come: together with what has moved, and with what came with less in it than it had. True:
/// some are to be asked for before they go.
bool CaldavMachine::weigh_again() {
  if (cut_short_ || (!listing_ && !arrivals_->anything_waits())) return false;
  moved_ = arrivals_->moved(missing_);
  weighed_ = arrivals_->weighed(missing_, moved_);
  state_.held = before_.held;
  state_.held_since = before_.held_since;
  state_.measure = before_.measure;
  gone_ = released(weighed_, objects_here(), accept_deletions_, now_, state_);
  std::vector<Wanted> wanted;
  for (const auto& m : gone_) {
    if (!accept_deletions_ && !arrivals_->waits(m.href)) ask_whether_gone(m.href, wanted);
  }
  const bool more = !wanted.empty();
  if (more) {
    fetcher_->ask_also(std::move(wanted));
  } else {
    let_wait_in();
  }
  return more;
}

/// What came with less in it, and may.
void CaldavMachine::let_wait_in() {
  std::vector<Fetched> in;
  std::erase_if(gone_, [&](const Missing& m) {
    auto one = arrivals_->take_waiting(m.href);
    if (one && one->text.empty()) too_much_.push_back(m.href);
    if (one && !one->text.empty()) in.push_back(std::move(*one));
    return one.has_value();
  });
  stage(std::move(in));
}

/// What a listing misses by a server's mistake, no later list of changes would tell. So one that leaves
/// something open is followed by a whole one, and that is had twice before it counts for the day. False: not
/// yet.
bool CaldavMachine::believe_or_look_again() {
  std::string open;
  for (const auto& href : fetcher_->still_there()) {
    if (std::ranges::find(moved_, href) == moved_.end()) open += href.str() + "\n";
  }
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

/// What came in another version than was listed may be what stood there before, and no list of changes tells
/// of it again: the next listings are whole. Where a server gives the same two ETags again, that is its way.
void CaldavMachine::doubt_other_versions() {
  constexpr std::uint32_t looks = 2;
  if (!fetcher_ || fetcher_->other_versions().empty()) return;
  auto lines = fetcher_->other_versions();
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n\n");
  const auto as = fingerprint(all);
  if (std::exchange(state_.other_versions, as) != as) state_.looks = std::max(state_.looks, looks);
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
