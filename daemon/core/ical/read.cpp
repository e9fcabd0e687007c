#include "core/ical/read.hpp"

#include "core/ical/calendar_zones.hpp"
#include "core/ical/component_reader.hpp"
#include "core/ical/objects.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/warnings.hpp"

#include <utility>

namespace evenkeel::ical {

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
    const Surroundings around{Midnights(zones.by_name).offsets()};
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
