#include "core/household/interval_set.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

IntervalSet::IntervalSet(std::vector<Interval> parts) : parts_(std::move(parts)) {
  std::erase_if(parts_, [](const Interval& i) { return i.empty(); });
  if (!std::ranges::is_sorted(parts_)) std::ranges::sort(parts_);
  std::size_t kept = 0;
  for (const Interval& part : parts_) {
    if (kept > 0 && part.start <= parts_[kept - 1].end) {
      parts_[kept - 1].end = std::max(parts_[kept - 1].end, part.end);
    } else {
      parts_[kept++] = part;
    }
  }
  parts_.resize(kept);
  sum();
}

void IntervalSet::sum() {
  before_.resize(parts_.size());
  Seconds running{0};
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    before_[i] = running;
    running += parts_[i].length();
  }
}

Seconds IntervalSet::before(Instant t) const {
  const auto next = std::ranges::partition_point(parts_, [t](const Interval& i) { return i.start < t; });
  if (next == parts_.begin()) return Seconds{0};
  const auto last = std::prev(next);
  const auto at = static_cast<std::size_t>(last - parts_.begin());
  return before_[at] + (std::min(last->end, t) - last->start);
}

Seconds IntervalSet::total() const {
  return parts_.empty() ? Seconds{0} : before_.back() + parts_.back().length();
}

Seconds IntervalSet::total(Interval within) const {
  return within.empty() ? Seconds{0} : before(within.end) - before(within.start);
}

std::span<const Interval> IntervalSet::overlapping(Interval i) const {
  if (i.empty()) return {};
  const auto first =
      std::ranges::partition_point(parts_, [&i](const Interval& part) { return part.end <= i.start; });
  const auto last =
      std::partition_point(first, parts_.end(), [&i](const Interval& part) { return part.start < i.end; });
  return {first, last};
}

bool IntervalSet::overlaps(Interval i) const {
  return !overlapping(i).empty();
}

bool IntervalSet::covers(Interval i) const {
  if (i.empty()) return true;
  const auto over = overlapping(i);
  return over.size() == 1 && over.front().contains(i);
}

IntervalSet IntervalSet::united(const IntervalSet& other) const {
  std::vector<Interval> all;
  all.reserve(parts_.size() + other.parts_.size());
  std::ranges::merge(parts_, other.parts_, std::back_inserter(all));
  return IntervalSet(std::move(all));
}

IntervalSet IntervalSet::minus(const IntervalSet& other) const {
  std::vector<Interval> left;
  auto taken = other.parts_.begin();
  for (Interval part : parts_) {
    while (taken != other.parts_.end() && taken->end <= part.start) ++taken;
    for (auto t = taken; t != other.parts_.end() && t->start < part.end; ++t) {
      left.push_back({part.start, t->start});
      part.start = std::max(part.start, t->end);
    }
    left.push_back({part.start, part.end});
  }
  return IntervalSet(std::move(left));
}

IntervalSet IntervalSet::common(const IntervalSet& other) const {
  std::vector<Interval> both;
  auto a = parts_.begin();
  auto b = other.parts_.begin();
  while (a != parts_.end() && b != other.parts_.end()) {
    both.push_back(a->intersection(*b));
    if (a->end < b->end) {
      ++a;
    } else {
      ++b;
    }
  }
  return IntervalSet(std::move(both));
}

IntervalSet IntervalSet::clipped(Interval to) const {
  std::vector<Interval> inside;
  for (const Interval& part : overlapping(to)) inside.push_back(part.intersection(to));
  return IntervalSet(std::move(inside));
}

}  // namespace evenkeel
