// The middle of the cycle, from what is stored to what is decided, on a household whose calendars were pulled
// and whose shared calendar was published to.
#include "app/cycle/cycle.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/house.hpp"
#include "app/main/session.hpp"
#include "bench/household.hpp"
#include "io/system/own_memory.hpp"

#include <benchmark/benchmark.h>
#include <malloc.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace evenkeel::bench {
namespace {

/// A directory of its own, gone at the end.
class Directory {
 public:
  Directory() {
    std::string name = std::filesystem::temp_directory_path() / "evenkeel-bench-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// The household as the service has it after a few cycles: nothing is left to be sent.
class Running {
 public:
  explicit Running(HouseholdSize size) : zones_(system_zones()) {
    keep_memory_low();  // as the programs do
    auto settings = load_configuration(write_household(directory_.path(), size), zones_);
    if (!settings) throw std::runtime_error(settings.error().text);
    settings_ = std::move(*settings);
    auto house = House::open(*settings_, zones_, household_now, Access::write, PasswordCommands::refused);
    if (!house) throw std::runtime_error(house.error().text);
    house_ = std::move(*house);
    for (int i = 0; i < 2; ++i) {
      const CycleReport report = run_cycle(house_->parts(), {});
      if (report.exit_status() != 0) throw std::runtime_error(report.failures.front().second.text);
    }
  }
  [[nodiscard]] Parts parts() { return house_->parts(); }
  [[nodiscard]] std::unique_ptr<Outcome> look(Suggestions suggestions) {
    CycleReport report;
    auto outcome = evenkeel::look(house_->parts(), Viewer{}, report, suggestions);
    if (!outcome) throw std::runtime_error(outcome.error().text);
    return std::move(*outcome);
  }

  /// What the middle begins with, read from the store.
  [[nodiscard]] Snapshot snapshot() {
    auto snapshot = snapshot_of(*settings_, house_->store(), household_now);
    if (!snapshot) throw std::runtime_error(snapshot.error().text);
    return std::move(*snapshot);
  }
  /// The middle alone, for what the service publishes and tells, or for all that can be asked.
  [[nodiscard]] std::unique_ptr<Outcome> middle(Snapshot snapshot, Suggestions suggestions) {
    if (!memory_) {
      memory_ = memory_of(*settings_, house_->store(), {}).value();
      identity_.emplace(house_->parts().load_key().value().value(), settings_->household_id);
    }
    return evenkeel::middle({.settings = *settings_,
                             .zones = zones_,
                             .now = household_now,
                             .viewer = {},
                             .identity = &*identity_,
                             .memory = *memory_,
                             .texts = texts_,
                             .suggestions = suggestions},
                            std::move(snapshot));
  }

  /// One meeting of Alex's next week takes place a quarter of an hour later or earlier.
  void change_one() {
    const SourceName name = settings_->partners[0].calendars.front().name;
    if (!changed_) {
      auto objects = house_->store().objects(name);
      for (StoredObject& one : objects.value()) {
        const Component& c = one.object.components.front();
        if (c.kind != ComponentKind::event || !c.rrules.empty() || !c.dtend) continue;
        const auto* start = std::get_if<ZonedTime>(&*c.dtstart);
        if (start == nullptr || start->local < LocalTime(household_now.time_since_epoch() + Days(7)))
          continue;
        changed_ = std::move(one);
        break;
      }
    }
    later_ = !later_;
    Component& c = changed_->object.components.front();
    for (auto* time : {&*c.dtstart, &*c.dtend})
      std::get<ZonedTime>(*time).local += Minutes(later_ ? 15 : -15);
    const auto state = house_->store().sync_state(name);
    const auto done = house_->store().commit(name, {.changed = {*changed_},
                                                    .unreadable = {},
                                                    .emptied = {},
                                                    .removed = {},
                                                    .state = state.value(),
                                                    .whole = true});
    if (!done) throw std::runtime_error(done.error().text);
  }

 private:
  Directory directory_;
  Zones zones_;
  std::unique_ptr<Settings> settings_;
  std::unique_ptr<House> house_;
  AgendaTexts texts_;
  std::optional<Memory> memory_;
  std::optional<Identity> identity_;
  std::optional<StoredObject> changed_;
  bool later_ = false;
};

/// VmHWM: the most memory that the process has held; VmRSS: what it holds; in MB.
double memory(std::string_view name) {
  std::ifstream file("/proc/self/status");
  for (std::string word; file >> word;) {
    double kilobytes = 0;
    if (word == name && file >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

void count(benchmark::State& state, const Outcome& outcome) {
  std::size_t objects = 0;
  for (const SourceSnapshot& source : outcome.snapshot.sources) objects += source.objects.size();
  std::size_t occurrences = outcome.world.household_events.size();
  for (const auto& engagements : outcome.world.engagements) occurrences += engagements.size();
  state.counters["objects"] = static_cast<double>(objects);
  state.counters["occurrences"] = static_cast<double>(occurrences);
  state.counters["windows"] = static_cast<double>(outcome.analysis.rota.entries.size());
  state.counters["findings"] = static_cast<double>(outcome.analysis.findings.size());
}

/// From the store, nothing known from before.
void whole(benchmark::State& state, HouseholdSize size, Suggestions suggestions) {
  Running household(size);
  malloc_trim(0);
  state.counters["MB before"] = memory("VmRSS:");
  std::ofstream("/proc/self/clear_refs") << "5";  // the peak begins anew
  std::unique_ptr<Outcome> outcome;
  for (auto _ : state) {
    outcome.reset();
    outcome = household.look(suggestions);
  }
  count(state, *outcome);
  state.counters["MB"] = memory("VmHWM:");
}

/// From expansion to reconciliation; the store is read before.
void middle_alone(benchmark::State& state, HouseholdSize size, Suggestions suggestions) {
  Running household(size);
  std::unique_ptr<Outcome> outcome;
  for (auto _ : state) {
    state.PauseTiming();
    outcome.reset();
    Snapshot snapshot = household.snapshot();
    state.ResumeTiming();
    outcome = household.middle(std::move(snapshot), suggestions);
  }
  count(state, *outcome);
}

/// From the store after one object of it was changed.
void one_changed(benchmark::State& state) {
  Running household(HouseholdSize::usual);
  std::unique_ptr<Outcome> outcome;
  for (auto _ : state) {
    state.PauseTiming();
    household.change_one();
    state.ResumeTiming();
    outcome = household.look(Suggestions::of_what_is_told);
  }
  count(state, *outcome);
}

void usual_whole(benchmark::State& state) {
  whole(state, HouseholdSize::usual, Suggestions::added);
}
void large_whole(benchmark::State& state) {
  whole(state, HouseholdSize::large, Suggestions::of_what_is_told);
}
void large_whole_all(benchmark::State& state) {
  whole(state, HouseholdSize::large, Suggestions::added);
}

void usual_middle(benchmark::State& state) {
  middle_alone(state, HouseholdSize::usual, Suggestions::of_what_is_told);
}
void usual_middle_all(benchmark::State& state) {
  middle_alone(state, HouseholdSize::usual, Suggestions::added);
}
void usual_middle_none(benchmark::State& state) {
  middle_alone(state, HouseholdSize::usual, Suggestions::left_out);
}

BENCHMARK(usual_middle)
    ->Name("usual household, middle in the service/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(usual_middle_all)
    ->Name("usual household, middle for a command/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(usual_middle_none)
    ->Name("usual household, middle without suggestions/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(usual_whole)
    ->Name("usual household, from the store, for a command/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(one_changed)
    ->Name("usual household, from the store, one object changed, in the service/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(large_whole)
    ->Name("20,000 events, from the store, in the service/evenkeel")
    ->Unit(benchmark::kMillisecond);
BENCHMARK(large_whole_all)
    ->Name("20,000 events, from the store, for a command/evenkeel")
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace evenkeel::bench
