// From text to sorted occurrences as the daemon does it, and the year that all benchmarks expand.
#pragma once

#include "core/calendar/expand.hpp"
#include "core/ical/read.hpp"
#include "io/system/zoneinfo.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenkeel::bench {

inline constexpr Interval year_2026{Instant{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}},
                                    Instant{std::chrono::sys_days{std::chrono::year{2027} / 1 / 1}}};

inline std::vector<CalendarObject> read_text(std::string_view text) {
  auto result = ical::read(text, {});
  if (!result) throw std::runtime_error(result.error().text);
  return std::move(result->objects);
}

/// Each resource by itself, as they come from a server.
inline std::vector<CalendarObject> read_all(const std::vector<std::string>& resources) {
  std::vector<CalendarObject> objects;
  objects.reserve(resources.size());
  for (const auto& one : resources) std::ranges::move(read_text(one), std::back_inserter(objects));
  return objects;
}

/// Expands 2026, the owner in Berlin, and hands each object's occurrences to `visit`. The budget is wide
/// enough for everything here.
template <typename Visit>
void expand_each(const std::vector<CalendarObject>& objects, Zones& zones, Visit visit) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  SourceBudget budget{most, most};
  const ExpandOptions options{.zones = &zones, .owner = zones.named("Europe/Berlin"), .range = year_2026};
  Expander expander(options);
  for (const auto& object : objects) visit(expander.expand(object, budget).occurrences);
}

/// All occurrences of 2026 by start.
inline std::vector<Occurrence> expand_sorted(const std::vector<CalendarObject>& objects, Zones& zones) {
  std::vector<Occurrence> all;
  expand_each(objects, zones,
              [&](const std::vector<Occurrence>& some) { all.insert(all.end(), some.begin(), some.end()); });
  std::ranges::sort(all, {}, [](const Occurrence& o) { return o.time.start; });
  return all;
}

}  // namespace evenkeel::bench
