// What an occurrence means for one person (DESIGN section 5). Borrowed pointers look into the snapshot and
// the settings, which must outlive it.
#pragma once

#include "core/calendar/occurrence.hpp"
#include "core/household/pass.hpp"
#include "core/household/people.hpp"
#include "core/household/settings.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace evenkeel {

/// One existing occurrence of a person, classified. There may be tens of thousands: it is kept small.
struct Engagement {
  Occurrence occurrence;
  std::uint32_t source = 0;  // index into Snapshot::sources
  PersonIndex person{};
  Kind kind = Kind::other;
  Presence first_presence = Presence::free;  // in the pass over confirmed ones
  Presence second_presence = Presence::free;
  Firmness firmness = Firmness::confirmed;
  bool work_source = false;     // from a source of a partner with work = true
  bool from_household = false;  // busy time by being named in a household event: never half of double-booked
  bool announced = false;       // "Sam: trip" in a household calendar
  bool oof_leave = false;  // out of office: at home or travelling, nobody knows ("If Alex is travelling")
  bool organised = false;  // the partner is ORGANIZER
  Interval time{};         // its body, nearly always; empty: none, or `hours`
  std::span<const Interval> hours{};  // the body of an all-day one that takes working hours (of WorkDays)

  [[nodiscard]] bool counts(Pass pass) const { return evenkeel::counts(firmness, pass); }
  [[nodiscard]] Presence presence(Pass pass) const {
    return pass == Pass::all ? second_presence : first_presence;
  }
  /// Busy: onsite, remote or away.
  [[nodiscard]] bool busy(Pass pass) const { return presence(pass) != Presence::free; }
  /// Busy, and from a source of a partner with work = true.
  [[nodiscard]] bool work(Pass pass) const { return work_source && busy(pass); }
  /// The time it takes up (DESIGN section 5, Body); it borrows from this. Of all-day ones: as far as the
  /// partner's WorkDays reach.
  [[nodiscard]] std::span<const Interval> body(Pass pass) const {
    // Out of office for whole days: if it is a trip, it takes these.
    const bool as_away = oof_leave && occurrence.all_day && pass == Pass::all;
    const Interval& one = as_away ? occurrence.time : time;
    if (!one.empty()) return {&one, 1};
    return hours;
  }
  [[nodiscard]] bool overlaps(Interval i, Pass pass) const {
    return std::ranges::any_of(body(pass), [&i](const Interval& part) { return part.overlaps(i); });
  }
};

/// What the first word after the colon of "Sam: trip" announces.
enum class Announcement : std::uint8_t { none, travel, leave, remote_day, support, pause };

/// One existing event of a household calendar (school, family, what people put on a shared one).
struct HouseholdEvent {
  Occurrence occurrence;
  std::size_t source = 0;       // index into Snapshot::sources
  std::array<bool, 2> named{};  // partners it names and who did not decline
  /// Of these, the partners of the list before the colon, where an announcement follows it.
  std::array<bool, 2> announced_for{};
  Announcement announcement = Announcement::none;
  Kind kind = Kind::other;
  Firmness firmness = Firmness::confirmed;
  std::array<bool, 2> busy{};  // by pass: timed, presence not free, no announcement: busy time of the named
  Interval body{};             // where timed: [start, end) widened by its travel time; empty: takes no time

  [[nodiscard]] bool is_busy(Pass pass) const { return busy[pass == Pass::all ? 1 : 0]; }
};

/// Something due (DESIGN section 6, Crunches): now < due < H1, not done.
struct Deadline {
  std::string id;
  PartnerIndex partner{};
  Firmness firmness = Firmness::confirmed;
  const TomlDeadline* toml = nullptr;    // configured; else
  const Component* component = nullptr;  // a VTODO, or an event of kind deadline
  std::size_t source = 0;                // of `component`: index into Snapshot::sources
  Instant due{};
  std::optional<Date> due_date;  // where it is due on a date
  Instant start{};
  Seconds effort{0};
  Seconds remaining{0};  // whole minutes
};

/// A VTODO with a due date in [history begin, H1) in a calendar of a partner, done or not.
struct DueTodo {
  PartnerIndex partner{};
  const Component* component = nullptr;
  std::size_t source = 0;
  Firmness firmness = Firmness::confirmed;
  Instant due{};
  std::optional<Date> due_date;
  std::optional<Instant> completed;  // COMPLETED; of a done one without it: its due
  bool done = false;                 // COMPLETED, STATUS:COMPLETED or 100 %
};

}  // namespace evenkeel
