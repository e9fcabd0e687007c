#include "bench/libical_way.hpp"

#include <algorithm>
#include <stdexcept>

namespace evenkeel::bench::libical {
namespace {

icaltimetype day(int year) {
  icaltimetype time = icaltime_null_time();
  time.year = year;
  time.month = time.day = 1;
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

void keep(icalcomponent* /*event*/, icaltime_span* span, void* into) {
  static_cast<std::vector<icaltime_span>*>(into)->push_back(*span);
}

template <typename Visit>
void each_event(const std::vector<Tree>& trees, Visit visit) {
  for (const auto& tree : trees) {
    auto* event = icalcomponent_get_first_component(tree.get(), ICAL_VEVENT_COMPONENT);
    for (; event != nullptr; event = icalcomponent_get_next_component(tree.get(), ICAL_VEVENT_COMPONENT)) {
      visit(event);
    }
  }
}

std::size_t iterate(const icalrecurrencetype& rule, icaltimetype start) {
  std::size_t count = 0;
  const time_t begin = icaltime_as_timet(day(2026));
  const time_t end = icaltime_as_timet(day(2027));
  auto* iterator = icalrecur_iterator_new(rule, start);
  if (iterator == nullptr) return 0;
  if (rule.count == 0) icalrecur_iterator_set_start(iterator, day(2026));
  for (auto next = icalrecur_iterator_next(iterator); icaltime_is_null_time(next) == 0;
       next = icalrecur_iterator_next(iterator)) {
    const time_t at = icaltime_as_timet_with_zone(next, next.zone);
    if (at >= end) break;
    if (at >= begin) ++count;
  }
  icalrecur_iterator_free(iterator);
  return count;
}

}  // namespace

Tree parse(const std::string& text) {
  Tree tree(icalparser_parse_string(text.c_str()));
  if (!tree) throw std::runtime_error("libical cannot read it");
  return tree;
}

std::vector<icaltime_span> expand(const std::vector<Tree>& trees) {
  std::vector<icaltime_span> spans;
  each_event(trees, [&](icalcomponent* event) {
    icalcomponent_foreach_recurrence(event, day(2026), day(2027), keep, &spans);
  });
  std::ranges::sort(spans, {}, &icaltime_span::start);
  return spans;
}

std::size_t iterate(const std::vector<Tree>& trees) {
  std::size_t count = 0;
  each_event(trees, [&](icalcomponent* event) {
    auto* property = icalcomponent_get_first_property(event, ICAL_RRULE_PROPERTY);
    if (property == nullptr) return;
    count += iterate(icalproperty_get_rrule(property), icalcomponent_get_dtstart(event));
  });
  return count;
}

}  // namespace evenkeel::bench::libical
