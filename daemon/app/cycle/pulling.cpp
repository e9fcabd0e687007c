#include "app/cycle/pulling.hpp"

#include "app/cycle/pull_staging.hpp"
#include "app/cycle/source_health.hpp"
#include "core/dav/unreadable.hpp"

#include <algorithm>
#include <deque>
#include <utility>

namespace evenkeel {

namespace {

// iCalendar of one pull that waits for the reader. A server that is quicker waits, so that memory does not
// grow with what it sends.
constexpr std::size_t most_waiting = std::size_t{2} << 20U;
constexpr std::size_t few_waiting = std::size_t{1} << 19U;

}  // namespace

/// One pull under way. Effects are worked off in order; the last commit waits for the parsing ahead of it.
struct Pulling::Running {
  explicit Running(const SourceName& name) : staging(name) { report.source = name; }

  Source* source = nullptr;
  Account account;
  ical::ReadOptions options;
  std::uint64_t lane = 0;  // of its jobs for the reader
  std::unique_ptr<dav::Pull> pull;
  std::deque<dav::Effect> effects;
  std::optional<TransferId> transfer;  // under way
  bool held_back = false;              // and paused
  std::size_t waiting = 0;             // bytes that are not parsed yet
  std::size_t parsing = 0;             // objects that are with the reader
  PullStaging staging;
  WireCount before;
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  std::chrono::minutes longest{30};  // others wait; shorter with a copy, but for every fourth attempt
  PullReport report;
  bool ended = false;
};

Pulling::Pulling(Store& store, Transport& transport, Reader& reader, const Clock& clock)
    : store_(&store), transport_(&transport), reader_(&reader), clock_(&clock) {}

Pulling::~Pulling() {
  cancel();
}

bool Pulling::running(const SourceName& source) const {
  return std::ranges::any_of(running_,
                             [&](const auto& run) { return run->source->settings().name == source; });
}

void Pulling::begin(Source& source, Account account, const ical::ReadOptions& options) {
  const SourceName& name = source.settings().name;
  auto run = std::make_unique<Running>(name);
  run->source = &source;
  run->options = options;
  run->lane = next_lane_++;
  run->before = transport_->count(account.pool);
  run->account = std::move(account);
  Running& placed = *running_.emplace_back(std::move(run));
  auto state = store_->sync_state(name);
  const auto status = store_->status(name);
  if (!state || !status) return fail_run(placed, !state ? state.error() : status.error());
  if (status->whole && status->failures % 4 != 3) placed.longest = std::chrono::minutes(3);
  dav::KnownHere known([store = store_, name] { return store->known(name); },
                       [store = store_, name] { return store->contents(name); });
  placed.pull = source.pull(std::move(*state), std::move(known), clock_->now(), status->accept_deletions);
  apply(placed, placed.pull->start());
}

void Pulling::apply(Running& run, std::vector<dav::Effect> effects) {
  for (dav::Effect& effect : effects) {
    if (const auto* parse = std::get_if<dav::ParseObjects>(&effect)) {
      for (const dav::Fetched& fetched : parse->resources) run.waiting += fetched.text.size();
    }
    run.effects.push_back(std::move(effect));
  }
  work_off(run);
  hold_back(run);
}

void Pulling::work_off(Running& run) {
  while (!run.ended && !run.effects.empty()) {
    if (!perform(run, run.effects.front())) return send_ahead(run);
    if (!run.ended) run.effects.pop_front();
  }
}

void Pulling::hold_back(Running& run) {
  if (!run.transfer || run.held_back == (run.waiting > (run.held_back ? few_waiting : most_waiting))) return;
  run.held_back = !run.held_back;
  transport_->hold(*run.transfer, run.held_back);
}

/// The next request is on its way while what the last one brought is still being parsed; what comes of it is
/// held back when it piles up.
void Pulling::send_ahead(Running& run) {
  for (auto effect = run.effects.begin(); effect != run.effects.end(); ++effect) {
    if (const auto* send = std::get_if<dav::SendRequest>(&*effect)) {
      submit(run, *send);
      run.effects.erase(effect);
      return;
    }
  }
}

void Pulling::submit(Running& run, const dav::SendRequest& send) {
  const TransferId id = transport_->submit(send.request, run.account);
  transfers_.emplace(static_cast<std::uint64_t>(id), std::pair(&run, send.tag));
  run.transfer = id;
  run.held_back = false;
}

/// Returns false when the effect has to wait for the reader.
bool Pulling::perform(Running& run, dav::Effect& effect) {
  if (const auto* send = std::get_if<dav::SendRequest>(&effect)) {
    submit(run, *send);
    return true;
  }
  if (auto* objects = std::get_if<dav::ParseObjects>(&effect)) {
    parse(run, std::move(*objects));
    return true;
  }
  auto* batch = std::get_if<dav::CommitBatch>(&effect);
  if (batch != nullptr && !batch->whole) {
    must(run, run.staging.allow_progress(*store_, std::move(*batch)));
    return true;
  }
  if (run.parsing > 0) return false;
  if (batch != nullptr) {
    must(run, run.staging.store_whole(*store_, std::move(*batch)));
  } else {
    must(run, run.staging.store_rest(*store_));
    if (!run.ended) finish(run, std::move(std::get<dav::PullDone>(effect)));
  }
  return true;
}

void Pulling::parse(Running& run, dav::ParseObjects objects) {
  for (dav::Fetched& fetched : objects.resources) {
    const std::uint64_t job = next_job_++;
    jobs_.emplace(job, Job{&run, std::move(fetched.href), std::move(fetched.etag), fetched.text.size()});
    ++run.parsing;
    reader_->submit({job, std::move(fetched.text), run.options, run.lane});
  }
}

void Pulling::must(Running& run, Expected<void> stored) {
  if (!stored && !run.ended) fail_run(run, std::move(stored.error()));
}

void Pulling::finish(Running& run, dav::PullDone done) {
  run.report.result = done.result;
  run.report.changed = run.staging.changed();
  run.report.skipped_resources += done.unreadable;
  run.report.warnings.insert(run.report.warnings.end(), done.warnings.begin(), done.warnings.end());
  if (done.held_removals > 0) run.report.warnings.push_back(held_back(done.held_removals));
  const SourceName& name = run.source->settings().name;
  const WireCount after = transport_->count(run.account.pool);
  PullFigures figures{.requests = after.requests - run.before.requests,
                      .bytes = after.sent + after.received - run.before.sent - run.before.received,
                      .skipped = run.report.skipped_resources};
  if (auto status = store_->status(name)) {
    if (status->last_error)
      figures.skipped = std::max(figures.skipped, unreadable_in(*store_, name) + done.unreadable);
    const auto saved = store_->save_status(
        name, status_after(*status, done, figures, run.source->settings(), clock_->now()));
    if (!saved && run.report.result) run.report.result = std::unexpected(saved.error());
  }
  run.ended = true;
}

void Pulling::fail_run(Running& run, Error error) {
  dav::PullDone done;
  done.result = std::unexpected(std::move(error));
  finish(run, std::move(done));
}

void Pulling::take_results() {
  for (auto& [id, result] : reader_->collect()) {
    if (auto job = jobs_.extract(id)) take_result(job.mapped(), std::move(result));
  }
}

void Pulling::take_result(const Job& job, Expected<ical::ReadResult> result) {
  Running& run = *job.run;
  if (run.ended) return;
  auto& warnings = run.report.warnings;
  --run.parsing;
  run.waiting -= job.bytes;
  if (!result && result.error().kind == ErrorKind::transient) {
    // Nobody was there to read it: what has been read until now stays, this comes again with the next pull.
    must(run, run.staging.store_rest(*store_));
    if (!run.ended) fail_run(run, std::move(result.error()));
    return;
  }
  if (!result) {
    ++run.report.skipped_resources;
    warnings.push_back({job.href.str(), result.error().text});
    run.staging.add_unreadable(job.href, dav::marked_unreadable(job.etag));
  } else {
    for (const CalendarObject& object : result->objects) {
      warnings.insert(warnings.end(), object.warnings.begin(), object.warnings.end());
    }
    for (Warning& warning : result->warnings) warnings.push_back(std::move(warning));
    run.staging.add(job.href, job.etag, std::move(*result), job.bytes);
  }
  must(run, run.staging.store_if_due(*store_));
  if (run.parsing == 0) work_off(run);
  hold_back(run);
}

void Pulling::take_event(const TransferEvent& event) {
  const auto id = std::visit([](const auto& e) { return static_cast<std::uint64_t>(e.id); }, event);
  const auto found = transfers_.find(id);
  if (found == transfers_.end()) return;
  const auto [run, tag] = found->second;
  if (std::holds_alternative<Completed>(event)) {
    transfers_.erase(found);
    run->transfer.reset();
  }
  if (run->ended) return;
  if (const auto* head = std::get_if<HeadReceived>(&event)) apply(*run, run->pull->on_head(tag, head->head));
  if (const auto* body = std::get_if<BodyReceived>(&event)) apply(*run, run->pull->on_body(tag, body->bytes));
  if (const auto* done = std::get_if<Completed>(&event))
    apply(*run, run->pull->on_complete(tag, done->result));
}

void Pulling::collect_ended(std::vector<PullReport>& ended) {
  for (auto it = running_.begin(); it != running_.end();) {
    Running* run = it->get();
    if (!run->ended) {
      ++it;
      continue;
    }
    for (auto t = transfers_.begin(); t != transfers_.end();) {
      if (t->second.first != run) {
        ++t;
        continue;
      }
      transport_->cancel(TransferId{t->first});
      t = transfers_.erase(t);
    }
    std::erase_if(jobs_, [&](const auto& job) { return job.second.run == run; });
    ended.push_back(std::move(run->report));
    it = running_.erase(it);
  }
}

/// However slow its server: a pull gives up at last. What it has committed stays; the next one goes on there.
void Pulling::end_overdue() {
  const auto now = std::chrono::steady_clock::now();
  for (const auto& run : running_) {
    if (run->ended || now - run->began <= run->longest) continue;
    must(*run, run->staging.store_rest(*store_));
    const std::string text = "not done within " + std::to_string(run->longest.count()) + " minutes";
    if (!run->ended) fail_run(*run, {ErrorKind::transient, text + "; it goes on next time"});
  }
}

std::vector<PullReport> Pulling::step(std::chrono::milliseconds timeout, std::span<const int> fds) {
  std::vector<PullReport> ended;
  end_overdue();
  for (const auto& run : running_) {
    if (run->ended) continue;
    must(*run, run->staging.store_if_due(*store_));
    if (run->staging.waits()) timeout = std::min(timeout, std::chrono::milliseconds(1000));
  }
  take_results();
  collect_ended(ended);
  if (!ended.empty() || idle()) return ended;
  std::vector<int> watched(fds.begin(), fds.end());
  if (reader_->fd() >= 0) watched.push_back(reader_->fd());
  const bool ready = reader_->fd() < 0 && !jobs_.empty();
  for (const TransferEvent& event :
       transport_->wait(ready ? std::chrono::milliseconds(0) : timeout, watched)) {
    take_event(event);
  }
  take_results();
  collect_ended(ended);
  return ended;
}

void Pulling::cancel() {
  for (const auto& [id, run] : transfers_) transport_->cancel(TransferId{id});
  for (const auto& run : running_) {
    if (!run->ended) static_cast<void>(run->staging.store_rest(*store_));  // the next pull meets an error too
  }
  transfers_.clear();
  jobs_.clear();
  running_.clear();
}

}  // namespace evenkeel
