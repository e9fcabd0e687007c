// The times of day that BYHOUR, BYMINUTE and BYSECOND give, without writing all 86,400 of them down.
#pragma once

#include "core/time/instant.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace evenkeel {

/// A sorted list of a rule's, borrowed; where the rule has none, the one value of DTSTART.
class ClockValues {
 public:
  ClockValues(std::span<const int> list, std::int64_t own) : list_(list), own_(static_cast<int>(own)) {}

  [[nodiscard]] std::uint64_t size() const { return list_.empty() ? 1 : list_.size(); }
  [[nodiscard]] int operator[](std::uint64_t rank) const { return list_.empty() ? own_ : list_[rank]; }
  /// How many are smaller than `value`, and whether it is there itself.
  [[nodiscard]] std::pair<std::uint64_t, bool> rank(std::int64_t value) const {
    if (list_.empty()) return {own_ < value ? 1 : 0, own_ == value};
    const auto found = std::ranges::lower_bound(list_, value);
    return {static_cast<std::uint64_t>(found - list_.begin()), found != list_.end() && *found == value};
  }

 private:
  std::span<const int> list_;
  int own_;
};

/// The product of three lists, addressed by rank.
class TimesOfDay {
 public:
  TimesOfDay(ClockValues hours, ClockValues minutes, ClockValues seconds)
      : hours_(hours),
        minutes_(minutes),
        seconds_(seconds),
        size_(hours.size() * minutes.size() * seconds.size()) {}

  [[nodiscard]] std::uint64_t size() const { return size_; }

  [[nodiscard]] Seconds at(std::uint64_t rank) const {
    if (size_ == 1) return time(0, 0, 0);
    const auto second = rank % seconds_.size();
    const auto rest = rank / seconds_.size();
    return time(rest / minutes_.size(), rest % minutes_.size(), second);
  }

  /// How many lie before `time` (0 to 24 h).
  [[nodiscard]] std::uint64_t before(Seconds time) const {
    const auto whole = time.count();
    const auto [h, hour_in] = hours_.rank(whole / 3600);
    std::uint64_t count = h * minutes_.size() * seconds_.size();
    if (!hour_in) return count;
    const auto [m, minute_in] = minutes_.rank(whole / 60 % 60);
    count += m * seconds_.size();
    if (!minute_in) return count;
    return count + seconds_.rank(whole % 60).first;
  }

 private:
  [[nodiscard]] Seconds time(std::uint64_t h, std::uint64_t m, std::uint64_t s) const {
    return Seconds{hours_[h] * 3600 + minutes_[m] * 60 + seconds_[s]};
  }

  ClockValues hours_, minutes_, seconds_;
  std::uint64_t size_;
};

/// What BYSETPOS leaves of `size` things: their ranks, ascending. `positions` is not empty.
inline void pick_positions(const std::vector<int>& positions, std::uint64_t size,
                           std::vector<std::uint64_t>& picks) {
  const auto count = static_cast<std::int64_t>(size);
  for (const int position : positions) {
    const std::int64_t rank = position > 0 ? position - 1 : count + position;
    if (rank >= 0 && rank < count) picks.push_back(static_cast<std::uint64_t>(rank));
  }
  std::ranges::sort(picks);
  picks.erase(std::ranges::unique(picks).begin(), picks.end());
}

}  // namespace evenkeel
