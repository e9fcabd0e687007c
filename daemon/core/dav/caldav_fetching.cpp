// What is to be fetched, fetching it, and whether it is believed: steps of CaldavMachine.
#include "core/dav/caldav_machine.hpp"
#include "core/dav/fingerprint.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t commit_at = 50;
constexpr std::uint32_t asked_in_a_row = 5;

}  // namespace

/// What the listing says is to be had, and what could not be had the last times.
void CaldavMachine::fetch_changes(bool repeated) {
  const bool of_the_day = day_is_over() || accept_deletions_;
  auto wanted = listing_ ? listing_->to_fetch(repeated, of_the_day) : std::vector<Wanted>{};
  ask_again(wanted, of_the_day);
  if (listing_ && !cut_short_) missing_ = listing_->missing();
  if (!look_into(!wanted.empty())) return;
  weigh_missing(wanted);
  begin_fetch(std::move(wanted));
}

/// What could not be had is asked for at every pull at first, then with the whole listing of the day (P55).
void CaldavMachine::ask_again(std::vector<Wanted>& wanted, bool of_the_day) {
  if (listing_ && listing_->kind() == ListingKind::whole) return ask_listed_again(wanted, of_the_day);
  const bool asks_again = of_the_day || state_.unfetched_for < asked_in_a_row;
  for (const auto& href : state_.unfetched) {
    const auto same = [&](const Wanted& w) { return w.href == href; };
    if (listing_ && listing_->gone(href)) continue;
    if (std::ranges::any_of(wanted, same)) continue;
    if (asks_again) {
      wanted.push_back({href, href, {}, {}, true, false});
    } else {
      put_off_.push_back(href);
    }
  }
}

/// The same where a whole listing tells of it still, and tells the same: another version may well be had.
void CaldavMachine::ask_listed_again(std::vector<Wanted>& wanted, bool of_the_day) {
  const std::unordered_set<Href> before(state_.unfetched.begin(), state_.unfetched.end());
  std::vector<std::string> lines;
  for (auto& one : wanted) {
    one.again = before.contains(one.href);
    if (one.again) lines.push_back(one.href.str() + "\n" + one.etag.str());
  }
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n\n");
  const auto as = lines.empty() ? std::string() : fingerprint(all);
  const bool same = as == std::exchange(state_.unfetched_as, as);
  if (of_the_day || state_.unfetched_for < asked_in_a_row || !same) return;
  std::erase_if(wanted, [&](const Wanted& one) {
    if (one.again) put_off_.push_back(one.href);
    return one.again;
  });
}

void CaldavMachine::begin_fetch(std::vector<Wanted> wanted) {
  fetcher_.emplace(collection(), std::move(wanted));
  fetch_next();
}

void CaldavMachine::fetch_next() {
  // The last batch is committed together with the end.
  if (staged_ > 0 && !fetcher_->last() && (fetcher_->batch_complete() || staged_ >= commit_at))
    commit_progress();
  auto request = fetcher_->next();
  if (!request && weigh_again()) request = fetcher_->next();
  if (!request) return succeed();
  const bool multiget = fetcher_->multiget_under_way();
  if (multiget) {
    arrivals_->begin_batch();
    first_came_ = false;
  }
  ask(multiget ? Step::multiget : Step::object, std::move(*request));
}

/// What a multiget brings: what is doubted of it is asked for by its own.
void CaldavMachine::look_at(std::vector<Fetched> objects) {
  std::vector<Fetched> good;
  for (auto& object : objects) {
    auto one = came(std::move(object));
    const auto opinion = arrivals_->opinion(one);
    if (opinion.other) {
      const bool kept = first_ && first_->href == *opinion.other;
      fetcher_->ask_alone(*opinion.other, kept ? std::exchange(first_, std::nullopt) : std::nullopt);
    }
    if (opinion.doubted) {
      const Href href = one.resource.href;
      fetcher_->ask_alone(href, std::move(one.resource));
    } else {
      let_in(std::move(one), good);
      believe_a_second(good);
    }
  }
  stage(std::move(good));
}

/// The first of a batch waits for the next: a server that answers every name with one object gives a good one
/// under one name only, and nothing tells which.
void CaldavMachine::believe_a_second(std::vector<Fetched>& good) {
  if (good.empty()) return;
  if (!first_came_) {
    first_came_ = true;
    first_ = std::move(good.back());
    good.pop_back();
  } else if (first_) {
    good.insert(good.begin(), *std::exchange(first_, std::nullopt));
  }
}

/// No other one has contradicted it.
void CaldavMachine::believe_the_first() {
  if (auto first = std::exchange(first_, std::nullopt)) {
    std::vector<Fetched> good;
    good.push_back(*std::move(first));
    stage(std::move(good));
  }
}

void CaldavMachine::let_in(Came one, std::vector<Fetched>& into) {
  if (auto in = arrivals_->let_in(std::move(one))) into.push_back(std::move(*in));
}

void CaldavMachine::stage(std::vector<Fetched> objects) {
  if (objects.empty()) return;
  staged_ += objects.size();
  changed_ = true;
  for (const auto& object : objects) {
    if (answer_.empty() || known_.get().contains(object.href)) continue;
    if (new_here_.insert(object.href).second) held_here_ += fnv1a(object.href.str());
  }
  effects_.emplace_back(ParseObjects{std::move(objects)});
}

void CaldavMachine::end_multiget(const Answer& answer) {
  believe_the_first();
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
  std::vector<Fetched> good;
  if (*object) {
    auto one = came(std::move(**object));
    arrivals_->came_alone(one);
    let_in(std::move(one), good);
  }
  if (arrivals_->trusts_multigets()) {
    for (auto& believed : fetcher_->believe_doubted()) let_in(came(std::move(believed)), good);
  }
  stage(std::move(good));
  fetch_next();
}

/// What has come so far, under the old token: a pull that breaks goes on from here, by a whole listing.
void CaldavMachine::commit_progress() {
  auto state = before_;
  state.collection = state_.collection;
  // What is new here and gone again before the next pull, no list of changes since the old token would tell.
  state.last_full.reset();
  if (!state.measure && !known_.get().empty()) state.measure = objects_here();
  effects_.emplace_back(CommitBatch{.removed = {}, .state = std::move(state)});
  staged_ = 0;
}

}  // namespace evenkeel::dav
