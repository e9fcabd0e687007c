#include "core/plans/analyse.hpp"

#include "core/findings/coverage.hpp"
#include "core/findings/suggest.hpp"
#include "core/plans/rota_problem.hpp"
#include "core/time/rrule.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

/// What both passes have in common, and the plans of the first.
struct Course {
  const World& world;
  const Answers& answers;
  PassTimes first_times;
  PassTimes second_times;
  std::array<std::vector<Crunch>, 2> first_crunches;
  std::array<std::vector<Crunch>, 2> second_crunches;
  RotaProblem problem;
  Rota rota;
  RoutinePlan routines;
  std::vector<CoverageWindow> windows;
  std::vector<std::optional<PersonIndex>> holders;
  std::vector<Slot> published;

  Course(const World& w, const Answers& a)
      : world(w), answers(a), first_times(w, Pass::confirmed), second_times(w, Pass::all) {}
};

void find_crunches(Course& course) {
  for (const PartnerIndex p : both_partners) {
    course.first_crunches[index(p)] = remaining_crunches(course.world, course.first_times, p);
    course.second_crunches[index(p)] = remaining_crunches(course.world, course.second_times, p);
  }
}

std::array<std::vector<Interval>, 2> intervals_of(const std::array<std::vector<Crunch>, 2>& crunches) {
  std::array<std::vector<Interval>, 2> times;
  for (const PartnerIndex p : both_partners) {
    for (const Crunch& crunch : crunches[index(p)]) times[index(p)].push_back(crunch.time);
  }
  return times;
}

void solve_rota(Course& course) {
  const World& world = course.world;
  const std::vector<CoverageWindow> all = coverage_windows(world, world.reported());
  course.problem = rota_problem({
      .settings = *world.settings,
      .now = world.now,
      .windows = all,
      .horizon_end = world.range.end,
      .answers = course.answers,
      .past_duties = world.snapshot->past_duties,
      .support = world.support,
      .crunches = intervals_of(course.first_crunches),
      .able =
          [&](PersonIndex who, const CoverageWindow& window, bool with_unconfirmed, bool agreed) {
            return able(world, with_unconfirmed ? course.second_times : course.first_times, window, who,
                        agreed);
          },
  });
  const RotaSolution solution = solve(course.problem);
  course.rota = rota_of(course.problem, solution, *world.settings);
  for (const RotaWindow& window : course.problem.windows) course.windows.push_back(window.window);
  course.holders = solution.who;
}

/// One partner's time as routines see it.
PartnerTime time_of(const Course& course, PartnerIndex partner) {
  const Occupied& first = course.first_times.of(partner);
  PartnerTime time;
  for (const Interval& busy : first.busy.parts()) time.blocked.push_back(busy);
  for (const Interval& focus : first.focus.parts()) time.blocked.push_back(focus);
  // What is busy only in the second pass: the confirmed part is blocked anyway.
  for (const Interval& busy : course.second_times.of(partner).busy.parts()) time.unconfirmed.push_back(busy);
  for (std::size_t i = 0; i < course.windows.size(); ++i) {
    if (course.holders[i] == person(partner)) {
      time.duties.push_back(widened(course.world, course.windows[i], person(partner)));
    }
  }
  return time;
}

std::vector<Date> dates_of_rule(const World& world, const Routine& routine) {
  if (routine.every != Period::rrule) return {};
  const auto rule = parse_rrule(routine.rrule);
  if (!rule) return {};
  const Zone& zone = zone_of(*world.settings, routine);
  const Date anchor(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1).time_since_epoch());
  Budget budget;
  return rule_dates(*rule, anchor, {zone.date_of(world.now), zone.date_of(world.range.end) + Days(1)},
                    budget);
}

void place(Course& course) {
  const World& world = course.world;
  RoutineCircumstances circumstances{
      .settings = *world.settings,
      .now = world.now,
      .horizon_end = world.range.end,
      .answers = course.answers,
      .partners = {time_of(course, PartnerIndex::first), time_of(course, PartnerIndex::second)},
      .paused = {world.pause_dates.begin(), world.pause_dates.end()},
      .rule_dates = {}};
  for (const Routine& routine : world.settings->routines) {
    circumstances.rule_dates.push_back(dates_of_rule(world, routine));
  }
  course.routines = place_routines(circumstances);
  for (const Slot& slot : course.routines.slots) {
    if (course.answers.placed.contains(slot.key)) course.published.push_back(slot);
  }
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

Course run(const World& world, const Answers& answers) {
  Course course(world, answers);
  find_crunches(course);
  solve_rota(course);
  place(course);
  return course;
}

std::vector<Finding> findings_of(const Course& course) {
  return merge_passes(course.world, findings_of_pass(first_input(course)),
                      findings_of_pass(second_input(course)));
}

/// The answers as they would be with a change that is asked of a person, not of a calendar.
Answers changed_answers(Answers answers, const Change& change, const Settings& settings) {
  if (const auto* ask = std::get_if<AskHelper>(&change)) {
    answers.helper_agreed.insert(ask->duty_key);
    answers.holder[ask->duty_key] = settings.helpers[index(ask->helper) - 2].id;
  }
  if (const auto* ask = std::get_if<AskPartner>(&change)) {
    answers.holder[ask->duty_key] = settings.partners[index(ask->partner)].id;
  }
  if (const auto* shift = std::get_if<ShiftSlot>(&change)) answers.placed[shift->slot_key] = shift->to;
  return answers;
}

/// So many analyses cost a moment, whatever the size of the household.
std::size_t tries_for(const Course& course) {
  constexpr std::size_t least = 40;
  constexpr std::size_t most = 1000;
  constexpr std::size_t work = 2'000'000;
  std::size_t size = 1 + 20 * course.windows.size();
  for (const auto& engagements : course.world.engagements) size += engagements.size();
  return std::clamp(work / size, least, most);
}

void suggest(const Course& course, std::vector<Finding>& findings) {
  const World& world = course.world;
  std::vector<Interval> next_best;
  for (const Slot& slot : course.routines.slots) {
    const auto next = course.routines.next_best.find(slot.key);
    next_best.push_back(next == course.routines.next_best.end() ? Interval{} : next->second);
  }
  const PassInput first = first_input(course);
  const PassInput second = second_input(course);
  add_suggestions({.first = first,
                   .second = second,
                   .slots = course.routines.slots,
                   .next_best = next_best,
                   .reanalyse =
                       [&](const Change& change) {
                         const Answers answers = changed_answers(course.answers, change, *world.settings);
                         World other = changed(world, change);
                         return findings_of(run(other, answers));
                       },
                   .tries = tries_for(course)},
                  findings);
}

}  // namespace

Analysis analyse(const World& world, const Answers& answers, Suggestions suggestions) {
  Course course = run(world, answers);
  std::vector<Finding> findings = findings_of(course);
  if (suggestions == Suggestions::added) suggest(course, findings);
  return {.findings = reported(world, std::move(findings)),
          .rota = std::move(course.rota),
          .routines = std::move(course.routines),
          .crunches = std::move(course.first_crunches)};
}

}  // namespace evenkeel
