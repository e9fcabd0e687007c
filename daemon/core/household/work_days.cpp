#include "core/household/hours.hpp"

#include <algorithm>

namespace evenkeel {

namespace {
constexpr DayRange instead_of_work{Hours(9), Hours(17)};
}

WorkDays::WorkDays(const Partner& partner, DateSpan held) : held_(held) {
  std::vector<Interval> hours;
  for (Date d = held.first; d < held.end; d += Days(1)) {
    begin_.push_back(bodies_.size());
    std::vector<Interval> day;
    for (const DayRange& range : partner.working_hours.on(d))
      day.push_back(range_on(d, range, *partner.zone));
    // People write the afternoon first, or ranges that overlap.
    const IntervalSet in_order(std::move(day));
    for (const Interval& range : in_order.parts()) {
      bodies_.push_back(range);
      hours.push_back(range);
    }
    if (partner.working_hours.on(d).empty()) bodies_.push_back(range_on(d, instead_of_work, *partner.zone));
  }
  begin_.push_back(bodies_.size());
  hours_ = IntervalSet(std::move(hours));
}

std::span<const Interval> WorkDays::bodies(DateSpan dates) const {
  const Date first = std::max(dates.first, held_.first);
  const Date end = std::min(dates.end, held_.end);
  if (first >= end) return {};
  const std::size_t from = begin_[static_cast<std::size_t>((first - held_.first).count())];
  const std::size_t to = begin_[static_cast<std::size_t>((end - held_.first).count())];
  return std::span(bodies_).subspan(from, to - from);
}

}  // namespace evenkeel
