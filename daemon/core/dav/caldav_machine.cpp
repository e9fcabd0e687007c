#include "core/dav/caldav_machine.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/dav/unreadable.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t commit_at = 50;

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
  effects_.emplace_back(exchange_.send(std::move(request), phase, object ? 200 : 207, object));
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
    stage(fetcher_->take(std::move(responses)));
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

void CaldavMachine::begin_fetch(std::vector<Wanted> wanted) {
  fetcher_.emplace(collection(), std::move(wanted));
  fetch_next();
}

void CaldavMachine::fetch_next() {
  // The last batch is committed together with the end.
  if (staged_ > 0 && !fetcher_->last() && (fetcher_->batch_complete() || staged_ >= commit_at))
    commit_progress();
  if (auto request = fetcher_->next()) {
    ask(fetcher_->multiget_under_way() ? Step::multiget : Step::object, std::move(*request));
  } else {
    succeed();
  }
}

void CaldavMachine::stage(std::vector<Fetched> objects) {
  if (objects.empty()) return;
  staged_ += objects.size();
  changed_ = true;
  for (const auto& object : objects) {
    if (!known_.get().contains(object.href)) held_here_ += fnv1a(object.href.str());
  }
  effects_.emplace_back(ParseObjects{std::move(objects)});
}

void CaldavMachine::end_multiget(const Answer& answer) {
  const int status = answer.head.status;
  if (answer.failure) {
    // A report that is refused may still be had one by one; a server that is out of order, or wants to be
    // left alone, is.
    const bool of_the_server = status == 0 || status < 400 || status == 401 || status == 407 ||
                               status == 502 || status == 504 || answer.failure->retry_after.has_value();
    if (of_the_server) return fail_with(*answer.failure);
  }
  fetcher_->end_multiget(answer.failure.has_value());
  fetch_next();
}

void CaldavMachine::end_object(const Answer& answer) {
  auto object = fetcher_->end_object(answer);
  if (!object) return fail_with(object.error());
  if (*object) {
    std::vector<Fetched> one;
    one.push_back(std::move(**object));
    stage(std::move(one));
  }
  fetch_next();
}

/// What has come so far, under the old token: a pull that breaks goes on from here, by a whole listing.
void CaldavMachine::commit_progress() {
  auto state = before_;
  state.collection = state_.collection;
  // What is new here and gone again before the next pull, no list of changes since the old token would tell.
  state.last_full.reset();
  if (!state.measure && !known_.get().empty()) state.measure = known_.get().size();
  effects_.emplace_back(CommitBatch{.removed = {}, .state = std::move(state)});
  staged_ = 0;
}

void CaldavMachine::succeed() {
  if (cut_short_) {
    return fail_with({{ErrorKind::transient, "the server lists only a part of the calendar"}, {}});
  }
  constexpr std::size_t several = 3;
  if (known_.get().empty() && !changed_ && fetcher_->vanished() >= several) {
    return fail_with({{ErrorKind::invalid_data, "the server has not one of the objects that it lists"}, {}});
  }
  if (!changed_ && fetcher_ && !fetcher_->unfetched().empty()) {
    if (!look_up_known()) return;
    if (known_.get().empty()) {
      return fail_with(
          {{ErrorKind::transient, "the server cannot give one of the objects that it lists"}, {}});
    }
  }
  PullDone done;
  CommitBatch batch;
  state_.given_up = false;
  state_.token = new_token_;
  keep_doubtful(believe_or_look_again());
  look_again_later();
  for (auto& gone : gone_) batch.removed.push_back(std::move(gone.href));
  done.held_removals = held_objects(missing_, state_);
  if (!moved_to_.empty()) state_.collection = moved_to_;
  if (fetcher_) {
    state_.unfetched = fetcher_->unfetched();
    if (put_off_.empty()) state_.unfetched_for = state_.unfetched.empty() ? 0 : state_.unfetched_for + 1;
    std::ranges::copy(put_off_, std::back_inserter(state_.unfetched));
    done.warnings = fetcher_->warnings();
    done.unreadable = static_cast<std::uint32_t>(done.warnings.size() + put_off_.size());
  }
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
