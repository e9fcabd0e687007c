#include "core/plans/metrics.hpp"

#include "core/household/hours.hpp"
#include "core/household/occupied.hpp"
#include "core/plans/promises.hpp"
#include "core/plans/routines.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds least_focus = Hours(2);
constexpr DayRange waking_hours{Hours(7), Hours(23)};

class Measuring {
 public:
  explicit Measuring(const Measured& m)
      : world_(m.world),
        analysis_(m.analysis),
        within_(m.within),
        now_(m.now),
        times_(m.world, Pass::confirmed) {}

  Metrics all() {
    for (const PartnerIndex p : both_partners) measure_time(p);
    measure_todos();
    measure_duties();
    measure_slots();
    measure_promises();
    measure_shared_time();
    return metrics_;
  }

 private:
  PartnerMetrics& of(PartnerIndex p) { return metrics_.partners[index(p)]; }

  void measure_time(PartnerIndex p) {
    const Occupied& occupied = times_.of(p);
    const IntervalSet& hours = world_.work_days[index(p)]->hours();
    std::vector<Interval> meetings;
    for (const Engagement& e : world_.engagements[index(p)]) {
      if (e.kind != Kind::meeting || !e.counts(Pass::confirmed) || !e.work(Pass::confirmed)) continue;
      const auto body = e.body(Pass::confirmed);
      meetings.insert(meetings.end(), body.begin(), body.end());
    }
    of(p).meeting = IntervalSet(std::move(meetings)).total(within_);
    of(p).after_hours = occupied.work_here.minus(hours).total(within_);
    const IntervalSet free = occupied.supply.clipped(within_);
    for (const Interval& stretch : free.parts()) {
      if (stretch.length() >= least_focus) of(p).focus += stretch.length();
    }
    if (is_muted("crunch")) return;
    std::vector<Interval> crunches;
    for (const Crunch& crunch : analysis_.crunches[index(p)]) crunches.push_back(crunch.time);
    of(p).crunch = IntervalSet(std::move(crunches)).common(hours).total(within_);
  }

  [[nodiscard]] bool is_muted(std::string_view kind) const {
    const auto& mute = world_.settings->alerts.mute;
    return std::ranges::find(mute, kind) != mute.end();
  }

  void measure_todos() {
    for (const DueTodo& todo : world_.todos) {
      if (!within_.contains(todo.due) || todo.firmness != Firmness::confirmed) continue;
      if (todo.done && todo.completed.value_or(todo.due) <= todo.due) ++of(todo.partner).deadlines_met;
      if (!todo.done && todo.due < now_) ++of(todo.partner).deadlines_missed;
    }
  }

  void measure_duties() {
    for (const RotaEntry& entry : analysis_.rota.entries) {
      if (!entry.window.time.overlaps(within_)) continue;
      if (!entry.who) ++metrics_.uncovered_windows;
      if (!entry.who || index(*entry.who) >= 2) continue;
      metrics_.partners[index(*entry.who)].duty_points +=
          world_.settings->coverages[entry.window.coverage].points;
    }
  }

  /// Instances of routines that stood on a calendar, were not declined and have begun.
  void measure_slots() {
    for (const auto& [key, time] : world_.snapshot->answers.placed) {
      if (!within_.contains(time.start) || time.start >= now_) continue;
      const Routine* routine = routine_of(*world_.settings, key);
      if (routine == nullptr) continue;
      if (routine->common()) {
        ++metrics_.check_ins_held;
        continue;
      }
      for (const PartnerIndex p : both_partners) {
        const bool own = !routine->with.empty() && world_.partner(p).id == routine->with.front();
        // Of who has paused nothing is said (DESIGN section 9), as among the wins of an agenda.
        if (own && !world_.paused[index(p)]) ++of(p).learning_kept;
      }
    }
  }

  [[nodiscard]] bool is_within(Date d) const {
    return days_interval({d, d + Days(1)}, *world_.settings->zone).overlaps(within_);
  }

  void measure_promises() {
    for (const PromiseRecord& promise : world_.snapshot->promises) {
      const bool made = is_within(promise.open_since);
      const bool kept = promise.ticked && is_within(*promise.ticked) &&
                        state_of(promise, world_.settings->zone->date_of(now_)) == PromiseState::kept;
      for (const PartnerIndex p : both_partners) {
        if (promise.who != "both" && promise.who != world_.partner(p).id.str()) continue;
        of(p).promises_made += made ? 1 : 0;
        of(p).promises_kept += kept ? 1 : 0;
      }
    }
  }

  void measure_shared_time() {
    const Zone& zone = *world_.settings->zone;
    std::vector<Interval> waking;
    const Date end = zone.date_of(within_.end) + Days(1);
    for (Date d = zone.date_of(within_.start) - Days(1); d < end; d += Days(1)) {
      waking.push_back(range_on(d, waking_hours, zone));
    }
    IntervalSet free(std::move(waking));
    for (const PartnerIndex p : both_partners) {
      free = free.minus(world_.work_days[index(p)]->hours()).minus(times_.of(p).busy);
    }
    metrics_.shared_free = free.total(within_);
  }

  const World& world_;
  const Analysis& analysis_;
  Interval within_;
  Instant now_;
  PassTimes times_;
  Metrics metrics_;
};

}  // namespace

Metrics metrics_of(const Measured& measured) {
  return Measuring(measured).all();
}

}  // namespace evenkeel
