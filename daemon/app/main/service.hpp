// The service of one household, and what it keeps between its cycles.
#pragma once

#include "app/main/house.hpp"
#include "app/main/serve.hpp"
#include "app/main/web.hpp"
#include "io/system/control.hpp"
#include "io/system/notify.hpp"
#include "io/system/signals.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace evenkeel {

/// evenkeeld: cycles when they are due, and whoever asks something between and in them.
class Service {
 public:
  Service(const ServeOptions& options, Zones& zones, Signals signals)
      : options_(options), zones_(zones), signals_(std::move(signals)), watchdog_(watchdog_interval()) {}

  int run();

 private:
  bool begin(std::optional<Instant> now);
  int once();
  void loop();
  void cycle();
  void rest();
  void wait_until(Instant next);
  void perform(const ControlRequest& request);
  bool answer_requests();
  void answer_meanwhile();
  void reload();
  void take_signals();
  bool stop_asked();
  void keep_watchdog();

  ServeOptions options_;
  Zones& zones_;
  Signals signals_;
  std::optional<std::chrono::microseconds> watchdog_;
  std::chrono::steady_clock::time_point last_watchdog_{};
  std::unique_ptr<Settings> settings_;
  std::unique_ptr<House> house_;
  std::unique_ptr<ControlServer> control_;
  std::vector<ControlRequest> waiting_;  // for the end of a cycle
  Web web_;
  std::optional<Instant> cycle_began_;  // the last one
  bool stop_ = false;
  bool reload_ = false;
  bool answering_ = false;
  std::chrono::steady_clock::time_point last_answers_{};  // to who asked meanwhile
  bool configuration_refused_ = false;                    // the file's newest version is not the one in force
};

}  // namespace evenkeel
