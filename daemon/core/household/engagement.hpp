// What an occurrence means for one person (DESIGN section 5). Borrowed pointers look into the snapshot and
// the settings, which must outlive it.
#pragma once

#include "core/calendar/occurrence.hpp"
#include "core/household/pass.hpp"
#include "core/household/people.hpp"
#include "core/household/settings.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace evenkeel {

/// The time an occurrence takes up: nearly always one interval, which costs no allocation.
class Body {
 public:
  Body() = default;
  explicit Body(Interval one) : one_(one) {}
  explicit Body(std::vector<Interval> many) : many_(std::move(many)) {}
  [[nodiscard]] std::span<const Interval> intervals() const {
    if (!many_.empty()) return many_;
    return {&one_, one_.empty() ? std::size_t{0} : std::size_t{1}};
  }
  [[nodiscard]] bool overlaps(Interval i) const {
    for (const Interval& part : intervals()) {
      if (part.overlaps(i)) return true;
    }
    return false;
  }
  [[nodiscard]] bool empty() const { return many_.empty() && one_.empty(); }

 private:
  Interval one_{};
  std::vector<Interval> many_;
};

/// One existing occurrence of a person, classified.
struct Engagement {
  Occurrence occurrence;
  std::size_t source = 0;  // index into Snapshot::sources
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
  Body first_body, second_body;

  [[nodiscard]] bool counts(Pass pass) const { return evenkeel::counts(firmness, pass); }
  [[nodiscard]] Presence presence(Pass pass) const {
    return pass == Pass::all ? second_presence : first_presence;
  }
  [[nodiscard]] const Body& body(Pass pass) const { return pass == Pass::all ? second_body : first_body; }
  [[nodiscard]] bool busy(Pass pass) const { return presence(pass) != Presence::free; }
  /// Busy, and from a source of a partner with work = true.
  [[nodiscard]] bool work(Pass pass) const { return work_source && busy(pass); }
};

/// What the first word after the colon of "Sam: trip" announces.
enum class Announcement : std::uint8_t { none, travel, leave, remote_day, support, pause };

/// One existing event of a household calendar (school, family, what people put on a shared one).
struct HouseholdEvent {
  Occurrence occurrence;
  std::size_t source = 0;       // index into Snapshot::sources
  std::array<bool, 2> named{};  // partners it names and who did not decline
  std::array<bool, 2>
      announced_for{};  // partners of the list before the colon, where there is an announcement
  Announcement announcement = Announcement::none;
  Kind kind = Kind::other;
  Firmness firmness = Firmness::confirmed;
  bool busy = false;  // timed, presence not free, no announcement: busy time of those it names
  Interval body{};    // where busy: [start, end) widened by its travel time
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
