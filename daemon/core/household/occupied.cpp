#include "core/household/occupied.hpp"

#include <algorithm>
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

Occupied occupied(const World& world, Pass pass, PersonIndex who) {
  Bodies busy, present, away, work, work_here, leave, focus, taken;
  for (const Engagement& e : world.engagements[index(who)]) {
    if (!e.counts(pass)) continue;
    const auto body = e.body(pass);
    const bool is_busy = e.busy(pass);
    const Presence presence = e.presence(pass);
    if (is_busy) busy.add(body);
    if (is_busy && presence != Presence::remote) present.add(body);
    if (presence == Presence::away) away.add(body);
    if (e.work(pass)) work.add(body);
    if (e.work(pass) && presence != Presence::away) work_here.add(body);
    if (e.kind == Kind::leave) leave.add(body);
    if (e.kind == Kind::focus) focus.add(body);
    if (e.kind == Kind::leave || (is_busy && e.kind != Kind::focus)) taken.add(body);
  }
  return {.busy = std::move(busy).set(),
          .present = std::move(present).set(),
          .away = std::move(away).set(),
          .work = std::move(work).set(),
          .work_here = std::move(work_here).set(),
          .leave = std::move(leave).set(),
          .focus = std::move(focus).set(),
          .taken = std::move(taken).set(),
          .supply = {},
          .fixed = {}};
}

}  // namespace

PassTimes::PassTimes(const World& world, Pass pass) : world_(&world), pass_(pass) {
  for (std::size_t i = 0; i < world.engagements.size(); ++i) {
    people_.push_back(occupied(world, pass, static_cast<PersonIndex>(i)));
    hulls_.push_back(hulls_of(static_cast<PersonIndex>(i)));
    if (i >= 2) continue;
    Occupied& o = people_.back();
    const IntervalSet& hours = world.work_days[i]->hours();
    o.supply = hours.minus(o.taken);
    if (world.settings->partners[i].fixed_hours) o.fixed = hours.minus(o.leave);
  }
}

std::vector<PassTimes::Hull> PassTimes::hulls_of(PersonIndex p) const {
  std::vector<Hull> hulls;
  const auto& engagements = world_->engagements[index(p)];
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    const Engagement& e = engagements[i];
    const auto body = e.body(pass_);
    if (!e.counts(pass_) || !e.busy(pass_) || body.empty()) continue;
    hulls.push_back({.start = body.front().start, .end = body.back().end, .engagement = i});
  }
  std::ranges::stable_sort(hulls, {}, &Hull::start);
  Instant reach = Instant::min();
  for (Hull& hull : hulls) hull.reach = reach = std::max(reach, hull.end);
  return hulls;
}

std::vector<std::size_t> PassTimes::busy_over(PersonIndex p, Interval time) const {
  std::vector<std::size_t> found;
  const auto& hulls = hulls_[index(p)];
  auto next = std::ranges::partition_point(hulls, [&](const Hull& h) { return h.start < time.end; });
  while (next != hulls.begin() && std::prev(next)->reach > time.start) {
    --next;
    if (world_->engagements[index(p)][next->engagement].overlaps(time, pass_))
      found.push_back(next->engagement);
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace evenkeel
