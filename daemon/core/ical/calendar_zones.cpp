#include "core/ical/calendar_zones.hpp"

#include "core/ical/limits.hpp"
#include "core/ical/repair/tzid.hpp"
#include "core/ical/vtimezone_reader.hpp"

namespace evenkeel::ical {

std::optional<std::string> calendar_zone_text(const Stream& stream, const CalendarSpans& calendar) {
  for (const Span& span : calendar.properties) {
    Lines lines = stream.lines(span);
    const auto line = lines.next();
    const auto content = line ? content_line(line->text) : std::nullopt;
    if (!content || !content->is("X-WR-TIMEZONE")) continue;
    if (content->value.size() > limits::zone_name_bytes) continue;
    if (!normalised_tzid(content->value).empty()) return std::string(content->value);
  }
  return std::nullopt;
}

CalendarZones zones_of(const Stream& stream, const CalendarSpans& calendar, WarningList& warnings) {
  CalendarZones zones;
  if (const auto text = calendar_zone_text(stream, calendar)) zones.calendar_zone = normalised_tzid(*text);
  for (const Span& span : calendar.components) {
    if (span.part != Part::timezone) continue;
    auto zone = read_vtimezone(stream.lines(span));
    if (zone) {
      const TzId name = zone->tzid;
      zones.by_name.add(name, std::move(*zone));
      zones.spans.try_emplace(name, &span);
    } else {
      zones.unreadable.push_back(&span);
      warnings.add(at_line(span.first_line), "a VTIMEZONE was left out: " + zone.error().text);
    }
  }
  return zones;
}

Midnights::Midnights(const ByZoneName<VTimezone>& zones) {
  for (const auto& [name, zone] : zones.all()) {
    for (const Observance& observance : zone.observances) {
      first_.try_emplace(observance.offset_to, First{offsets_.size(), name});
      offsets_.push_back(observance.offset_to);
    }
  }
}

const TzId* Midnights::zone_with_midnight_at(Seconds utc) const {
  const First* first = nullptr;
  // Offsets lie within a day of UTC: a time of the day is midnight at two of them at most.
  for (const Seconds offset : {-utc, Days{1} - utc}) {
    const auto found = first_.find(offset);
    if (found != first_.end() && (first == nullptr || found->second.rank < first->rank)) {
      first = &found->second;
    }
  }
  return first == nullptr ? nullptr : &first->name;
}

}  // namespace evenkeel::ical
