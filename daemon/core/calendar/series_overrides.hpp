// RECURRENCE-ID: components that stand in for instances of a series (RFC 5545 3.8.4.4).
#pragma once

#include "core/calendar/series_exceptions.hpp"
#include "core/calendar/series_rules.hpp"

#include <optional>
#include <span>
#include <vector>

namespace evenkeel {

/// Whether `a` counts rather than `b` where both say the same: highest SEQUENCE, then latest DTSTAMP.
[[nodiscard]] bool supersedes(const Component& a, const Component& b);

/// One override, and the instance that it means. One that has no place in a series has no key; `instance` is
/// then where its own RECURRENCE-ID lies.
struct Override {
  const Component* component;
  Instance instance;
  std::optional<InstanceKey> key;
  DateOrInstant recurrence_id;
};

/// RANGE=THISANDFUTURE: what it does to the instances after its own.
struct Shift {
  InstanceKey after;
  const Component* component;
  const Zone* zone;  // that its civil times are in
  bool all_day;
  Seconds by;  // civil
  Extent extent;
  /// The civil time in `zone` of an instance that was moved along; `named` is what its series calls it, also
  /// where the clock skips that: it came to stand later then, and would be pushed twice.
  [[nodiscard]] LocalTime moved(LocalTime named) const {
    return (all_day ? LocalTime{std::chrono::floor<Days>(named)} : named) + by;
  }
};

/// The overrides of a series, or those that came without one.
class SeriesOverrides {
 public:
  /// Of a series. Two overrides of one instance: the one that supersedes, else the last. A date as the
  /// RECURRENCE-ID of a timed series means the instance of that date, when there is exactly one (of those
  /// that EXDATE leaves, else of all); else it stands alone, and a range from there shifts nothing.
  SeriesOverrides(std::span<const Component* const> components, const SeriesRules& series,
                  const SeriesExceptions& exceptions, const Placing& placing, Budget& budget,
                  bool& backwards);
  /// Of no series.
  SeriesOverrides(std::span<const Component* const> components, const Placing& placing);

  [[nodiscard]] std::span<const Override> all() const { return overrides_; }
  [[nodiscard]] bool replace(const DateOrInstant& id) const {
    return std::ranges::binary_search(overrides_, id, {}, &Override::recurrence_id);
  }
  /// The shift that an instance is under, if any.
  [[nodiscard]] const Shift* shift_of(InstanceKey key) const;
  [[nodiscard]] std::span<const Shift> shifts() const { return shifts_; }

 private:
  void add_shift(const Override& from, const SeriesRules& series, const Placing& placing, bool& backwards);

  std::vector<Override> overrides_;  // by recurrence id
  std::vector<Shift> shifts_;        // by key
};

}  // namespace evenkeel
