// The order in which occurrences are kept, whatever order they were read in; and the body of timed ones.
#pragma once

#include "core/calendar/occurrence.hpp"

#include <algorithm>
#include <tuple>

namespace evenkeel {

/// By start, end, UID, RECURRENCE-ID.
inline bool earlier(const Occurrence& a, const Occurrence& b) {
  if (a.time != b.time) return a.time < b.time;
  if (a.component->uid != b.component->uid) return a.component->uid < b.component->uid;
  return a.recurrence_id < b.recurrence_id;
}

/// [start, end) widened by X-APPLE-TRAVEL-DURATION before it; of zero length: empty (DESIGN section 5, Body).
inline Interval timed_body(const Occurrence& o) {
  if (o.time.empty()) return {};
  return {o.time.start - std::max(o.component->travel, Seconds{0}), o.time.end};
}

}  // namespace evenkeel
