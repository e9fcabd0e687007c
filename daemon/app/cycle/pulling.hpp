// Drives pulls side by side: what a pull machine asks for (send, parse, commit) is done here, what comes back
// is handed to it. One thread; nobody waits for anybody else's server.
#pragma once

#include "core/dav/pull.hpp"
#include "ports/clock.hpp"
#include "ports/reader.hpp"
#include "ports/source.hpp"
#include "ports/store.hpp"
#include "ports/transport.hpp"

#include <functional>
#include <list>
#include <memory>
#include <unordered_map>
#include <vector>

namespace evenkeel {

/// How one pull of one source ended.
struct PullReport {
  SourceName source;
  Expected<void> result;
  bool changed = false;
  std::uint32_t skipped_resources = 0;  // could not be read at all
  std::vector<Warning> warnings;
};

class Pulling {
 public:
  /// Everything is borrowed and must outlive this.
  Pulling(Store& store, Transport& transport, Reader& reader, const Clock& clock);
  ~Pulling();
  Pulling(const Pulling&) = delete;
  Pulling& operator=(const Pulling&) = delete;

  /// Begins a pull; `account` is what it authenticates with. Errors of the store are reported, not thrown.
  void begin(Source& source, Account account, const ical::ReadOptions& options);
  [[nodiscard]] bool idle() const { return running_.empty(); }
  [[nodiscard]] bool running(const SourceName& source) const;

  /// Waits at most `timeout` for something to happen (also on `fds`), and works it off. Returns the pulls
  /// that ended.
  std::vector<PullReport> step(std::chrono::milliseconds timeout, std::span<const int> fds);
  /// Gives up all that is under way; what has come until then stays.
  void cancel();

 private:
  struct Running;
  struct Job {  // of the reader
    Running* run = nullptr;
    Href href;
    ETag etag;
    std::size_t bytes = 0;
  };
  void apply(Running& run, std::vector<dav::Effect> effects);
  void work_off(Running& run);
  void send_ahead(Running& run);
  void submit(Running& run, const dav::SendRequest& send);
  bool perform(Running& run, dav::Effect& effect);
  void parse(Running& run, dav::ParseObjects objects);
  void hold_back(Running& run);
  void finish(Running& run, dav::PullDone done);
  void fail_run(Running& run, Error error);
  void must(Running& run, Expected<void> stored);
  void end_overdue();
  void take_results();
  void take_result(const Job& job, Expected<ical::ReadResult> result);
  void take_event(const TransferEvent& event);
  void collect_ended(std::vector<PullReport>& ended);

  Store* store_;
  Transport* transport_;
  Reader* reader_;
  const Clock* clock_;
  std::list<std::unique_ptr<Running>> running_;
  std::unordered_map<std::uint64_t, std::pair<Running*, int>> transfers_;  // TransferId -> run, its tag
  std::unordered_map<std::uint64_t, Job> jobs_;
  std::uint64_t next_job_ = 1;
  std::uint64_t next_lane_ = 1;
};

}  // namespace evenkeel
