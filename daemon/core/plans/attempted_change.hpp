// One change on trial: what it displaces, and step by step what follows. Private to the attempts.
#pragma once

#include "core/findings/suggest.hpp"
#include "core/plans/course.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace evenkeel {

/// The answers as they would be with a change that is asked of a person, not of a calendar.
[[nodiscard]] Answers changed_answers(Answers answers, const Change& change, const Settings& settings);

/// All time that decides where slots go, and perhaps more: the windows of every period, and every slot that
/// is published.
[[nodiscard]] IntervalSet placing_time(const RoutineCircumstances& c);

/// By partner, from when work on the first deadline can begin to when the last is due.
[[nodiscard]] std::array<Interval, 2> deadline_times(const World& world);

/// What a change makes of the course; what did not come to differ stays empty. Borrows both.
struct AttemptedChange {
  const Course& course;
  const Change& change;
  Displaced displaced;
  PassTimes first, second;
  std::optional<World> light;       // with a deadline moved
  std::optional<Answers> answered;  // where people answered otherwise
  std::array<std::vector<Crunch>, 2> first_crunches, second_crunches;
  bool first_crunches_differ = false, second_crunches_differ = false;
  IntervalSet touched;            // bodies that go or come
  std::vector<Interval> windows;  // whose candidates or holder differ, or that `touched` may block
  std::optional<RotaAssignment> holders;
  std::vector<Interval> duties;  // that go from one to another, with the way there
  std::optional<RoutinePlan> routines;
  std::vector<Slot> published;  // of `routines`

  AttemptedChange(const Course& c, const Change& with);
  AttemptedChange(const AttemptedChange&) = delete;
  AttemptedChange& operator=(const AttemptedChange&) = delete;
  ~AttemptedChange() = default;

  [[nodiscard]] const World& world() const { return light ? *light : course.world; }
  [[nodiscard]] const Answers& answers() const { return answered ? *answered : course.answers; }
  [[nodiscard]] const PassTimes& times(Pass pass) const { return pass == Pass::all ? second : first; }
  /// The duty that somebody is asked to take.
  [[nodiscard]] std::string_view asked_duty() const;
  /// Whether trips go or come.
  [[nodiscard]] bool touches_away(Pass pass) const;
};

}  // namespace evenkeel
