// Time zones: the only place where civil and absolute time meet.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <functional>
#include <map>
#include <memory>
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

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Seconds offset_at(Instant t) const;
  [[nodiscard]] LocalTime to_local(Instant t) const;
  [[nodiscard]] Lookup lookup(LocalTime t) const;
  [[nodiscard]] Instant to_instant(LocalTime t) const { return lookup(t).instant; }
  [[nodiscard]] Date date_of(Instant t) const { return std::chrono::floor<Days>(to_local(t)); }
  [[nodiscard]] Instant midnight(Date d) const { return to_instant(LocalTime(d)); }

 private:
  std::string name_;
  Seconds before_;
  std::vector<Transition> transitions_;
};

}  // namespace evenkeel
