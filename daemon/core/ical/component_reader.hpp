// One VEVENT or VTODO to a value, reduced (DESIGN section 2).
#pragma once

#include "core/ical/read.hpp"
#include "core/ical/unfold.hpp"
#include "core/ical/warnings.hpp"

#include <vector>

namespace evenkeel::ical {

/// What a component needs to know of the calendar it stands in.
struct Surroundings {
  std::vector<Seconds> offsets;  // of its VTIMEZONEs, for repair/all_day.hpp
};

struct ReadComponent {
  Component component;
  std::vector<Warning> warnings;  // values in it that were left out; about: the UID or line
};

/// What a warning calls a component by: its UID, else "line N", its first.
[[nodiscard]] std::string name_of(const Lines& lines);

/// A component that cannot be placed in time (no DTSTART, one that cannot be read, a line beyond the limits
/// ...) is an error whose text is the reason, about `uid` or the line. Without UID it gets one made of its
/// content.
struct Skipped {
  std::string about;
  std::string reason;
};
[[nodiscard]] std::expected<ReadComponent, Skipped> read_component(ComponentKind kind, const Lines& lines,
                                                                   const ReadOptions& options,
                                                                   const Surroundings& around);

}  // namespace evenkeel::ical
