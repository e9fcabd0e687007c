#include "core/plans/analyse.hpp"

#include "core/findings/suggest.hpp"
#include "core/plans/attempts.hpp"
#include "core/plans/course.hpp"
#include "core/plans/tries.hpp"

namespace evenkeel {
namespace {

std::size_t tries_for(const Course& course, bool all) {
  std::size_t size = 1 + 20 * course.windows.size();
  for (const auto& engagements : course.world.engagements) size += engagements.size();
  return suggestion_tries(size, course.rota_steps, all);
}

/// What is told in messages is at least a warning; what is published, at least alerts.min_severity.
Severity least_told(const Settings& settings) {
  return settings.alerts.min_severity == "info" ? Severity::info : Severity::warning;
}

void suggest(const Course& course, Attempts& attempts, bool all, std::vector<Finding>& findings) {
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
                   .attempt = [&](const Change& change) { return attempts(change); },
                   .tries = tries_for(course, all),
                   .least = all ? Severity::info : least_told(*course.world.settings)},
                  findings);
}

}  // namespace

Analysis analyse(const World& world, const Answers& answers, Suggestions suggestions) {
  Course course = run_course(world, answers);
  bool numbered = false;
  std::vector<Finding> first = findings_of_pass(first_input(course), &numbered);
  std::vector<Finding> second = findings_of_pass(second_input(course), &numbered);
  std::optional<Attempts> attempts;
  if (suggestions != Suggestions::left_out) attempts.emplace(course, first, second, numbered);
  // What is not reported needs no way out.
  std::vector<Finding> findings = reported(world, merge_passes(world, std::move(first), std::move(second)));
  if (attempts) suggest(course, *attempts, suggestions == Suggestions::added, findings);
  return {
      .findings = std::move(findings),
      .rota = std::move(course.rota),
      .routines = std::move(course.routines),
      .crunches = std::move(course.first_crunches),
      .occupied = {course.first_times.of(PartnerIndex::first), course.first_times.of(PartnerIndex::second)}};
}

}  // namespace evenkeel
