// Sets of time: unions of half-open intervals, and sums over them.
#pragma once

#include "core/time/instant.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace evenkeel {

/// Disjoint, ascending, not touching, none empty. Immutable once made, so that copies share what they hold;
/// sums take O(log n).
class IntervalSet {
 public:
  IntervalSet() = default;
  /// The union of `parts`, in any order; empty ones are dropped, touching ones join.
  explicit IntervalSet(std::vector<Interval> parts);

  [[nodiscard]] std::span<const Interval> parts() const {
    return held_ ? std::span<const Interval>(held_->parts) : std::span<const Interval>{};
  }
  [[nodiscard]] bool empty() const { return held_ == nullptr; }
  [[nodiscard]] Seconds total() const;
  /// Time of the set in `within`.
  [[nodiscard]] Seconds total(Interval within) const;
  /// Time of the set before `t`.
  [[nodiscard]] Seconds before(Instant t) const;
  [[nodiscard]] bool overlaps(Interval i) const;
  /// Whether all of `i` lies in the set; an empty one does.
  [[nodiscard]] bool covers(Interval i) const;
  [[nodiscard]] bool contains(Instant t) const { return covers({t, t + Seconds(1)}); }
  /// The parts that overlap `i`, unclipped.
  [[nodiscard]] std::span<const Interval> overlapping(Interval i) const;

  [[nodiscard]] IntervalSet united(const IntervalSet& other) const;
  [[nodiscard]] IntervalSet minus(const IntervalSet& other) const;
  [[nodiscard]] IntervalSet common(const IntervalSet& other) const;
  [[nodiscard]] IntervalSet clipped(Interval to) const;
  /// Inside of `region` what `by` holds (which lies in it), outside of it what this set holds.
  [[nodiscard]] IntervalSet replaced(const IntervalSet& region, const IntervalSet& by) const;

  bool operator==(const IntervalSet& o) const {
    return held_ == o.held_ || std::ranges::equal(parts(), o.parts());
  }

 private:
  struct Held {
    std::vector<Interval> parts;
    std::vector<Seconds> before;  // time of the set before parts[i]
  };
  /// Of parts that are as the class says.
  static IntervalSet of(std::vector<Interval> parts);

  std::shared_ptr<const Held> held_;  // null: empty
};

}  // namespace evenkeel
