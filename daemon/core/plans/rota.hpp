// Who covers which window (DESIGN section 7, "Rota"): the problem as small explicit values, its exact
// optimum.
#pragma once

#include "core/household/people.hpp"
#include "core/household/window.hpp"
#include "core/plans/plan.hpp"
#include "core/time/instant.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace evenkeel {

/// Somebody who may hold a window: able in the first pass, and did not decline it.
struct RotaCandidate {
  PersonIndex who{};
  bool needs_unconfirmed = false;  // item 5: not able in the second pass
  bool in_crunch = false;          // item 7: a partner with a crunch (first pass) over the window
  bool operator==(const RotaCandidate&) const = default;
};

struct RotaWindow {
  CoverageWindow window;
  std::vector<RotaCandidate> candidates;  // in any order, nobody twice
  std::optional<PersonIndex> usual;       // by the weekday of the window's date
  std::optional<PersonIndex> published_to;
  bool swapped = false;          // people renamed the duty: its only candidate is who they named
  bool agreed = false;           // the helper has agreed
  int points = 1;                // 0-99
  int share_first_percent = 50;  // the first partner's share on the window's start date
  int week = 0;                  // of its start, from the current one (0); earlier ones: 0
};

/// Points held, and points due in hundredths, of both partners. Windows of helpers or nobody count in
/// neither.
struct RotaBalance {
  std::array<std::int64_t, 2> points{};
  std::array<std::int64_t, 2> due_hundredths{};
  /// Adds a window held by `who`; does nothing when that is no partner.
  void hold(std::optional<PersonIndex> who, int window_points, int share_first_percent);
  /// Running points less due points of the first partner, in hundredths of a point.
  [[nodiscard]] std::int64_t difference() const { return (100 * points[0]) - due_hundredths[0]; }
  bool operator==(const RotaBalance&) const = default;
};

struct RotaProblem {
  Instant now{};
  std::vector<RotaWindow> windows;  // by start, end, configuration order
  RotaBalance at_begin;             // from the last four weeks
};

/// One for each window.
using RotaAssignment = std::vector<std::optional<PersonIndex>>;

/// The seven items of DESIGN section 7, in their order; imbalance in hundredths of a point.
struct RotaVector {
  std::array<std::int64_t, 7> items{};
  bool operator==(const RotaVector&) const = default;
  auto operator<=>(const RotaVector&) const = default;
};

/// The vector of any assignment; says nothing of whether the assignment is allowed.
RotaVector rota_vector(const RotaProblem& problem, const RotaAssignment& assignment);

/// What the search may spend, counted in its own steps, so that the same problem has the same answer
/// everywhere. Half a year with a hundred windows a week and points up to 99 stays within it.
struct RotaBudget {
  std::size_t choices = 2'000'000;      // of who takes which window, over all ways in which others are bound
  std::uint64_t steps = 300'000'000;    // of these, at every difference of points that counts
  std::size_t layer = 1'000'000;        // differences that are told apart before one window
  std::size_t remembered = 16'000'000;  // decisions kept at once; the others are made again. Never changes a
                                        // result
};

struct RotaSolution {
  RotaAssignment who;
  RotaVector vector;
  RotaBalance at_end;
  bool exact = true;        // false: the budget ended; the best of what was looked at
  std::uint64_t steps = 0;  // what it took
};

/// The optimum, ties as DESIGN says: exact within the budget, beyond it the best of those assignments that
/// stay near an even balance. Candidates only; nobody holds two windows that overlap.
/// Time and space grow with windows x reachable differences x ways in which overlapping windows can be held.
RotaSolution solve(const RotaProblem& problem, const RotaBudget& budget = {});
/// Who of it alone.
RotaAssignment assignment(const RotaProblem& problem);

/// The solution in words: one entry a window, each with its reason.
Rota rota_of(const RotaProblem& problem, const RotaSolution& solution, const Settings& settings);

}  // namespace evenkeel
