// From calendar text to what is printed of it, for the rows of PITFALLS 1f and 1g.
#pragma once

#include "core/calendar/expand_fixture.hpp"
#include "core/ical/calendar_text.hpp"
#include "core/ical/read.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using List = std::vector<std::string>;

struct Listing {
  std::string error;  // why it is no calendar
  List rows;          // "start/end" of what exists from 2026 to 2028, by object
  List warnings;      // "about: text", of reading and of expanding
};

/// Reads and expands as `evenkeel expand --todos` does for somebody in London.
inline Listing listing(std::string_view text) {
  Zones zones{test::tzdata};
  const auto result = read(text, {});
  if (!result) return {result.error().text, {}, {}};
  Listing listing;
  const auto note = [&](const std::vector<Warning>& warnings) {
    for (const auto& w : warnings) listing.warnings.push_back(w.about + ": " + w.text);
  };
  note(result->warnings);
  const ExpandOptions options{&zones, zones.named("Europe/London"), {utc(2026, 1, 1), utc(2028, 1, 1)}, true};
  SourceBudget budget;
  for (const auto& object : result->objects) {
    note(object.warnings);
    const Expansion expansion = expand(object, options, budget);
    for (const auto& o : expansion.occurrences) {
      listing.rows.push_back(o.all_day ? test::text(o.dates.first) + "/" + test::text(o.dates.end)
                                       : test::text(o.time.start) + "/" + test::text(o.time.end));
    }
    note(expansion.warnings);
  }
  return listing;
}

/// What becomes of one VEVENT of these lines and UID:u, with `around` beside it.
inline Listing listing_of(std::initializer_list<std::string_view> event, const std::string& around = "") {
  return listing(calendar(around + "BEGIN:VEVENT\r\nUID:u\r\n" + lines(event) + "END:VEVENT\r\n"));
}

/// A VTIMEZONE that knows one offset.
inline std::string always(std::string_view tzid, std::string_view offset) {
  const auto line = [](std::string_view name, std::string_view value) {
    return std::string(name).append(":").append(value);
  };
  return lines({"BEGIN:VTIMEZONE", line("TZID", tzid), "BEGIN:STANDARD", "DTSTART:16010101T000000",
                line("TZOFFSETFROM", offset), line("TZOFFSETTO", offset), "END:STANDARD", "END:VTIMEZONE"});
}

}  // namespace evenkeel::ical
