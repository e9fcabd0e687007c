#include "core/household/interval_set.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

IntervalSet::IntervalSet(std::vector<Interval> parts) {
  std::erase_if(parts, [](const Interval& i) { return i.empty(); });
  if (!std::ranges::is_sorted(parts)) std::ranges::sort(parts);
  std::size_t kept = 0;
  for (const Interval& part : parts) {
    if (kept > 0 && part.start <= parts[kept - 1].end) {
      parts[kept - 1].end = std::max(parts[kept - 1].end, part.end);
    } else {
      parts[kept++] = part;
    }
  }
  parts.resize(kept);
  if (kept < parts.capacity() / 2) parts.shrink_to_fit();  // it is kept for long, and by many
  *this = of(std::move(parts));
}

IntervalSet IntervalSet::of(std::vector<Interval> parts) {
  IntervalSet set;
  if (parts.empty()) return set;
  auto held = std::make_shared<Held>();
  held->before.reserve(parts.size());
  Seconds running{0};
  for (const Interval& part : parts) {
    held->before.push_back(running);
    running += part.length();
  }
  held->parts = std::move(parts);
  set.held_ = std::move(held);
  return set;
}

Seconds IntervalSet::before(Instant t) const {
  const auto all = parts();
  const auto next = std::ranges::partition_point(all, [t](const Interval& i) { return i.start < t; });
  if (next == all.begin()) return Seconds{0};
  const auto last = std::prev(next);
  const auto at = static_cast<std::size_t>(last - all.begin());
  return held_->before[at] + (std::min(last->end, t) - last->start);
}

Seconds IntervalSet::total() const {
  return empty() ? Seconds{0} : held_->before.back() + held_->parts.back().length();
}

Seconds IntervalSet::total(Interval within) const {
  return within.empty() ? Seconds{0} : before(within.end) - before(within.start);
}

std::span<const Interval> IntervalSet::overlapping(Interval i) const {
  if (i.empty()) return {};
  const auto all = parts();
  const auto first =
      std::ranges::partition_point(all, [&i](const Interval& part) { return part.end <= i.start; });
  const auto last =
      std::partition_point(first, all.end(), [&i](const Interval& part) { return part.start < i.end; });
  return {first, last};
}

bool IntervalSet::overlaps(Interval i) const {
  if (i.empty()) return false;
  const auto all = parts();
  const auto first =
      std::ranges::partition_point(all, [&i](const Interval& part) { return part.end <= i.start; });
  return first != all.end() && first->start < i.end;
}

bool IntervalSet::covers(Interval i) const {
  if (i.empty()) return true;
  const auto over = overlapping(i);
  return over.size() == 1 && over.front().contains(i);
}

IntervalSet IntervalSet::united(const IntervalSet& other) const {
  if (other.empty()) return *this;
  if (empty()) return other;
  std::vector<Interval> all;
  all.reserve(parts().size() + other.parts().size());
  std::ranges::merge(parts(), other.parts(), std::back_inserter(all));
  return IntervalSet(std::move(all));
}

IntervalSet IntervalSet::minus(const IntervalSet& other) const {
  if (empty() || other.empty()) return *this;
  const auto others = other.parts();
  std::vector<Interval> left;
  left.reserve(parts().size() + 8);
  auto taken = others.begin();
  for (Interval part : parts()) {
    while (taken != others.end() && taken->end <= part.start) ++taken;
    for (auto t = taken; t != others.end() && t->start < part.end; ++t) {
      if (part.start < t->start) left.push_back({part.start, t->start});
      part.start = std::max(part.start, t->end);
    }
    if (!part.empty()) left.push_back(part);
  }
  return of(std::move(left));
}

IntervalSet IntervalSet::common(const IntervalSet& other) const {
  const auto mine = parts();
  const auto theirs = other.parts();
  std::vector<Interval> both;
  auto a = mine.begin();
  auto b = theirs.begin();
  while (a != mine.end() && b != theirs.end()) {
    both.push_back(a->intersection(*b));
    if (a->end < b->end) {
      ++a;
    } else {
      ++b;
    }
  }
  return IntervalSet(std::move(both));
}

IntervalSet IntervalSet::replaced(const IntervalSet& region, const IntervalSet& by) const {
  const auto all = parts();
  std::vector<Interval> result;
  result.reserve(all.size() + region.parts().size() + by.parts().size());
  const auto add = [&result](const Interval& i) {
    if (i.empty()) return;
    if (!result.empty() && i.start <= result.back().end) {
      result.back().end = std::max(result.back().end, i.end);
    } else {
      result.push_back(i);
    }
  };
  auto next = all.begin();
  auto put = by.parts().begin();
  Instant from = Instant::min();  // what lies before is done
  const auto copy_until = [&](auto end) {
    if (next == end) return;
    add({std::max(next->start, from), next->end});
    result.insert(result.end(), std::next(next), end);
    next = end;
  };
  for (const Interval& part : region.parts()) {
    copy_until(std::partition_point(next, all.end(), [&](const Interval& i) { return i.end <= part.start; }));
    if (next != all.end()) add({std::max(next->start, from), std::min(next->end, part.start)});
    for (; put != by.parts().end() && put->start < part.end; ++put) add(*put);
    next = std::partition_point(next, all.end(), [&](const Interval& i) { return i.end <= part.end; });
    from = part.end;
  }
  copy_until(all.end());
  return of(std::move(result));
}

IntervalSet IntervalSet::clipped(Interval to) const {
  std::vector<Interval> inside;
  for (const Interval& part : overlapping(to)) inside.push_back(part.intersection(to));
  return IntervalSet(std::move(inside));
}

}  // namespace evenkeel
