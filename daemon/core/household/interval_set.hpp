// Sets of time: unions of half-open intervals, and sums over them.
#pragma once

#include "core/time/instant.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace evenkeel {

/// Disjoint, ascending, not touching, none empty. Immutable once made; sums take O(log n).
class IntervalSet {
 public:
  IntervalSet() = default;
  /// The union of `parts`, in any order; empty ones are dropped, touching ones join.
  explicit IntervalSet(std::vector<Interval> parts);

  [[nodiscard]] std::span<const Interval> parts() const { return parts_; }
  [[nodiscard]] bool empty() const { return parts_.empty(); }
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

  bool operator==(const IntervalSet& o) const { return parts_ == o.parts_; }

 private:
  void sum();
  std::vector<Interval> parts_;
  std::vector<Seconds> before_;  // time of the set before parts_[i]
};

}  // namespace evenkeel
