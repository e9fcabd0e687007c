#include "core/dav/caldav_machine.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/dav/unreadable.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::dav {
namespace {

std::string configuration(const CaldavTarget& target) {
  return fingerprint(target.url + "\n" + target.calendar + "\n" + target.user);
}

}  // namespace

CaldavMachine::CaldavMachine(CaldavTarget target, SyncState state, KnownHere known, Instant now,
                             bool accept_deletions)
    : target_(std::move(target)),
      state_(std::move(state)),
      known_(std::move(known)),
      now_(now),
      accept_deletions_(accept_deletions),
      exchange_(target_.user, now) {
  auto configured = configuration(target_);
  if (!state_.configured.empty() && state_.configured != configured) {
    // Another calendar was configured: what the old one had goes by that decision, not by a server's answer.
    // A first pull that breaks leaves that to the next one.
    state_ = {};
    state_.given_up = newly_given_up_ = true;
  }
  accept_deletions_ = accept_deletions_ || state_.given_up;
  state_.configured = std::move(configured);
  before_ = state_;
}

std::vector<Effect> CaldavMachine::start() {
  if (newly_given_up_ && !doubt_all()) return std::exchange(effects_, {});
  if (state_.collection.empty() || !parse_url(state_.collection)) {
    begin_discovery();
  } else {
    begin_changes();
  }
  return std::exchange(effects_, {});
}

/// The same names and ETags may stand for other objects there (some servers count ETags from 1).
bool CaldavMachine::doubt_all() {
  if (!look_up_known()) return false;
  CommitBatch doubts;
  for (const auto& [href, etag] : known_.get()) {
    if (!is_unreadable(etag)) doubts.doubted.emplace_back(href, marked_unreadable(etag));
  }
  if (doubts.doubted.empty()) return true;
  doubts.state = state_;
  auto known = known_.get();
  for (const auto& [href, etag] : doubts.doubted) known.insert_or_assign(href, etag);
  known_ = KnownHere(std::move(known));
  effects_.emplace_back(std::move(doubts));
  return true;
}

std::vector<Effect> CaldavMachine::on_head(int tag, const ResponseHead& head) {
  exchange_.on_head(tag, head);
  return {};
}

std::vector<Effect> CaldavMachine::on_body(int tag, std::string_view bytes) {
  read(exchange_.on_body(tag, bytes));
  return std::exchange(effects_, {});
}

std::vector<Effect> CaldavMachine::on_complete(int tag, const Expected<void>& result) {
  if (auto outcome = exchange_.on_complete(tag, result); outcome && step_ != Step::done) {
    if (auto* redirect = std::get_if<SendRequest>(&*outcome)) {
      effects_.emplace_back(std::move(*redirect));
    } else {
      finish_step(std::move(std::get<Answer>(*outcome)));
    }
  }
  return std::exchange(effects_, {});
}

void CaldavMachine::ask(Step step, Request request) {
  step_ = step;
  reader_.reset();
  read_ = {};
  responses_.clear();
  const bool object = step == Step::object;
  if (!object) reader_.emplace();
  const auto phase = step == Step::discover ? Phase::discovery : Phase::pull;
  // Whatever led to an address: only to those that the configured URL answers for does a password go.
  const auto url = parse_url(request.url);
  request.credentials = request.credentials && url && credentials_belong(target_.url, *url);
  // A multistatus is one by what it says; where each object in it proves itself, 200 will do (P97).
  const int also = step == Step::multiget ? 200 : 0;
  effects_.emplace_back(exchange_.send(std::move(request), phase, object ? 200 : 207, object, also));
}

void CaldavMachine::read(std::string_view bytes) {
  if (bytes.empty() || !reader_ || !read_) return;
  read_ = reader_->feed(bytes);
  // What was complete before the XML broke is good.
  collect(reader_->take());
}

void CaldavMachine::collect(std::vector<Response> responses) {
  if (responses.empty()) return;
  if (step_ == Step::multiget) {
    look_at(fetcher_->take(std::move(responses)));
  } else if (step_ == Step::sync || step_ == Step::etags) {
    for (auto& response : responses) listing_->add(std::move(response));
  } else {
    std::ranges::move(responses, std::back_inserter(responses_));
  }
}

void CaldavMachine::finish_step(Answer answer) {
  if (!answer.failure && reader_) {
    if (read_) read_ = reader_->finish();
    collect(reader_->take());
    if (!read_ && step_ != Step::multiget && step_ != Step::discover) {
      answer.failure = Failure{read_.error(), std::nullopt};
    }
    if (!read_ && answer.head.status == 200) answer.failure = about_itself(200);
  }
  const bool ours = credentials_belong(target_.url, answer.url);
  if (answer.moved_for_good && ours && step_ != Step::discover && step_ != Step::object)
    moved_to_ = answer.url.str();
  if (answer.failure && answer.failure->error.kind == ErrorKind::unauthorised && !ours)
    answer.failure->error.text =
        "the server redirects to " + answer.url.origin() +
        ", where user and password are not sent; if that is right, configure its URL";
  switch (step_) {
    case Step::discover: {
      const auto listed = read_ ? Expected<Multistatus>(Multistatus{std::move(responses_), std::nullopt})
                                : Expected<Multistatus>(std::unexpected(read_.error()));
      advance(discovery_->on_answer(answer, listed));
      break;
    }
    case Step::describe:
      described(answer);
      break;
    case Step::sync:
      end_sync(answer);
      break;
    case Step::ctag:
      end_ctag(answer);
      break;
    case Step::etags:
      end_etags(answer);
      break;
    case Step::multiget:
      end_multiget(answer);
      break;
    case Step::object:
      end_object(answer);
      break;
    case Step::done:
      break;
  }
}

Url CaldavMachine::collection() const {
  return parse_url(state_.collection).value_or(Url{});
}

/// Objects are listed, and not one of them is here.
std::optional<Failure> CaldavMachine::nothing_came() {
  constexpr std::size_t several = 3;
  if (known_.get().empty() && !changed_ && fetcher_->vanished() >= several)
    return Failure{{ErrorKind::invalid_data, "the server has not one of the objects that it lists"}, {}};
  if (known_.get().empty() && !changed_ && fetcher_ && !fetcher_->unfetched().empty()) {
    return Failure{{ErrorKind::transient, "the server cannot give one of the objects that it lists"}, {}};
  }
  return std::nullopt;
}

void CaldavMachine::note_unfetched(PullDone& done) {
  if (!fetcher_) return;
  state_.unfetched = fetcher_->unfetched();
  std::ranges::move(too_much_, std::back_inserter(state_.unfetched));
  if (put_off_.empty()) state_.unfetched_for = state_.unfetched.empty() ? 0 : state_.unfetched_for + 1;
  std::ranges::copy(put_off_, std::back_inserter(state_.unfetched));
  if (state_.unfetched.empty()) state_.unfetched_as.clear();
  done.warnings = fetcher_->warnings();
  done.unreadable = static_cast<std::uint32_t>(done.warnings.size() + put_off_.size());
}

void CaldavMachine::succeed() {
  if (cut_short_) {
    return fail_with({{ErrorKind::transient, "the server lists only a part of the calendar"}, {}});
  }
  if (!changed_ && fetcher_ && !fetcher_->unfetched().empty() && !look_up_known()) return;
  if (const auto failure = nothing_came()) return fail_with(*failure);
  PullDone done;
  CommitBatch batch;
  state_.given_up = false;
  state_.odd_answers = asked_otherwise_ ? 1 : 0;
  state_.token = new_token_;
  keep_doubtful(believe_or_look_again());
  look_again_later();
  doubt_other_versions();
  // What was kept for it, no list of changes would tell again.
  if (arrivals_ && !missing_.empty() && arrivals_->anything_doubted()) state_.last_full.reset();
  for (auto& gone : gone_) batch.removed.push_back(std::move(gone.href));
  std::ranges::move(moved_, std::back_inserter(batch.removed));
  done.held_removals = held_objects(weighed_, state_);
  if (!moved_to_.empty()) state_.collection = moved_to_;
  note_unfetched(done);
  if (listing_) std::ranges::move(listing_->warnings(), std::back_inserter(done.warnings));
  done.changed = changed_ || !batch.removed.empty();
  state_.ctag = remembered_ctag(done.changed);
  if (!answer_.empty() && state_.last_full) {
    for (const auto& href : batch.removed) held_here_ -= fnv1a(href.str());
    state_.etag = looked_into();
  }
  if (staged_ > 0 || !batch.removed.empty() || state_ != before_) {
    batch.state = state_;
    batch.whole = true;
    effects_.emplace_back(std::move(batch));
  }
  finish(std::move(done));
}

void CaldavMachine::fail_with(const Failure& failure) {
  if (staged_ > 0) commit_progress();
  PullDone done;
  done.result = std::unexpected(failure.error);
  done.changed = changed_;
  done.retry_after = failure.retry_after;
  finish(std::move(done));
}

void CaldavMachine::finish(PullDone done) {
  step_ = Step::done;
  effects_.emplace_back(std::move(done));
}

std::unique_ptr<Pull> caldav_pull(CaldavTarget target, SyncState state, KnownHere known, Instant now,
                                  bool accept_deletions) {
  return std::make_unique<CaldavMachine>(std::move(target), std::move(state), std::move(known), now,
                                         accept_deletions);
}

}  // namespace evenkeel::dav
