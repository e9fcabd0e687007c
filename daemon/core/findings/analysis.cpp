#include "core/findings/analysis.hpp"

#include "core/findings/scene.hpp"
#include "core/findings/severity.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace evenkeel {

namespace {

using Reach = FindingKind::Reach;

constexpr std::array<FindingKind, 10> kinds{{
    {"crunch", find_crunch, Reach::wide},
    {"joint-crunch", find_joint_crunch, Reach::wide},
    {"travel-in-crunch", find_travel_in_crunch, Reach::wide},
    {"uncovered", find_uncovered, Reach::local},
    {"no-slot", find_no_slot, Reach::wide},
    {"both-away", find_both_away, Reach::wide},
    {"shared-event", find_shared_event, Reach::local},
    {"protected-time", find_protected_time, Reach::local},
    {"after-hours", find_after_hours, Reach::local},
    {"double-booked", find_double_booked, Reach::local},
}};

/// Of equal keys the later ones, by start, then end, get .2, .3.
bool number_equal_keys(std::vector<Finding>& findings) {
  std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
    return std::tie(a.key, a.time) < std::tie(b.key, b.time);
  });
  bool any = false;
  std::size_t place = 1;
  std::string last;
  for (Finding& f : findings) {
    place = f.key == last ? place + 1 : 1;
    if (place == 1) last = f.key;
    if (place > 1) f.key += "." + std::to_string(place);
    any = any || place > 1;
  }
  return any;
}

}  // namespace

std::span<const FindingKind> finding_kinds() {
  return kinds;
}

std::vector<Finding> raw_findings(const Scene& scene, std::span<const FindingKind> some) {
  std::vector<Finding> all;
  for (const FindingKind& kind : some) std::ranges::move(kind.find(scene), std::back_inserter(all));
  std::erase_if(all, [&scene](const Finding& f) { return !scene.is_reported(f.time); });
  for (Finding& f : all) f.severity = severity_of(f, scene.world.now);
  return all;
}

std::vector<Finding> findings_of_pass(const PassInput& input, bool* numbered) {
  const Scene scene(input);
  std::vector<Finding> all;
  for (const FindingKind& kind : kinds) std::ranges::move(kind.find(scene), std::back_inserter(all));
  if (number_equal_keys(all) && numbered != nullptr) *numbered = true;
  std::erase_if(all, [&scene](const Finding& f) { return !scene.is_reported(f.time); });
  for (Finding& f : all) f.severity = severity_of(f, scene.world.now);
  std::ranges::sort(all, [](const Finding& a, const Finding& b) {
    return std::tie(a.time, a.key) < std::tie(b.time, b.key);
  });
  return all;
}

std::vector<Finding> merge_passes(const World& world, std::vector<Finding> first,
                                  std::vector<Finding> second) {
  std::set<std::string, std::less<>> known;
  for (const Finding& f : first) known.insert(f.key);
  for (Finding& f : second) {
    if (known.contains(f.key)) continue;
    f.if_accepted = true;
    f.severity = std::min(f.severity, Severity::warning);
    first.push_back(std::move(f));
  }
  for (Finding& f : first) {
    const auto seen = world.snapshot->first_seen.find(f.key);
    f.since = seen != world.snapshot->first_seen.end() ? seen->second : world.now;
  }
  std::ranges::sort(first, listed_before);
  return first;
}

std::vector<Finding> reported(const World& world, std::vector<Finding> findings) {
  std::erase_if(findings, [&](const Finding& f) {
    return std::ranges::find(world.settings->alerts.mute, f.kind) != world.settings->alerts.mute.end();
  });
  return findings;
}

bool listed_before(const Finding& a, const Finding& b) {
  if (a.severity != b.severity) return a.severity > b.severity;
  return std::tie(a.time.start, a.kind, a.key) < std::tie(b.time.start, b.kind, b.key);
}

}  // namespace evenkeel
