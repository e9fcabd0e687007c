#include "core/ical/read.hpp"

#include "core/ical/component_reader.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/objects.hpp"
#include "core/ical/repair/tzid.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/vtimezone_reader.hpp"
#include "core/ical/warnings.hpp"

#include <list>
#include <utility>

namespace evenkeel::ical {

namespace {

std::optional<TzId> calendar_zone(const Stream& stream, const CalendarSpans& calendar) {
  for (const Span& span : calendar.properties) {
    Lines lines = stream.lines(span);
    const auto line = lines.next();
    const auto content = line ? content_line(line->text) : std::nullopt;
    if (!content || !content->is("X-WR-TIMEZONE")) continue;
    if (content->value.size() > limits::zone_name_bytes) continue;
    const TzId zone = normalised_tzid(content->value);
    if (!zone.empty()) return zone;
  }
  return std::nullopt;
}

// VTIMEZONEs may stand behind the components that name them.
CalendarZones zones_of(const Stream& stream, const CalendarSpans& calendar, WarningList& warnings) {
  CalendarZones zones;
  zones.calendar_zone = calendar_zone(stream, calendar);
  for (const Span& span : calendar.components) {
    if (span.part != Part::timezone) continue;
    auto zone = read_vtimezone(stream.lines(span));
    if (zone) {
      zones.by_name.try_emplace(zone->tzid.str(), std::move(*zone));
    } else {
      warnings.add(at_line(span.first_line), "a VTIMEZONE was left out: " + zone.error().text);
    }
  }
  return zones;
}

Surroundings surroundings(const CalendarZones& zones) {
  Surroundings around;
  for (const auto& [name, zone] : zones.by_name) {
    for (const Observance& observance : zone.observances) around.offsets.push_back(observance.offset_to);
  }
  return around;
}

}  // namespace

Expected<ReadResult> read(std::string_view text, const ReadOptions& options, const GoingOn& going_on) {
  WarningList warnings;
  const auto stream = Stream::scan(text, warnings);
  if (!stream) return std::unexpected(stream.error());
  Objects objects;
  std::uint32_t skipped = 0;
  std::size_t number = 0;
  for (const CalendarSpans& calendar : stream->calendars()) {
    CalendarZones zones = zones_of(*stream, calendar, warnings);
    zones.number = number++;
    const Surroundings around = surroundings(zones);
    for (const Span& span : calendar.components) {
      if (span.part != Part::event && span.part != Part::todo) continue;
      const auto kind = span.part == Part::event ? ComponentKind::event : ComponentKind::todo;
      auto component = read_component(kind, stream->lines(span), options, around);
      if (span.too_deep) {
        component = std::unexpected(Skipped{name_of(stream->lines(span)), "it is nested too deeply"});
      }
      if (component) {
        objects.add(std::move(component->component), std::move(component->warnings), zones);
      } else {
        warnings.add(component.error().about, "skipped: " + component.error().reason);
        ++skipped;
      }
      if (going_on) going_on();
    }
  }
  return ReadResult{std::move(objects).take(), std::move(warnings).take(), skipped};
}

}  // namespace evenkeel::ical
