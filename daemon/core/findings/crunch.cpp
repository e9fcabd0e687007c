#include "core/findings/crunch.hpp"

#include "core/findings/number.hpp"

#include <algorithm>
#include <limits>

namespace evenkeel {

namespace {

__extension__ using Wide = __int128;

/// A deadline of the partner in this pass, as the test sees it.
struct Job {
  std::size_t deadline = 0;
  Instant start{};  // max(start, now)
  Instant due{};
  Seconds remaining{0};
};

std::vector<Job> jobs_of(const World& world, Pass pass, PartnerIndex partner) {
  std::vector<Job> jobs;
  for (std::size_t i = 0; i < world.deadlines.size(); ++i) {
    const Deadline& d = world.deadlines[i];
    if (d.partner != partner || !counts(d.firmness, pass)) continue;
    jobs.push_back({i, std::max(d.start, world.now), d.due, d.remaining});
  }
  std::ranges::stable_sort(jobs, {}, &Job::due);
  return jobs;
}

/// The start that makes the greatest load over [start, due of the last of `jobs`), and that load.
/// `jobs`: those due until then; `by_start`: the same, latest start first.
struct Critical {
  Interval time;
  Load load;
};

Critical critical_interval(const std::vector<Job>& by_start, Instant due, const IntervalSet& supply) {
  Instant latest = Instant::min();
  for (const Job& job : by_start) {
    if (job.due == due) latest = std::max(latest, job.start);
  }
  Critical best;
  bool any = false;
  Seconds demand{0};
  const Seconds supply_until_due = supply.before(due);
  for (auto job = by_start.begin(); job != by_start.end();) {
    const Instant start = job->start;
    for (; job != by_start.end() && job->start == start; ++job) demand += job->remaining;
    if (start > latest) continue;
    const Load load{demand, supply_until_due - supply.before(start)};
    // Latest starts come first, so of equal loads and demands the later start stays.
    const auto order = any ? load <=> best.load : std::strong_ordering::greater;
    if (order > 0 || (order == 0 && load.demand > best.load.demand)) {
      best = {{start, due}, load};
      any = true;
    }
  }
  return best;
}

Crunch crunch_of(const World& world, PartnerIndex partner, const Critical& critical,
                 const std::vector<Job>& jobs) {
  Crunch crunch{.partner = partner, .time = critical.time, .load = critical.load, .id = {}, .deadlines = {}};
  for (const Job& job : jobs) {
    if (job.due > critical.time.end) break;
    const std::string& id = world.deadlines[job.deadline].id;
    if (job.due == critical.time.end && (crunch.id.empty() || id < crunch.id)) crunch.id = id;
    if (job.start >= critical.time.start) crunch.deadlines.push_back(job.deadline);
  }
  return crunch;
}

bool nested(const Interval& a, const Interval& b) {
  return a.contains(b) || b.contains(a);
}

}  // namespace

double Load::value() const {
  if (demand == Seconds{0}) return 0;
  if (supply == Seconds{0}) return std::numeric_limits<double>::infinity();
  return static_cast<double>(demand.count()) / static_cast<double>(supply.count());
}

double Load::printed() const {
  return printed_load(demand, supply);
}

std::strong_ordering Load::operator<=>(const Load& o) const {
  const auto endless = [](const Load& l) { return l.supply == Seconds{0} && l.demand > Seconds{0}; };
  if (endless(*this) || endless(o)) return endless(*this) <=> endless(o);
  const auto supply_or_one = [](const Load& l) { return std::max<std::int64_t>(l.supply.count(), 1); };
  const Wide mine = Wide(demand.count()) * supply_or_one(o);
  const Wide theirs = Wide(o.demand.count()) * supply_or_one(*this);
  if (mine == theirs) return std::strong_ordering::equal;
  return mine < theirs ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::vector<Crunch> crunches(const World& world, const PassTimes& times, PartnerIndex partner) {
  const std::vector<Job> jobs = jobs_of(world, times.pass(), partner);
  const IntervalSet& supply = times.of(partner).supply;
  std::vector<Crunch> found;
  std::vector<Job> by_start;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const auto place = std::ranges::partition_point(
        by_start, [&](const Job& other) { return other.start >= jobs[i].start; });
    by_start.insert(place, jobs[i]);
    if (i + 1 < jobs.size() && jobs[i + 1].due == jobs[i].due) continue;
    const Critical critical = critical_interval(by_start, jobs[i].due, supply);
    if (critical.load.demand == Seconds{0}) continue;
    if (critical.load.value() >= world.settings->alerts.crunch_load) {
      found.push_back(crunch_of(world, partner, critical, jobs));
    }
  }
  return found;
}

std::vector<Crunch> remaining_crunches(const World& world, const PassTimes& times, PartnerIndex partner) {
  std::vector<Crunch> all = crunches(world, times, partner);
  std::ranges::stable_sort(all, [](const Crunch& a, const Crunch& b) {
    if (a.load != b.load) return a.load > b.load;
    if (a.time.length() != b.time.length()) return a.time.length() > b.time.length();
    return a.time.end < b.time.end;
  });
  std::vector<Crunch> taken;
  for (Crunch& crunch : all) {
    const bool dropped =
        std::ranges::any_of(taken, [&](const Crunch& other) { return nested(crunch.time, other.time); });
    if (!dropped) taken.push_back(std::move(crunch));
  }
  std::ranges::sort(taken, {}, &Crunch::time);
  return taken;
}

}  // namespace evenkeel
