// Trying changes against an analysis: what each would do to its findings. Only what a change reaches is
// worked out anew; the effect is the one that the whole analysis of the changed world has.
#pragma once

#include "core/findings/scene.hpp"
#include "core/findings/suggest.hpp"
#include "core/plans/course.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace evenkeel {

struct AttemptedChange;

/// A finding as it was before a change.
struct FormerFinding {
  std::string key;
  Interval time;
  std::string kind;
  bool local = false;
};

/// What the whole analysis of the changed world says; `before`: the findings of both passes.
[[nodiscard]] Effect effect_by_analysis(const Course& course, std::span<const FormerFinding> before,
                                        const Change& change);

/// Of findings with equal keys each keeps the number that it had before: those that went rename no others.
void keep_numbers(std::span<const FormerFinding> before, std::vector<Finding>& after);

class Attempts {
 public:
  /// Of a course and its findings of each pass; `numbered`: equal keys had to be numbered. Borrows the
  /// course.
  Attempts(const Course& course, std::span<const Finding> first, std::span<const Finding> second,
           bool numbered);

  [[nodiscard]] Effect operator()(const Change& change);

 private:
  /// One pass before: its findings, and their keys.
  struct Before {
    std::vector<FormerFinding> known;
    std::unordered_set<std::string_view> keys;
    Scene scene;
    explicit Before(const PassInput& input) : scene(input) {}
  };
  struct Delta;

  /// A rota that was solved with some windows exchanged: changes that open the same windows share it.
  struct SolvedRota {
    std::vector<std::pair<std::size_t, std::vector<RotaCandidate>>> exchanged;
    RotaAssignment who;
  };

  void remember(std::span<const Finding> findings, Before& before);
  void reach_crunches(AttemptedChange& c) const;
  void reach_rota(AttemptedChange& c);
  [[nodiscard]] const RotaAssignment& solved(std::vector<std::pair<std::size_t, RotaWindow>> different);
  void solve_rota(AttemptedChange& c, std::vector<std::pair<std::size_t, RotaWindow>> different);
  void reach_routines(AttemptedChange& c) const;
  [[nodiscard]] IntervalSet region_of(const AttemptedChange& c) const;
  [[nodiscard]] std::vector<FindingKind> wide_kinds(const AttemptedChange& c, Pass pass) const;
  [[nodiscard]] Delta delta(const AttemptedChange& c, const IntervalSet& region, Pass pass) const;

  const Course& course_;
  bool exact_;
  PassInput first_input_;
  PassInput second_input_;
  Before first_;
  Before second_;
  std::vector<FindingKind> local_kinds_;
  RotaProblem problem_;  // the course's; windows are exchanged while it is solved
  std::vector<SolvedRota> solved_;
  std::array<Interval, 2> deadline_times_;  // from the first start to the last due, by partner
  IntervalSet placing_;                     // where a change can move a routine
  Seconds longest_way_{0};                  // to a window
};

}  // namespace evenkeel
