#include "core/calendar/place.hpp"

#include "core/time/tzid.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace evenkeel {
namespace {

template <typename... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};

// Strangers decide how many TZIDs there are that nobody knows.
constexpr std::size_t most_warnings = 20;

}  // namespace

Placing::Placing(const CalendarObject& object, Zones& zones, const Zone& owner,
                 std::vector<Warning>* warnings)
    : object_(object), zones_(zones), owner_(owner), warnings_(warnings) {}

const Zone& Placing::resolved(const TzId& tzid) const {
  if (last_name_ != nullptr && tzid == *last_name_) return *last_;
  const auto found = zones_.resolve(tzid, object_.timezones, object_.calendar_zone, owner_);
  if (found.by == Zones::Resolution::By::owner && warnings_ != nullptr) warn_of_unknown(tzid);
  last_name_ = &tzid;
  last_ = found.zone;
  return *found.zone;
}

void Placing::warn_of_unknown(const TzId& tzid) const {
  if (warnings_->size() > most_warnings) return;
  Warning warning{object_.uid.str(), "and more"};
  if (warnings_->size() < most_warnings) {
    const auto timezone = std::ranges::find(object_.timezones, tzid, &VTimezone::tzid);
    const std::string why = timezone == object_.timezones.end() ? "" : " (" + zones_.why_not(*timezone) + ")";
    warning.text = "unknown TZID \"" + std::string(bare_tzid(tzid.str()).substr(0, 80)) + "\"" + why +
                   ", read in " + owner_.name();
  }
  if (std::ranges::find(*warnings_, warning) == warnings_->end()) warnings_->push_back(std::move(warning));
}

const Zone& Placing::zone_of(const EventTime& time) const {
  if (const auto* zoned = std::get_if<ZonedTime>(&time)) return resolved(zoned->tzid);
  if (std::holds_alternative<Instant>(time)) return zones_.utc();
  return owner_;
}

LocalTime Placing::local_of(const EventTime& time) {
  return std::visit(Match{
                        [](Date d) { return LocalTime{d}; },
                        [](LocalTime t) { return t; },
                        [](const ZonedTime& t) { return t.local; },
                        [](Instant t) { return LocalTime{t.time_since_epoch()}; },
                    },
                    time);
}

Instant Placing::instant_of(const EventTime& time) const {
  if (const auto* instant = std::get_if<Instant>(&time)) return *instant;
  return zone_of(time).to_instant(local_of(time));
}

Instant to_instant(const EventTime& time, const CalendarObject& object, Zones& zones, const Zone& owner) {
  return Placing(object, zones, owner, nullptr).instant_of(time);
}

DateOrInstant to_date_or_instant(const EventTime& time, const CalendarObject& object, Zones& zones,
                                 const Zone& owner) {
  if (const auto* date = std::get_if<Date>(&time)) return *date;
  return to_instant(time, object, zones, owner);
}

namespace {

/// An instance of a to-do that came without times of its own, as one that was ticked off may, is due when its
/// series says.
std::optional<DateOrInstant> due_by_series(const Component& c, const CalendarObject& object, Zones& zones,
                                           const Zone& owner) {
  if (c.kind != ComponentKind::todo || !c.recurrence_id || c.dtstart != c.recurrence_id) return std::nullopt;
  const auto series = std::ranges::find_if(object.components, [](const Component& other) {
    return other.kind == ComponentKind::todo && !other.recurrence_id;
  });
  if (series == object.components.end()) return std::nullopt;
  if (!series->dtstart && series->dtend) return to_date_or_instant(*c.recurrence_id, object, zones, owner);
  if (!series->dtstart || !series->dtend) return std::nullopt;
  const auto from = to_date_or_instant(*series->dtstart, object, zones, owner);
  const auto to = to_date_or_instant(*series->dtend, object, zones, owner);
  const auto id = to_date_or_instant(*c.recurrence_id, object, zones, owner);
  if (std::holds_alternative<Date>(from) && std::holds_alternative<Date>(to) &&
      std::holds_alternative<Date>(id)) {
    return std::get<Date>(id) + (std::get<Date>(to) - std::get<Date>(from));
  }
  if (std::holds_alternative<Instant>(from) && std::holds_alternative<Instant>(to) &&
      std::holds_alternative<Instant>(id)) {
    return std::get<Instant>(id) + (std::get<Instant>(to) - std::get<Instant>(from));
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateOrInstant> todo_due(const Component& c, const CalendarObject& object, Zones& zones,
                                      const Zone& owner) {
  if (!c.dtend && !c.duration) return due_by_series(c, object, zones, owner);
  if (c.dtend) return to_date_or_instant(*c.dtend, object, zones, owner);
  if (!c.dtstart || !c.duration) return std::nullopt;
  const Placing placing(object, zones, owner, nullptr);
  if (const auto* date = std::get_if<Date>(&*c.dtstart);
      date != nullptr && c.duration->seconds == Seconds{0}) {
    return *date + c.duration->days;
  }
  const LocalTime later = Placing::local_of(*c.dtstart) + c.duration->days;
  return placing.zone_of(*c.dtstart).to_instant(later) + c.duration->seconds;
}

}  // namespace evenkeel
