#include "core/calendar/series_exceptions.hpp"

namespace evenkeel {

SeriesExceptions::SeriesExceptions(const std::vector<EventTime>& exdates, const SeriesRules& series,
                                   const Placing& placing)
    : series_(series) {
  for (const auto& exdate : exdates) {
    if (const auto* date = std::get_if<Date>(&exdate)) {
      dates_.push_back(*date);
    } else {
      keys_.push_back(series.key(series.instance_of(exdate, placing)));
    }
  }
  std::ranges::sort(keys_);
  std::ranges::sort(dates_);
}

}  // namespace evenkeel
