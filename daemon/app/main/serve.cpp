#include "app/main/serve.hpp"

#include "app/commands/status.hpp"
#include "app/commands/terminal.hpp"
#include "app/main/operators.hpp"
#include "app/main/service.hpp"
#include "app/main/whose.hpp"
#include "app/service/requests.hpp"
#include "app/service/schedule.hpp"
#include "core/words/counted.hpp"
#include "io/settings/places.hpp"
#include "io/system/notify.hpp"
#include "io/system/own_memory.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace evenkeel {
namespace {

/// Under the unit, passwords come as credentials (DESIGN section 9).
PasswordCommands password_commands() {
  return std::getenv("NOTIFY_SOCKET") != nullptr ? PasswordCommands::refused : PasswordCommands::allowed;
}

}  // namespace

void Service::take_signals() {
  for (const Signal signal : signals_.take()) {
    if (signal == Signal::reload) {
      reload_ = true;
    } else {
      stop_ = true;
    }
  }
}

void Service::keep_watchdog() {
  if (!watchdog_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_watchdog_ < *watchdog_ / 2) return;
  last_watchdog_ = now;
  notify_watchdog();
}

/// Asked often while a cycle waits for servers.
bool Service::stop_asked() {
  take_signals();
  keep_watchdog();
  return stop_;
}

bool Service::begin(std::optional<Instant> now) {
  auto settings = load_configuration(options_.config, zones_);
  if (!settings) {
    std::fputs((printable("evenkeeld: " + settings.error().text, true) + "\n").c_str(), stderr);
    return false;
  }
  settings_ = std::move(*settings);
  auto house = House::open(*settings_, zones_, now, Access::write, password_commands());
  if (!house) {
    spdlog::error("{}", printable(house.error().text));
    return false;
  }
  house_ = std::move(*house);
  house_->set_stop({signals_.fd()}, [this] { return stop_asked(); });
  return true;
}

int Service::once() {
  const Parts parts = house_->parts();
  const Instant started = parts.clock.now();
  const CycleReport report = run_cycle(parts, {});
  static_cast<void>(parts.store.save_fact("last-cycle", cycle_fact(report, started)));
  const auto told = tell_operators(*house_, report, started);
  return told || report.exit_status() != 0 ? report.exit_status() : 3;
}

void Service::cycle() {
  zones_.make_room();
  cycle_began_ = house_->clock().now();  // also where the state cannot be opened: it is tried again when due
  if (const auto kept = house_->keep_state(); !kept) {
    spdlog::error("{}", printable(kept.error().text));
    return;
  }
  const Parts parts = house_->parts();
  const Instant started = parts.clock.now();
  cycle_began_ = started;
  const CycleReport report = run_cycle(parts, {.pull = CycleOptions::Pull::due});
  if (report.stopped) return;
  static_cast<void>(parts.store.save_fact("last-cycle", cycle_fact(report, started)));
  house_->forget_refused_secrets(report);
  tell_operators(*house_, report, started);
  std::size_t findings = 0;
  if (report.outcome) findings = report.outcome->analysis.findings.size();
  notify_status(
      fmt::format("{}{}; {} of {} calendars with trouble",
                  configuration_refused_ ? "The new configuration is wrong, the old one stays; " : "",
                  counted(findings, "finding"), report.failures.size(), parts.sources.size()));
}

void Service::wait_until(Instant next) {
  Instant before = house_->clock().now();
  while (!stop_ && !reload_) {
    const Instant now = house_->clock().now();
    // Set back, the clock says that what is next is far away: by the one that ran ahead it was reckoned.
    if (now < before) next = std::min(next, next_cycle(house_->parts()));
    before = now;
    const auto left = next - now;
    if (left <= Seconds{0}) {
      static_cast<void>(stop_asked());
      return;
    }
    std::chrono::milliseconds timeout = std::min<std::chrono::milliseconds>(left, std::chrono::hours(1));
    if (watchdog_) {
      timeout = std::min(timeout, std::chrono::duration_cast<std::chrono::milliseconds>(*watchdog_ / 2));
    }
    if (control_->resting() || web_.resting()) timeout = std::min(timeout, std::chrono::milliseconds(1000));
    if (!waiting_.empty()) timeout = {};
    std::vector<pollfd> fds{{.fd = signals_.fd(), .events = POLLIN, .revents = 0}};
    for (const int fd : control_->fds()) fds.push_back({.fd = fd, .events = POLLIN, .revents = 0});
    web_.wait_on(fds);
    ::poll(fds.data(), fds.size(), static_cast<int>(timeout.count()));
    take_signals();
    keep_watchdog();
    // What was asked for may have made a source due (a sign-in).
    if (stop_) return;
    const bool answered = answer_requests();
    if (answered) {
      next = std::min(next, next_cycle(house_->parts()));
      web_.forget();
    }
    const bool drew = web_.answer(house_->parts());
    if (answered || drew) rest();
  }
}

void Service::reload() {
  reload_ = false;
  notify_reloading();
  auto settings = load_configuration(options_.config, zones_);
  if (!settings) {
    spdlog::error("the new configuration is not taken, the old one stays");
    std::istringstream problems(settings.error().text);
    for (std::string each; std::getline(problems, each);) spdlog::error("{}", printable(each));
    configuration_refused_ = true;
  } else if ((*settings)->state != settings_->state) {
    spdlog::error("household.state cannot be changed by a reload; restart the service");
  } else {
    configuration_refused_ = false;
    house_->use(**settings);
    settings_ = std::move(*settings);
    spdlog::info("configuration read again");
  }
  notify_ready();
}

/// Nothing is done until the next cycle, or until somebody asks.
void Service::rest() {
  house_->store().rest();
  give_back_memory();
}

void Service::loop() {
  while (!stop_) {
    cycle();
    if (reload_ && !stop_) {  // who asked after it means the new configuration
      reload();
      web_.use(*settings_);
      continue;
    }
    answer_requests();
    if (stop_) break;
    web_.use(*settings_);
    rest();
    wait_until(next_cycle(house_->parts(), cycle_began_));
    if (reload_) reload();
  }
}

int Service::run() {
  std::optional<Instant> now;
  if (!options_.now.empty()) {
    const auto given = fixed_now(options_.now);
    if (!given) {
      std::fputs((printable("evenkeeld: " + given.error().text) + "\n").c_str(), stderr);
      return 2;
    }
    now = *given;
  }
  if (!begin(now)) return settings_ ? 4 : 2;
  if (options_.once) return once();
  auto control = listen_control(control_path(service_instance(settings_->file).value_or("")));
  if (!control) {
    spdlog::error("{}", printable(control.error().text));
    return 4;
  }
  control_ = std::move(*control);
  web_.use(*settings_);
  house_->set_meanwhile([this] { answer_meanwhile(); },
                        [this] {
                          return reload_ || std::ranges::any_of(waiting_, [](const ControlRequest& r) {
                                   return !waits_for_pulls(r.content);
                                 });
                        });
  notify_ready();
  loop();
  notify_stopping();
  return 0;
}

int serve(const ServeOptions& options) {
  auto signals = Signals::open();
  if (!signals) {
    spdlog::error("{}", signals.error().text);
    return 4;
  }
  Zones zones = system_zones();
  Service service(options, zones, std::move(*signals));
  return service.run();
}

}  // namespace evenkeel
