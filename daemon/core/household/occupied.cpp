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

PassTimes::PassTimes(const World& world, Pass pass) : pass_(pass) {
  for (std::size_t i = 0; i < world.engagements.size(); ++i) {
    people_.push_back(occupied(world, pass, static_cast<PersonIndex>(i)));
    if (i >= 2) continue;
    Occupied& o = people_.back();
    const IntervalSet& hours = world.work_days[i]->hours();
    o.supply = hours.minus(o.taken);
    if (world.settings->partners[i].fixed_hours) o.fixed = hours.minus(o.leave);
  }
}

}  // namespace evenkeel
