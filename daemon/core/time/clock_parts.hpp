// The times of day that BYHOUR, BYMINUTE and BYSECOND give, without writing all 86,400 of them down.
#pragma once

#include "core/time/instant.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace evenkeel {

/// The product of three sorted lists, addressed by rank.
class TimesOfDay {
 public:
  TimesOfDay(std::vector<int> hours, std::vector<int> minutes, std::vector<int> seconds)
      : hours_(std::move(hours)), minutes_(std::move(minutes)), seconds_(std::move(seconds)) {}

  [[nodiscard]] std::uint64_t size() const { return hours_.size() * minutes_.size() * seconds_.size(); }

  [[nodiscard]] Seconds at(std::uint64_t rank) const {
    if (size() == 1) return time(0, 0, 0);
    const auto second = rank % seconds_.size();
    const auto rest = rank / seconds_.size();
    return time(rest / minutes_.size(), rest % minutes_.size(), second);
  }

  /// How many lie before `time` (0 to 24 h).
  [[nodiscard]] std::uint64_t before(Seconds time) const {
    const auto whole = time.count();
    const auto [h, hour_in] = rank(hours_, whole / 3600);
    std::uint64_t count = h * minutes_.size() * seconds_.size();
    if (!hour_in) return count;
    const auto [m, minute_in] = rank(minutes_, whole / 60 % 60);
    count += m * seconds_.size();
    if (!minute_in) return count;
    return count + rank(seconds_, whole % 60).first;
  }

 private:
  [[nodiscard]] Seconds time(std::uint64_t h, std::uint64_t m, std::uint64_t s) const {
    return Seconds{hours_[h] * 3600 + minutes_[m] * 60 + seconds_[s]};
  }
  /// How many values are smaller, and whether the value itself is there.
  static std::pair<std::uint64_t, bool> rank(const std::vector<int>& values, std::int64_t value) {
    const auto found = std::ranges::lower_bound(values, value);
    return {static_cast<std::uint64_t>(found - values.begin()), found != values.end() && *found == value};
  }

  std::vector<int> hours_, minutes_, seconds_;
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
