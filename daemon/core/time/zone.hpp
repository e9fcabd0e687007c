// Time zones: the only place where civil and absolute time meet.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// An immutable set of offsets and transitions. Created by a Zones, which owns it; compared by address.
class Zone {
 public:
  struct Transition {
    Instant at;      // from here on (included) ...
    Seconds offset;  // ... local = UTC + offset
  };
  /// What a civil time means here.
  struct Lookup {
    enum class Kind { unique, skipped, repeated } kind;
    Instant instant;  // by RFC 5545 3.3.5: skipped: with the offset before the gap; repeated: the first
  };

  /// `transitions` ascending; `before` is in force ahead of the first. `footer` is a POSIX TZ rule that goes
  /// on after the last transition (RFC 9636 3.3); empty: the last offset stays.
  Zone(std::string name, Seconds before, std::vector<Transition> transitions, std::string_view footer);

  /// As above, but from `cycle_end` on everything repeats the 400 years before it (the Gregorian calendar
  /// does); all of `transitions` in those 400 years must come from rules that never end. Transitions of the
  /// year after `cycle_end` must be there too.
  Zone(std::string name, Seconds before, std::vector<Transition> transitions,
       std::optional<Instant> cycle_end);

  /// A stretch of civil times [from, until) that one offset turns into instants.
  struct Stretch {
    LocalTime from;
    LocalTime until;
    Seconds offset;
    LocalTime skipped_from;  // from here to `until` the clocks show no such time (spring gap)
  };

  [[nodiscard]] const std::string& name() const { return name_; }
  /// How many transitions it keeps.
  [[nodiscard]] std::size_t size() const { return transitions_.size(); }
  [[nodiscard]] Seconds offset_at(Instant t) const;
  /// Until when (excluded) the offset at `t` stays in force at least.
  [[nodiscard]] Instant offset_until(Instant t) const;
  [[nodiscard]] LocalTime to_local(Instant t) const;
  [[nodiscard]] Lookup lookup(LocalTime t) const;
  [[nodiscard]] Instant to_instant(LocalTime t) const { return lookup(t).instant; }
  /// The stretch that `t` lies in; to_instant(x) == x - offset for all x of it. For walking through time.
  [[nodiscard]] Stretch stretch(LocalTime t) const;
  [[nodiscard]] Date date_of(Instant t) const { return std::chrono::floor<Days>(to_local(t)); }
  [[nodiscard]] Instant midnight(Date d) const { return to_instant(LocalTime(d)); }

 private:
  [[nodiscard]] std::size_t governing(LocalTime t) const;  // 1 + index of the transition; 0: before all
  [[nodiscard]] Seconds offset_of(std::size_t governing) const;
  void index();

  std::string name_;
  Seconds before_;
  std::vector<Transition> transitions_;
  std::vector<LocalTime> civil_from_;  // of each transition: the first civil time read with its offset
  std::optional<Instant> cycle_end_;
};

}  // namespace evenkeel
