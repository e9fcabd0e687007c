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

bool SeriesExceptions::exclude_override(const Instance& instance, Budget& budget) const {
  if (!exclude(instance)) return false;
  const bool meant = std::ranges::binary_search(keys_, series_.key(instance));
  return meant || series_.all_day() || series_.has(instance, budget);
}

}  // namespace evenkeel
