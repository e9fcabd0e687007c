#include "core/calendar/series_rules.hpp"

#include <utility>

namespace evenkeel {
namespace {

bool is_date(const EventTime& time) {
  return std::holds_alternative<Date>(time);
}

}  // namespace

std::string why_not(const Expected<RecurrenceRule>& rule, const Component& master) {
  if (!rule) return rule.error().text;
  const EventTime* start = start_of(master);
  if (rule->frequency < Frequency::daily && start != nullptr && is_date(*start)) {
    return "recurrence rule: a frequency below DAILY for dates";
  }
  return {};
}

SeriesRules::SeriesRules(const Component& master, std::span<const RecurrenceRule* const> rules,
                         const Placing& placing, bool& backwards)
    : rules_(rules),
      owner_(placing.owner()),
      zone_(placing.zone_of(*start_of(master))),
      all_day_(is_date(*start_of(master))),
      dtstart_(Placing::local_of(*start_of(master))) {
  if (all_day_ && !master.dates_zone.empty()) dates_zone_ = &placing.zone_named(master.dates_zone);
  explicit_.reserve(master.rdates.size());
  for (const auto& rdate : master.rdates) add_explicit(rdate, placing, backwards);
  // Of a date and a period with one start the period says more, of two periods the longer.
  std::ranges::sort(explicit_, {}, [&](const Explicit& e) {
    return std::pair(key(e.instance), e.extent ? -e.extent->longest() : Seconds::max());
  });
  const auto twice = std::ranges::unique(explicit_, {}, [&](const Explicit& e) { return key(e.instance); });
  explicit_.erase(twice.begin(), twice.end());
}

LocalTime SeriesRules::local_in_series(const EventTime& time, const Placing& placing) const {
  const auto time_of_day = dtstart_ - std::chrono::floor<Days>(dtstart_);
  if (const auto* date = std::get_if<Date>(&time)) return LocalTime{*date} + time_of_day;
  if (!all_day_) return zone_.to_local(placing.instant_of(time));
  const auto* instant = std::get_if<Instant>(&time);
  const LocalTime written = Placing::local_of(time);
  const Date date = std::chrono::floor<Days>(written);
  if (instant != nullptr && dates_zone_ != nullptr) return LocalTime{date_meant(*instant)};
  // Some write the date as midnight UTC, others the owner's midnight in UTC.
  if (instant == nullptr || written == LocalTime{date}) return LocalTime{date};
  return LocalTime{owner_.date_of(*instant)};
}

// An offset is all that is known of some zones: with daylight saving their midnight may show as 23:00.
Date SeriesRules::date_meant(Instant midnight) const {
  const LocalTime local = dates_zone_->to_local(midnight);
  const Date date = std::chrono::floor<Days>(local);
  return local - LocalTime{date} == Hours{23} ? date + Days{1} : date;
}

Instance SeriesRules::instance_of(const EventTime& time, const Placing& placing) const {
  const LocalTime local = local_in_series(time, placing);
  if (all_day_ || is_date(time)) return {local, zone_.to_instant(local)};
  return {local, placing.instant_of(time)};
}

void SeriesRules::add_explicit(const std::variant<EventTime, RDatePeriod>& rdate, const Placing& placing,
                               bool& backwards) {
  if (const auto* time = std::get_if<EventTime>(&rdate)) {
    explicit_.push_back({instance_of(*time, placing), std::nullopt});
    return;
  }
  const auto& period = std::get<RDatePeriod>(rdate);
  const auto* end = std::get_if<EventTime>(&period.end);
  Extent extent;
  if (all_day_ && end != nullptr) {
    const Days days = std::chrono::ceil<Days>(Placing::local_of(*end) - Placing::local_of(period.start));
    extent = extent_for(true, {days, Seconds{0}}, backwards);
  } else if (end != nullptr) {
    extent = extent_to(period.start, *end, placing, backwards);
  } else {
    extent = extent_for(all_day_, std::get<NominalDuration>(period.end), backwards);
  }
  longest_period_ = std::max(longest_period_, extent.longest());
  explicit_.push_back({instance_of(period.start, placing), extent});
}

bool SeriesRules::has(const Instance& instance, Budget& budget) const {
  bool found = false;
  const Hours around{3};  // a clock that skips it shows it later
  each(instance.local - around, instance.local + around, budget, [&](const Instance& one) {
    found = key(one) == key(instance);
    return !found;
  });
  return found;
}

bool SeriesRules::among_explicit(InstanceKey wanted) const {
  return std::ranges::binary_search(explicit_, wanted, {},
                                    [&](const Explicit& e) { return key(e.instance); });
}

SeriesRules::Limit SeriesRules::limit_of(const RecurrenceRule& rule) const {
  Limit limit;
  if (!rule.until) return limit;
  const auto* const utc = std::get_if<Instant>(&*rule.until);
  const Date date = dates_zone_ != nullptr && utc != nullptr ? date_meant(*utc) : until_date(*rule.until);
  if (all_day_ || std::holds_alternative<Date>(*rule.until)) {
    limit.local = LocalTime{date + Days{1}} - Seconds{1};
  } else if (const auto* local = std::get_if<LocalTime>(&*rule.until)) {
    limit.local = *local;
  } else {
    limit.instant = std::get<Instant>(*rule.until);
    limit.local = zone_.to_local(limit.instant) + Days{1};  // around a gap civil time runs ahead
  }
  return limit;
}

}  // namespace evenkeel
