// Senders ship rules of their own under names that tzdata knows; its rules count (DESIGN section 3). Where
// the two differ in the time that was asked for, that is said: a sender's program is old, or our tzdata is.
#pragma once

#include "core/calendar/object.hpp"
#include "core/time/zone.hpp"

#include <vector>

namespace evenkeel {

struct ExpandOptions;
struct Expansion;

/// For one object after the other, with the same options; most come with the same VTIMEZONEs.
class StaleZones {
 public:
  /// Adds a warning to `expansion` for each VTIMEZONE of the object that shows another time than the zone of
  /// its name at the start of one of the occurrences, which are sorted by start.
  void warn(const CalendarObject& object, const ExpandOptions& options, Expansion& expansion);

 private:
  /// A VTIMEZONE beside the zone that counts in its place; without that it is needed itself.
  struct Sent {
    VTimezone timezone;
    const Zone* zone = nullptr;
    const Zone* counts = nullptr;
  };
  /// One of the present object's.
  struct Pair {
    const TzId* tzid;
    const Zone* sent;
    const Zone* counts;
    bool differs = false;
    Instant same_until = Instant::min();  // as far as the two were compared

    void compare_at(Instant t);
  };

  const Sent& sent(const VTimezone& timezone, const ExpandOptions& options);
  Pair* pair_for(const Component& component);

  std::vector<Sent> known_;
  std::vector<Pair> pairs_;
};

}  // namespace evenkeel
