// Days around the start of a year or month, as bits: what the BY parts of a rule leave of a period.
#pragma once

#include "core/time/instant.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evenkeel {

/// Holds days from 8 before its first day on, 64 a word.
template <std::size_t Words>
class BasicDaySet {
 public:
  explicit BasicDaySet(Date first) : origin_(first - Days{margin}) {}

  void add(Date day) { add_bit((day - origin_).count()); }
  /// Every seventh day from `day` on, up to `end` (excluded).
  void add_weekly(Date day, Date end) {
    for (auto bit = (day - origin_).count(); bit < (end - origin_).count(); bit += 7) add_bit(bit);
  }
  void add_range(Date from, Date end) {
    for (auto bit = (from - origin_).count(); bit < (end - origin_).count(); ++bit) add_bit(bit);
  }
  BasicDaySet& operator&=(const BasicDaySet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  /// Appends the days in order.
  void append_to(std::vector<Date>& days) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        days.push_back(origin_ + Days{static_cast<int>(i) * 64 + std::countr_zero(rest)});
      }
    }
  }

 private:
  static constexpr int margin = 8;
  void add_bit(std::int64_t bit) {
    if (bit < 0 || bit >= static_cast<std::int64_t>(words_.size() * 64)) return;
    words_[static_cast<std::size_t>(bit) / 64] |= std::uint64_t{1} << (static_cast<std::size_t>(bit) % 64);
  }

  Date origin_;
  std::array<std::uint64_t, Words> words_{};
};

/// A period, and what a week or a SKIP adds around it.
using YearSet = BasicDaySet<7>;
using MonthSet = BasicDaySet<1>;

}  // namespace evenkeel
