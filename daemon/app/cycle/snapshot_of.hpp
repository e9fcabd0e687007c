// What is stored, as the middle of the cycle looks at it.
#pragma once

#include "app/cycle/middle.hpp"
#include "ports/store.hpp"

#include <set>
#include <vector>

namespace evenkeel {

/// Every source of the household in configuration order: partners', the household's, shared calendars,
/// helpers', and the feeds of [opportunities], which nothing else looks at.
[[nodiscard]] std::vector<const SourceSettings*> sources_of(const Settings& settings);

/// Sources that were pulled whole at least once and were heard of within their `forget_after`.
[[nodiscard]] Expected<Snapshot> snapshot_of(const Settings& settings, Store& store, Instant now);

/// What is remembered of evenkeel's own events; `pulled`: sources whose pull has just succeeded.
/// Where a shared calendar was when it was last seen whole: the fact, and what it says of today's
/// configuration. Nothing secret.
[[nodiscard]] std::string place_fact(const SharedCalendar& calendar);
[[nodiscard]] std::string place_of(const SharedCalendar& calendar);

[[nodiscard]] Expected<Memory> memory_of(const Settings& settings, Store& store,
                                         const std::set<SourceName>& pulled);

}  // namespace evenkeel
