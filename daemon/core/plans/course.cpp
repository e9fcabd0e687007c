#include "core/plans/course.hpp"

#include "core/findings/coverage.hpp"
#include "core/plans/period.hpp"
#include "core/time/rrule.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

void find_crunches(Course& course) {
  for (const PartnerIndex p : both_partners) {
    course.first_crunches[index(p)] = remaining_crunches(course.world, course.first_times, p);
    course.second_crunches[index(p)] = remaining_crunches(course.world, course.second_times, p);
  }
}

void solve_rota(Course& course) {
  const World& world = course.world;
  const std::vector<CoverageWindow> all = coverage_windows(world, world.reported());
  RotaCircumstances circumstances = rota_circumstances(world, course.answers, course.first_times,
                                                       course.second_times, times_of(course.first_crunches));
  circumstances.windows = all;
  course.problem = rota_problem(circumstances);
  RotaSolution solution = solve(course.problem);
  course.rota_steps = solution.steps;
  course.rota = rota_of(course.problem, solution, *world.settings);
  course.windows.reserve(course.problem.windows.size());
  for (const RotaWindow& window : course.problem.windows) course.windows.push_back(window.window);
  course.holders = std::move(solution.who);
}

std::vector<Date> dates_of_rule(const World& world, const Routine& routine) {
  if (routine.every != Period::rrule) return {};
  const auto rule = parse_rrule(routine.rrule);
  if (!rule) return {};
  const Zone& zone = zone_of(*world.settings, routine);
  Budget budget;
  return rule_dates(*rule, rule_anchor, {zone.date_of(world.now), zone.date_of(world.range.end) + Days(1)},
                    budget);
}

void place(Course& course) {
  for (const Routine& routine : course.world.settings->routines) {
    course.rule_dates.push_back(dates_of_rule(course.world, routine));
  }
  course.routines = place_routines(
      routine_circumstances(course, course.answers, course.first_times, course.second_times, course.holders));
  course.published = published_slots(course.routines, course.answers);
}

}  // namespace

Course run_course(const World& world, const Answers& answers) {
  Course course{.world = world,
                .answers = answers,
                .first_times = PassTimes(world, Pass::confirmed),
                .second_times = PassTimes(world, Pass::all),
                .first_crunches = {},
                .second_crunches = {},
                .problem = {},
                .rota = {},
                .rota_steps = 0,
                .windows = {},
                .holders = {},
                .rule_dates = {},
                .routines = {},
                .published = {}};
  find_crunches(course);
  solve_rota(course);
  place(course);
  return course;
}

PassInput first_input(const Course& course) {
  return {.world = course.world,
          .times = course.first_times,
          .crunches = course.first_crunches,
          .windows = course.windows,
          .holders = course.holders,
          .published = course.published,
          .missing = course.routines.missing};
}

PassInput second_input(const Course& course) {
  return {.world = course.world,
          .times = course.second_times,
          .crunches = course.second_crunches,
          .windows = course.windows,
          .holders = course.holders,
          .published = course.published,
          .missing = {}};
}

CrunchTimes times_of(const std::array<std::vector<Crunch>, 2>& crunches) {
  CrunchTimes times;
  for (const PartnerIndex p : both_partners) {
    for (const Crunch& crunch : crunches[index(p)]) times[index(p)].push_back(crunch.time);
  }
  return times;
}

RotaCircumstances rota_circumstances(const World& world, const Answers& answers, const PassTimes& first,
                                     const PassTimes& second, CrunchTimes crunches) {
  return {.settings = *world.settings,
          .now = world.now,
          .windows = {},
          .horizon_end = world.range.end,
          .answers = answers,
          .past_duties = world.snapshot->past_duties,
          .support = world.support,
          .crunches = std::move(crunches),
          .able = [&](PersonIndex who, const CoverageWindow& window, bool with_unconfirmed, bool agreed) {
            return able(world, with_unconfirmed ? second : first, window, who, agreed);
          }};
}

RoutineCircumstances routine_circumstances(const Course& course, const Answers& answers,
                                           const PassTimes& first, const PassTimes& second,
                                           std::span<const std::optional<PersonIndex>> holders) {
  const World& world = course.world;
  const auto time_of = [&](PartnerIndex partner) {
    PartnerTime time;
    const IntervalSet blocked = first.of(partner).busy.united(first.of(partner).focus);
    // What is busy only in the second pass: the confirmed part is blocked anyway.
    const auto unconfirmed = second.of(partner).busy.parts();
    time.blocked.assign(blocked.parts().begin(), blocked.parts().end());
    time.unconfirmed.assign(unconfirmed.begin(), unconfirmed.end());
    for (std::size_t i = 0; i < course.windows.size(); ++i) {
      if (holders[i] == person(partner)) {
        time.duties.push_back(widened(world, course.windows[i], person(partner)));
      }
    }
    return time;
  };
  return {.settings = *world.settings,
          .now = world.now,
          .horizon_end = world.range.end,
          .answers = answers,
          .partners = {time_of(PartnerIndex::first), time_of(PartnerIndex::second)},
          .paused = {world.pause_dates.begin(), world.pause_dates.end()},
          .rule_dates = course.rule_dates};
}

std::vector<Slot> published_slots(const RoutinePlan& plan, const Answers& answers) {
  std::vector<Slot> published;
  for (const Slot& slot : plan.slots) {
    if (answers.placed.contains(slot.key)) published.push_back(slot);
  }
  return published;
}

}  // namespace evenkeel
