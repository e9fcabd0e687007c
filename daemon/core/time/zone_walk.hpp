// Many civil times of one zone to instants, one near the other.
#pragma once

#include "core/time/zone.hpp"

namespace evenkeel {

/// Remembers the stretch of the last answer; gives what Zone::to_instant gives.
class ZoneWalk {
 public:
  explicit ZoneWalk(const Zone& zone) : zone_(&zone) {}

  Instant to_instant(LocalTime t) {
    if (t < stretch_.from || t >= stretch_.until) stretch_ = zone_->stretch(t);
    return Instant{(t - stretch_.offset).time_since_epoch()};
  }
  /// Whether the civil time of the last answer does not exist.
  [[nodiscard]] bool skipped(LocalTime t) const { return t >= stretch_.skipped_from; }
  [[nodiscard]] const Zone& zone() const { return *zone_; }
  Instant midnight(Date d) { return to_instant(LocalTime{d}); }

 private:
  const Zone* zone_;
  Zone::Stretch stretch_{LocalTime::max(), LocalTime::min(), Seconds{0}, LocalTime::max()};
};

}  // namespace evenkeel
