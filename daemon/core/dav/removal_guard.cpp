#include "core/dav/removal_guard.hpp"

#include <algorithm>
#include <unordered_set>

namespace evenkeel::dav {
namespace {

constexpr std::size_t fewest = 10;
constexpr Seconds second_look = std::chrono::hours(1);

using Hrefs = std::unordered_set<Href>;

std::size_t objects(const std::vector<Missing>& missing) {
  std::size_t sum = 0;
  for (const auto& m : missing) sum += m.objects;
  return sum;
}

bool is_mass(const std::vector<Missing>& missing, std::size_t known_objects, bool doubtful) {
  const auto sum = objects(missing);
  return doubtful ? sum > 0 : sum >= fewest && sum * 2 > known_objects;
}

void hold(const std::vector<Missing>& missing, Instant since, std::size_t measure, SyncState& state) {
  state.held.clear();
  for (const auto& m : missing) state.held.push_back(m.href);
  std::ranges::sort(state.held);  // one state for one set
  state.held_since = since;
  state.measure = measure;
}

void let_go(SyncState& state) {
  state.held.clear();
  state.held_since.reset();
  state.measure.reset();
}

/// What a share is taken of. That of a hold ends with what it holds.
std::size_t measure_of(const std::vector<Missing>& again, std::size_t known_objects, const SyncState& state,
                       bool doubtful) {
  const auto measure = std::min<std::size_t>(known_objects, state.measure.value_or(known_objects));
  return state.held_since && !is_mass(again, measure, doubtful) ? known_objects : measure;
}

}  // namespace

std::vector<Missing> released(const std::vector<Missing>& missing, std::size_t known_objects, bool accepted,
                              Instant now, SyncState& state, bool doubtful) {
  const Hrefs held(state.held.begin(), state.held.end());
  std::vector<Missing> again;
  std::vector<Missing> fresh;
  for (const auto& m : missing) (held.contains(m.href) ? again : fresh).push_back(m);
  const auto measure = measure_of(again, known_objects, state, doubtful);
  // What a person lets through is what was held; where nothing was, another calendar was configured.
  if (accepted ? !state.held_since : !is_mass(missing, measure, doubtful)) {
    let_go(state);
    return missing;
  }
  // A clock that was set back must not hold for ever.
  const bool first = !state.held_since || *state.held_since > now || !is_mass(again, measure, doubtful);
  if (first && !accepted) {
    hold(missing, now, measure, state);
    return {};
  }
  if (!accepted && now - *state.held_since < second_look) {
    hold(again, *state.held_since, measure, state);
    return {};
  }
  let_go(state);
  if (!is_mass(fresh, known_objects, doubtful)) return missing;
  hold(fresh, now, known_objects, state);
  return again;
}

std::uint32_t held_objects(const std::vector<Missing>& missing, const SyncState& state) {
  if (!state.held_since) return 0;
  // What is missing and not in `held` (seen missing for the first time between two looks) stays as well.
  const Hrefs held(state.held.begin(), state.held.end());
  std::size_t sum = 0;
  for (const auto& m : missing) sum += held.contains(m.href) ? m.objects : 0;
  return static_cast<std::uint32_t>(sum);
}

}  // namespace evenkeel::dav
