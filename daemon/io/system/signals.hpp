#pragma once

#include "core/words/error.hpp"
#include "io/system/descriptor.hpp"

#include <csignal>
#include <cstdint>
#include <utility>
#include <vector>

namespace evenkeel {

enum class Signal : std::uint8_t { terminate, interrupt, reload };

/// SIGTERM, SIGINT and SIGHUP as something to wait on. While it lives they are blocked and SIGPIPE is
/// ignored; the former mask comes back with its end. A child that is started must unblock them for itself.
class Signals {
 public:
  [[nodiscard]] static Expected<Signals> open();
  Signals(Signals&& other) noexcept = default;
  Signals& operator=(Signals&&) = delete;
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals();
  /// Readable when a signal has come.
  [[nodiscard]] int fd() const { return file_.get(); }
  /// What has come since the last time, in order of the signals' numbers; never waits.
  [[nodiscard]] std::vector<Signal> take();

 private:
  Signals(Descriptor file, sigset_t before) : file_(std::move(file)), before_(before) {}
  Descriptor file_;
  sigset_t before_;
};

}  // namespace evenkeel
