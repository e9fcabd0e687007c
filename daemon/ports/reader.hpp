// Strangers' iCalendar to values, wherever that is done: here, or in a process without rights.
#pragma once

#include "core/ical/read.hpp"
#include "core/words/error.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace evenkeel {

class Reader {
 public:
  struct Job {
    std::uint64_t id = 0;  // the caller's; given back with the result
    std::string text;
    ical::ReadOptions options;
    std::uint64_t lane = 0;  // whose job it is; a lane that holds the reader up waits behind the others
  };
  using Result = std::pair<std::uint64_t, Expected<ical::ReadResult>>;

  virtual ~Reader() = default;
  /// Never blocks; what cannot be sent on at once waits inside.
  virtual void submit(Job job) = 0;
  /// What has been finished since the last call, each job once; never blocks. A job that the worker died of
  /// or that took too long is an error of its own (refused); the others are not touched by it. Where there is
  /// no worker to be had at all, every job ends as transient: that says nothing of any of them.
  [[nodiscard]] virtual std::vector<Result> collect() = 0;
  /// Readable when collect() may have something; -1: results are ready at once.
  [[nodiscard]] virtual int fd() const = 0;
};

}  // namespace evenkeel
