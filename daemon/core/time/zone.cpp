#include "core/time/zone.hpp"

#include "core/time/posix_tz.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <utility>

namespace evenkeel {
namespace {

using std::chrono::year;

// The Gregorian calendar repeats after 400 years, weekdays included: 146,097 days are 20,871 weeks.
constexpr Seconds cycle = Days{146'097};

/// How many whole cycles `t` must go back to lie before `end`.
template <typename Time>
std::int64_t cycles_back(Time t, Time end) {
  return t < end ? 0 : (t - end) / cycle + 1;
}

year year_of(Instant t) {
  return std::chrono::year_month_day{std::chrono::floor<Days>(t)}.year();
}

/// Appends what `footer` says about the 400 years after the last transition, and one more; returns where
/// the repetition begins, nothing when the offset stays.
std::optional<Instant> append_footer(std::vector<Zone::Transition>& transitions, std::string_view footer) {
  const auto rule = parse_posix_tz(footer);
  if (!rule) return std::nullopt;
  const auto after = transitions.empty() ? Instant::min() : transitions.back().at;
  if (!rule->daylight) return std::nullopt;
  const year first = transitions.empty() ? year{1970} : std::clamp(year_of(after), year{1900}, year{9000});
  const year last = first + std::chrono::years{402};
  for (year y = first; y <= last; ++y) {
    for (const auto& change : rule->transitions(y)) {
      if (change.at > after) transitions.push_back(change);
    }
  }
  return std::chrono::sys_days{last / std::chrono::January / 1};
}

/// How many of `times`, ascending by `of`, are not after `t`. Most zones change twice a year for centuries,
/// so counting back from the last change nearly finds the place; elsewhere the whole is searched.
template <typename Times, typename Time, typename Of>
std::size_t not_after(const Times& times, Time t, Of of) {
  constexpr Seconds half_a_year = Seconds(Days{146'097}) / 800;
  constexpr std::size_t around = 2;
  auto from = times.begin();
  auto to = times.end();
  if (times.size() > 4 * around && of(times.front()) <= t && t < of(times.back())) {
    const std::size_t last = times.size() - 1;
    const auto back = static_cast<std::size_t>((of(times.back()) - t) / half_a_year) + around;
    const std::size_t low = back < last ? last - back : 0;
    const std::size_t high = std::min(last, low + 2 * around);
    if (of(times[low]) <= t && t < of(times[high])) {
      to = from + static_cast<std::ptrdiff_t>(high);
      from += static_cast<std::ptrdiff_t>(low);
    }
  }
  return static_cast<std::size_t>(std::ranges::upper_bound(from, to, t, {}, of) - times.begin());
}

constexpr auto at_of = [](const Zone::Transition& transition) { return transition.at; };

}  // namespace

Zone::Zone(std::string name, Seconds before, std::vector<Transition> transitions, std::string_view footer)
    : name_(std::move(name)), before_(before), transitions_(std::move(transitions)) {
  cycle_end_ = append_footer(transitions_, footer);
  index();
}

Zone::Zone(std::string name, Seconds before, std::vector<Transition> transitions,
           std::optional<Instant> cycle_end)
    : name_(std::move(name)), before_(before), transitions_(std::move(transitions)), cycle_end_(cycle_end) {
  index();
}

// A civil time that is skipped takes the offset before the gap, one that is repeated its first reading: both
// are the old offset, so the new one begins where the later of the two clocks shows the change.
void Zone::index() {
  civil_from_.reserve(transitions_.size());
  Seconds old = before_;
  LocalTime latest = LocalTime::min();
  for (const auto& [at, offset] : transitions_) {
    latest = std::max(latest, LocalTime{(at + std::max(old, offset)).time_since_epoch()});
    civil_from_.push_back(latest);
    old = offset;
  }
}

Seconds Zone::offset_of(std::size_t governing) const {
  return governing == 0 ? before_ : transitions_[governing - 1].offset;
}

Seconds Zone::offset_at(Instant t) const {
  if (cycle_end_) t -= cycles_back(t, *cycle_end_) * cycle;
  return offset_of(not_after(transitions_, t, at_of));
}

Instant Zone::offset_until(Instant t) const {
  const Seconds moved = cycle_end_ ? cycles_back(t, *cycle_end_) * cycle : Seconds{0};
  const std::size_t after = not_after(transitions_, t - moved, at_of);
  return after == transitions_.size() ? Instant::max() : transitions_[after].at + moved;
}

LocalTime Zone::to_local(Instant t) const {
  return LocalTime{(t + offset_at(t)).time_since_epoch()};
}

std::size_t Zone::governing(LocalTime t) const {
  return not_after(civil_from_, t, std::identity{});
}

Zone::Stretch Zone::stretch(LocalTime t) const {
  std::int64_t back = 0;
  if (cycle_end_) back = cycles_back(t, LocalTime{cycle_end_->time_since_epoch()});
  const Seconds moved = back * cycle;
  const std::size_t i = governing(t - moved);
  Stretch found{LocalTime::min(), LocalTime::max(), offset_of(i), LocalTime::max()};
  if (i > 0) found.from = civil_from_[i - 1] + moved;
  if (i == civil_from_.size()) return found;
  found.until = civil_from_[i] + moved;
  found.skipped_from = LocalTime{(transitions_[i].at + found.offset + moved).time_since_epoch()};
  return found;
}

Zone::Lookup Zone::lookup(LocalTime t) const {
  std::int64_t back = 0;
  if (cycle_end_) back = cycles_back(t, LocalTime{cycle_end_->time_since_epoch()});
  const LocalTime inside = t - back * cycle;
  const std::size_t i = governing(inside);
  const Seconds offset = offset_of(i);
  Lookup found{Lookup::Kind::unique, Instant{(t - offset).time_since_epoch()}};
  if (i == transitions_.size()) return found;
  const auto& next = transitions_[i];
  const LocalTime old_clock{(next.at + offset).time_since_epoch()};
  const LocalTime new_clock{(next.at + next.offset).time_since_epoch()};
  if (inside >= old_clock) found.kind = Lookup::Kind::skipped;
  if (inside >= new_clock && inside < old_clock) found.kind = Lookup::Kind::repeated;
  return found;
}

}  // namespace evenkeel
