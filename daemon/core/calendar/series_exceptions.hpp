// EXDATE: what is taken out of a series (RFC 5545 3.8.5.1).
#pragma once

#include "core/calendar/series_rules.hpp"

#include <vector>

namespace evenkeel {

/// A DATE-TIME takes out the instance at that instant; a DATE all of a timed series on that date of its zone.
class SeriesExceptions {
 public:
  SeriesExceptions(const std::vector<EventTime>& exdates, const SeriesRules& series, const Placing& placing);

  [[nodiscard]] bool exclude(const Instance& instance) const {
    if (keys_.empty() && dates_.empty()) return false;
    return std::ranges::binary_search(keys_, series_.key(instance)) ||
           std::ranges::binary_search(dates_, std::chrono::floor<Days>(instance.local));
  }

 private:
  const SeriesRules& series_;
  std::vector<InstanceKey> keys_;
  std::vector<Date> dates_;
};

}  // namespace evenkeel
