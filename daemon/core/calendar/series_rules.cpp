#include "core/calendar/series_rules.hpp"

#include <tuple>
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
    return std::tuple(key(e.instance), e.extent ? -e.extent->longest() : Seconds::max(), e.instance.local);
  });
  const auto twice = std::ranges::unique(explicit_, {}, [&](const Explicit& e) { return key(e.instance); });
  explicit_.erase(twice.begin(), twice.end());
}

LocalTime SeriesRules::local_in_series(const EventTime& time, const Placing& placing) const {
  const auto time_of_day = dtstart_ - std::chrono::floor<Days>(dtstart_);
  if (const auto* date = std::get_if<Date>(&time)) return LocalTime{*date} + time_of_day;
  if (!all_day_) return zone_.to_local(placing.instant_of(time));
  const auto* instant = std::get_if<Instant>(&time);
  const auto* zoned = std::get_if<ZonedTime>(&time);
  const LocalTime written = Placing::local_of(time);
  const Date date = std::chrono::floor<Days>(written);
  const bool elsewhere = instant != nullptr || (zoned != nullptr && &placing.zone_of(time) != dates_zone_);
  if (elsewhere && dates_zone_ != nullptr) return LocalTime{date_meant(placing.instant_of(time))};
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

Instance SeriesRules::explicit_instance(const EventTime& time, const Placing& placing) const {
  Instance instance = instance_of(time, placing);
  if (all_day_ || (!is_date(time) && &placing.zone_of(time) != &zone_)) return instance;
  const LocalTime written = is_date(time) ? instance.local : Placing::local_of(time);
  const LocalTime shown = zone_.to_local(instance.start);
  instance.local = leaves_out_date(written, shown) ? shown : written;
  return instance;
}

void SeriesRules::add_explicit(const std::variant<EventTime, RDatePeriod>& rdate, const Placing& placing,
                               bool& backwards) {
  if (const auto* time = std::get_if<EventTime>(&rdate)) {
    explicit_.push_back({explicit_instance(*time, placing), std::nullopt});
    return;
  }
  const auto& period = std::get<RDatePeriod>(rdate);
  const auto* end = std::get_if<EventTime>(&period.end);
  Extent extent;
  if (all_day_ && end != nullptr) {
    const Seconds length = Placing::local_of(*end) - Placing::local_of(period.start);
    extent = extent_for(true, {Days{0}, length}, backwards);
  } else if (end != nullptr) {
    extent = extent_to(period.start, *end, placing, backwards);
  } else {
    extent = extent_for(all_day_, std::get<NominalDuration>(period.end), backwards);
  }
  longest_period_ = std::max(longest_period_, extent.longest());
  explicit_.push_back({explicit_instance(period.start, placing), extent});
}

LocalTime SeriesRules::named(const Instance& shown, Budget& budget) const {
  LocalTime named = shown.local;
  const Hours most_skipped{3};
  if (all_day_ || zone_.offset_at(shown.start - most_skipped) >= zone_.offset_at(shown.start)) return named;
  each(named - most_skipped, named, budget, [&](const Instance& one) {
    const bool found = key(one) == key(shown);
    if (found) named = one.local;
    return !found;
  });
  return named;
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
