// An analysis on its way, in the order of DESIGN section 6: what both passes have in common, and the plans of
// the first.
#pragma once

#include "core/findings/analysis.hpp"
#include "core/plans/rota_problem.hpp"
#include "core/plans/routines.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evenkeel {

using CrunchTimes = std::array<std::vector<Interval>, 2>;  // by partner

/// Borrows world and answers.
struct Course {
  const World& world;
  const Answers& answers;
  PassTimes first_times;
  PassTimes second_times;
  std::array<std::vector<Crunch>, 2> first_crunches;
  std::array<std::vector<Crunch>, 2> second_crunches;
  RotaProblem problem;
  Rota rota;
  std::uint64_t rota_steps = 0;                     // what it took to solve it
  std::vector<CoverageWindow> windows;              // of the rota
  std::vector<std::optional<PersonIndex>> holders;  // parallel to `windows`
  std::vector<std::vector<Date>> rule_dates;        // by routine
  RoutinePlan routines;
  std::vector<Slot> published;
};

[[nodiscard]] Course run_course(const World& world, const Answers& answers);

[[nodiscard]] PassInput first_input(const Course& course);
[[nodiscard]] PassInput second_input(const Course& course);

[[nodiscard]] CrunchTimes times_of(const std::array<std::vector<Crunch>, 2>& crunches);

/// What the rota of a course looks at, with these times, answers and crunches (all borrowed).
[[nodiscard]] RotaCircumstances rota_circumstances(const World& world, const Answers& answers,
                                                   const PassTimes& first, const PassTimes& second,
                                                   CrunchTimes crunches);

/// What routines are placed beside.
[[nodiscard]] RoutineCircumstances routine_circumstances(const Course& course, const Answers& answers,
                                                         const PassTimes& first, const PassTimes& second,
                                                         std::span<const std::optional<PersonIndex>> holders);

/// The slots that stand published.
[[nodiscard]] std::vector<Slot> published_slots(const RoutinePlan& plan, const Answers& answers);

}  // namespace evenkeel
