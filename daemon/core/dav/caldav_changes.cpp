// What has changed since the last pull: the middle steps of CaldavMachine.
#include "core/dav/caldav_machine.hpp"
#include "core/dav/fingerprint.hpp"
#include "core/dav/requests.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr Seconds whole_every = std::chrono::hours(24);
constexpr int most_pages = 10'000;
/// Before a CTag under which something had changed: a server may give a new CTag with an old listing, so that
/// the listing is looked at once more before the CTag is believed.
constexpr std::string_view unproven = "?";

/// An answer that refuses what was asked, not a server that is out of order or does not know us.
bool refuses(const Answer& answer) {
  const int status = answer.head.status;
  return answer.failure && status >= 400 && status != 401 && status != 407 && !answer.failure->retry_after;
}

/// Out of service, says the server, and not until when: it may be the token that it cannot answer.
bool may_mean_the_token(const Answer& answer) {
  const int status = answer.head.status;
  return (status == 503 || status == 429) && answer.head.header("retry-after").empty();
}

/// Neither a report nor a refusal: a web page, nothing at all, XML that breaks off.
bool is_odd(const Answer& answer) {
  return answer.failure && answer.head.status >= 200 && answer.head.status < 400;
}

/// P20: some servers' tokens are the time in seconds. One of the running second hides what changes later in
/// it.
bool is_running_second(const SyncToken& token, Instant now) {
  const auto& text = token.str();
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (end - i == 10) {
      long long seconds = 0;
      std::from_chars(text.data() + i, text.data() + end, seconds);
      const auto age = now.time_since_epoch().count() - seconds;
      if (age <= 2 && age >= -120) return true;
    }
    i = std::max(end, i + 1);
  }
  return false;
}

}  // namespace

bool CaldavMachine::day_is_over() const {
  return !before_.last_full || now_ < *before_.last_full || now_ - *before_.last_full >= whole_every;
}

bool CaldavMachine::whole_due() const {
  return day_is_over() || state_.held_since || accept_deletions_ ||
         (state_.looks > 0 && !state_.token.empty());
}

void CaldavMachine::begin_changes() {
  if (whole_due()) return begin_whole();
  if (!state_.token.empty()) return begin_sync(ListingKind::changes, state_.token);
  if (state_.ctag.starts_with(unproven)) {
    new_ctag_ = state_.ctag.substr(unproven.size());
    return begin_etags();
  }
  if (state_.looks > 0) {
    new_ctag_ = state_.ctag;
    return begin_etags();
  }
  if (!state_.ctag.empty()) return ask(Step::ctag, ask_ctag(state_.collection));
  begin_etags();
}

/// False: the pull has failed.
bool CaldavMachine::look_up_known() {
  auto found = known_.look_up();
  if (!found) fail_with({found.error(), std::nullopt});
  return found.has_value();
}

/// All members, by the cheapest way that the server offers.
void CaldavMachine::begin_whole() {
  if (!look_up_known()) return;
  if (!sync_refused_ && (offers_sync_ || !state_.token.empty())) return begin_sync(ListingKind::whole, {});
  // The CTag is read before the listing: what changes in between is then seen next time.
  if (!described_) return ask(Step::describe, describe_calendar(state_.collection));
  begin_etags();
}

void CaldavMachine::begin_sync(ListingKind kind, const SyncToken& token) {
  listing_.emplace(kind, collection());
  asked_token_ = token;
  pages_ = 0;
  told_ = 0;
  ask(Step::sync, patient(sync_collection(state_.collection, token)));
}

void CaldavMachine::begin_etags() {
  listing_.emplace(ListingKind::whole, collection());
  ask(Step::etags, patient(list_etags(state_.collection)));
}

/// A list of all members may be long in coming: a cold server reads every object first, 20 ms each. Nobody
/// waits for it as long as for one of the first, of which a later one goes on with what an earlier one got.
Request CaldavMachine::patient(Request request) const {
  const bool first = !before_.last_full;
  request.limits.stalled = std::chrono::minutes(first ? 4 : 2);
  request.limits.total = std::chrono::minutes(20);
  return request;
}

void CaldavMachine::end_sync(const Answer& answer) {
  const bool changes = listing_->kind() == ListingKind::changes;
  // RFC 6578 6.4: without a token the answer is no sync report, whatever it lists; nor is one that says of
  // the collection itself that it is not to be had.
  const bool no_report = !answer.failure && (!reader_->sync_token() || reader_->sync_token()->empty() ||
                                             listing_->self_failure() != 0);
  if (rediscovers(answer)) return;
  if (is_odd(answer) && ask_otherwise()) return;
  if (!no_report && !refuses(answer)) {
    if (answer.failure && changes && may_mean_the_token(answer))
      commit_progress();  // the next is a whole one
    if (answer.failure) return fail_with(*answer.failure);
    return end_sync_page();
  }
  // P18: a token may be refused by any status; a whole listing needs none, and fetches nothing that is here.
  if (!changes) return refuse_sync();
  offers_sync_ = true;
  state_.token = {};
  begin_whole();
}

/// An odd answer may be about the question: the second in a row is taken for a refusal of the token, or,
/// where there was none, of the report. So is the next from then on. False: the pull fails.
bool CaldavMachine::ask_otherwise() {
  const bool changes = listing_->kind() == ListingKind::changes;
  if (before_.odd_answers == 0) {
    auto state = before_;
    state.odd_answers = 1;
    effects_.emplace_back(CommitBatch{.removed = {}, .state = std::move(state)});
    return false;
  }
  asked_otherwise_ = true;
  if (!changes) {
    refuse_sync();
  } else {
    offers_sync_ = true;
    state_.token = {};
    begin_whole();
  }
  return true;
}

/// The server's sync-collection does not do: all members, in the other way.
void CaldavMachine::refuse_sync() {
  sync_refused_ = true;
  state_.token = {};
  begin_whole();
}

void CaldavMachine::end_sync_page() {
  const auto token = *reader_->sync_token();
  if (listing_->truncated()) {
    // Go on where the page ends.
    // P21: a token that stands still, or pages that tell nothing new, would go on for ever.
    if (token == asked_token_ || listing_->told() <= told_ || ++pages_ >= most_pages) return refuse_sync();
    told_ = listing_->told();
    asked_token_ = token;
    listing_->next_page();
    return ask(Step::sync, patient(sync_collection(state_.collection, token)));
  }
  new_token_ = token;
  new_ctag_.clear();
  if (listing_->kind() == ListingKind::changes) return end_changes();
  // Some servers list what is gone in the first report too, where all of it is gone only that. Others cannot
  // find their objects: the other listing says which.
  if (listing_->all_gone() && !known_.get().empty()) return refuse_sync();
  if (listing_->all_unreadable()) {
    return fail_with(
        {{ErrorKind::invalid_data, "not one of the objects that the server lists can be read"}, {}});
  }
  listing_->hold_against(known_.get());
  fetch_changes(false);
}

std::string CaldavMachine::remembered_ctag(bool changed) const {
  if (new_ctag_.empty()) return {};
  const bool proven =
      !changed && (before_.ctag == new_ctag_ || before_.ctag == std::string(unproven) + new_ctag_);
  return proven ? new_ctag_ : std::string(unproven) + new_ctag_;
}

ETag CaldavMachine::looked_into() const {
  return ETag(fingerprint(answer_ + " " + std::to_string(held_here_) + " " + before_.token.str()));
}

void CaldavMachine::end_changes() {
  bool again = true;
  if (!listing_->empty()) {
    if (!look_up_known()) return;
    listing_->hold_against(known_.get());
    answer_ = listing_->fingerprint();
    for (const auto& [href, etag] : known_.get()) held_here_ += fnv1a(href.str());
    again = looked_into() == state_.etag;
    const bool whole = listing_->looks_whole();
    if (!again && (whole || listing_->only_removals())) {
      if (!whole || !listing_->holds_all_known()) {
        state_.token = {};
        offers_sync_ = true;
        return begin_whole();
      }
      again = true;  // a list of everything says of no single object that it has changed; its ETag does
    }
  }
  if (is_running_second(new_token_, now_)) new_token_ = state_.token;
  fetch_changes(!again);
}

void CaldavMachine::end_ctag(const Answer& answer) {
  if (rediscovers(answer)) return;
  if (answer.failure) return fail_with(*answer.failure);
  if (!responses_.empty() && responses_.front().status >= 400)
    return fail_with(about_itself(responses_.front().status));
  new_ctag_ = responses_.empty() ? std::string{} : responses_.front().ctag.value_or("");
  if (new_ctag_.empty() || new_ctag_ != state_.ctag) return begin_etags();
  fetch_changes(false);
}

void CaldavMachine::end_etags(const Answer& answer) {
  if (rediscovers(answer)) return;
  if (answer.failure) return fail_with(*answer.failure);
  if (listing_->self_failure() != 0) return fail_with(about_itself(listing_->self_failure()));
  if (listing_->all_unreadable() || listing_->all_gone()) {
    return fail_with(
        {{ErrorKind::invalid_data, "not one of the objects that the server lists can be read"}, {}});
  }
  if (listing_->empty() && !listing_->self_seen()) {
    return fail_with(
        {{ErrorKind::invalid_data, "the server lists nothing, not even the calendar itself"}, {}});
  }
  cut_short_ = listing_->truncated();
  if (!look_up_known()) return;
  listing_->hold_against(known_.get());
  fetch_changes(false);
}

}  // namespace evenkeel::dav
