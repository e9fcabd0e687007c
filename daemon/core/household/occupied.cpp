#include "core/household/occupied.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace evenkeel {

namespace {

/// Collects bodies. Working hours of all-day occurrences come as stretches of one array: many occurrences
/// over the same days are joined before their hours are looked at.
class Bodies {
 public:
  void add(std::span<const Interval> body) {
    if (body.size() == 1) {
      parts_.push_back(body.front());
    } else if (!body.empty()) {
      stretches_.push_back(body);
    }
  }

  [[nodiscard]] IntervalSet set() && {
    std::ranges::sort(stretches_, std::less<>{}, [](std::span<const Interval> s) { return s.data(); });
    const Interval* done = nullptr;
    for (const std::span<const Interval> s : stretches_) {
      const Interval* const end = s.data() + s.size();
      const Interval* from = done == nullptr ? s.data() : std::max(s.data(), done, std::less<>{});
      for (; std::less<>{}(from, end); ++from) parts_.push_back(*from);
      done = done == nullptr ? end : std::max(done, end, std::less<>{});
    }
    return IntervalSet(std::move(parts_));
  }

 private:
  std::vector<Interval> parts_;
  std::vector<std::span<const Interval>> stretches_;
};

constexpr std::size_t number_of_sets = 8;
/// The sets that bodies go into, in the order of belongs().
constexpr std::array<IntervalSet Occupied::*, number_of_sets> body_sets{
    &Occupied::busy,      &Occupied::present, &Occupied::away,  &Occupied::work,
    &Occupied::work_here, &Occupied::leave,   &Occupied::focus, &Occupied::taken};
using Sets = std::array<bool, number_of_sets>;

Sets belongs(const Engagement& e, Pass pass) {
  const bool busy = e.busy(pass);
  const bool work = e.work(pass);
  const Presence presence = e.presence(pass);
  return {busy,
          busy && presence != Presence::remote,
          presence == Presence::away,
          work,
          work && presence != Presence::away,
          e.kind == Kind::leave,
          e.kind == Kind::focus,
          e.kind == Kind::leave || (busy && e.kind != Kind::focus)};
}

Occupied occupied(const World& world, Pass pass, PersonIndex who) {
  std::array<Bodies, number_of_sets> bodies;
  for (const Engagement& e : world.engagements[index(who)]) {
    if (!e.counts(pass)) continue;
    const Sets sets = belongs(e, pass);
    const auto body = e.body(pass);
    for (std::size_t s = 0; s < number_of_sets; ++s) {
      if (sets[s]) bodies[s].add(body);
    }
  }
  Occupied result;
  for (std::size_t s = 0; s < number_of_sets; ++s) result.*body_sets[s] = std::move(bodies[s]).set();
  return result;
}

/// What reaches over so much would be in the way of every look for what lies over a moment.
constexpr Seconds long_hull = Hours(36);

/// Adds what of `body` lies in `within` to the sets it belongs to.
void add_within(std::span<const Interval> body, const Interval& within, const Sets& sets,
                std::array<std::vector<Interval>, number_of_sets>& parts) {
  for (const Interval& part : body) {
    if (!part.overlaps(within)) continue;
    for (std::size_t s = 0; s < number_of_sets; ++s) {
      if (sets[s]) parts[s].push_back(part.intersection(within));
    }
  }
}

}  // namespace

PassTimes::PassTimes(const World& world, Pass pass) : world_(&world), pass_(pass) {
  auto hulls = std::make_shared<std::vector<Hulls>>();
  for (std::size_t i = 0; i < world.engagements.size(); ++i) {
    people_.push_back(occupied(world, pass, static_cast<PersonIndex>(i)));
    hulls->push_back(hulls_of(static_cast<PersonIndex>(i)));
    if (i >= 2) continue;
    Occupied& o = people_.back();
    const IntervalSet& hours = world.work_days[i]->hours();
    o.supply = hours.minus(o.taken);
    if (world.settings->partners[i].fixed_hours) o.fixed = hours.minus(o.leave);
  }
  hulls_ = std::move(hulls);
}

PassTimes::PassTimes(const PassTimes& base, const Displaced& displaced)
    : world_(base.world_),
      pass_(base.pass_),
      displaced_(&displaced),
      people_(base.people_),
      hulls_(base.hulls_) {
  for (std::size_t i = 0; i < people_.size(); ++i) displace(static_cast<PersonIndex>(i));
}

bool PassTimes::is_gone(PersonIndex p, std::size_t engagement) const {
  return displaced_ != nullptr && std::ranges::binary_search(displaced_->gone, EngagementRef{p, engagement});
}

void PassTimes::displace(PersonIndex p) {
  Sets touched{};
  std::vector<Interval> bodies;
  const auto touch = [&](const Engagement& e) {
    if (!e.counts(pass_)) return;
    const Sets sets = belongs(e, pass_);
    for (std::size_t s = 0; s < number_of_sets; ++s) touched[s] = touched[s] || sets[s];
    const auto body = e.body(pass_);
    bodies.insert(bodies.end(), body.begin(), body.end());
  };
  for (const EngagementRef& ref : displaced_->gone) {
    if (ref.person == p) touch(world_->engagements[index(p)][ref.engagement]);
  }
  const Engagement* const there =
      displaced_->there && displaced_->there->person == p ? &*displaced_->there : nullptr;
  if (there != nullptr) touch(*there);
  if (bodies.empty()) return;
  const IntervalSet region(std::move(bodies));
  std::array<std::vector<Interval>, number_of_sets> parts;
  for (const Interval& within : region.parts()) {
    for (const std::size_t i : all_over(p, within)) {
      const Engagement& e = engagement(p, i);
      add_within(e.body(pass_), within, belongs(e, pass_), parts);
    }
  }
  for (std::size_t s = 0; s < number_of_sets; ++s) {
    if (!touched[s]) continue;
    IntervalSet& set = people_[index(p)].*body_sets[s];
    set = set.replaced(region, IntervalSet(std::move(parts[s])));
  }
  if (index(p) < 2) set_supply(p, region);
}

void PassTimes::set_supply(PersonIndex p, const IntervalSet& region) {
  Occupied& o = people_[index(p)];
  std::vector<Interval> hours;
  std::vector<Interval> taken;
  std::vector<Interval> leave;
  for (const Interval& within : region.parts()) {
    const auto add = [&within](const IntervalSet& set, std::vector<Interval>& to) {
      for (const Interval& part : set.overlapping(within)) to.push_back(part.intersection(within));
    };
    add(world_->work_days[index(p)]->hours(), hours);
    add(o.taken, taken);
    add(o.leave, leave);
  }
  const IntervalSet worked(std::move(hours));
  o.supply = o.supply.replaced(region, worked.minus(IntervalSet(std::move(taken))));
  if (world_->settings->partners[index(p)].fixed_hours) {
    o.fixed = o.fixed.replaced(region, worked.minus(IntervalSet(std::move(leave))));
  }
}

PassTimes::Hulls PassTimes::hulls_of(PersonIndex p) const {
  Hulls hulls;
  const auto& engagements = world_->engagements[index(p)];
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    const Engagement& e = engagements[i];
    const auto body = e.body(pass_);
    // What is in no set is in nobody's way.
    if (!e.counts(pass_) || body.empty() || std::ranges::none_of(belongs(e, pass_), std::identity{}))
      continue;
    const Hull hull{.start = body.front().start, .end = body.back().end, .engagement = i};
    (hull.end - hull.start > long_hull ? hulls.long_ones : hulls.short_ones).push_back(hull);
  }
  for (auto* some : {&hulls.short_ones, &hulls.long_ones}) {
    if (!std::ranges::is_sorted(*some, {}, &Hull::start)) std::ranges::stable_sort(*some, {}, &Hull::start);
    Instant reach = Instant::min();
    for (Hull& hull : *some) hull.reach = reach = std::max(reach, hull.end);
  }
  return hulls;
}

void PassTimes::find_over(PersonIndex p, Interval time, const std::vector<Hull>& hulls,
                          std::vector<std::size_t>& found) const {
  auto next = std::ranges::partition_point(hulls, [&](const Hull& h) { return h.start < time.end; });
  while (next != hulls.begin() && std::prev(next)->reach > time.start) {
    --next;
    if (next->end <= time.start) continue;
    const std::size_t i = next->engagement;
    if (world_->engagements[index(p)][i].overlaps(time, pass_) && !is_gone(p, i)) found.push_back(i);
  }
}

std::vector<std::size_t> PassTimes::all_over(PersonIndex p, Interval time) const {
  std::vector<std::size_t> found;
  const Hulls& hulls = (*hulls_)[index(p)];
  find_over(p, time, hulls.short_ones, found);
  find_over(p, time, hulls.long_ones, found);
  std::ranges::sort(found);
  if (displaced_ == nullptr || !displaced_->there) return found;
  const Engagement& there = *displaced_->there;
  if (there.person == p && there.counts(pass_) && there.overlaps(time, pass_)) {
    found.push_back(world_->engagements[index(p)].size());
  }
  return found;
}

std::vector<std::size_t> PassTimes::busy_over(PersonIndex p, Interval time) const {
  std::vector<std::size_t> found = all_over(p, time);
  std::erase_if(found, [&](std::size_t i) { return !engagement(p, i).busy(pass_); });
  return found;
}

}  // namespace evenkeel
