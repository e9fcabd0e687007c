// What is worked out of a change alone is what the whole analysis of the changed household says: the same
// findings gone, the same new ones, for changes and households drawn at random with a fixed seed.
#include "core/plans/attempts.hpp"

#include "core/plans/analyse.hpp"
#include "core/plans/drawn.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::Drawn;

std::optional<EngagementRef> some_engagement(Drawn& drawn, const World& world) {
  const auto who = static_cast<PersonIndex>(drawn.below(2));
  const auto& all = world.engagements[index(who)];
  if (all.empty()) return std::nullopt;
  return EngagementRef{who, static_cast<std::size_t>(drawn.below(all.size()))};
}

MoveAway some_away(Drawn& drawn, const World& world) {
  MoveAway move;
  const int many = drawn.one_in(4) ? 12 : 1 + drawn.below(3);
  for (int i = 0; i < many; ++i) {
    if (const auto ref = some_engagement(drawn, world)) move.what.push_back(*ref);
  }
  std::ranges::sort(move.what);
  move.what.erase(std::ranges::unique(move.what).begin(), move.what.end());
  return move;
}

Change some_change(Drawn& drawn, const Course& course) {
  const World& world = course.world;
  const auto some_duty = [&] {
    return course.windows[static_cast<std::size_t>(drawn.below(course.windows.size()))].duty_key;
  };
  switch (drawn.below(8)) {
    case 0:
      return AskHelper{some_duty(), PersonIndex{2}};
    case 1:
      return AskPartner{some_duty(), static_cast<PartnerIndex>(drawn.below(2))};
    case 2: {
      const auto i = static_cast<std::size_t>(drawn.below(world.deadlines.size()));
      if (world.deadlines[i].toml == nullptr) break;
      return MoveDeadline{i, world.deadlines[i].toml->alternatives[static_cast<std::size_t>(drawn.below(2))]};
    }
    case 3: {
      if (course.routines.slots.empty()) break;
      const Slot& slot =
          course.routines.slots[static_cast<std::size_t>(drawn.below(course.routines.slots.size()))];
      const Instant to = world.now + Hours(drawn.below(300));
      return ShiftSlot{slot.key, {to, to + slot.time.length()}};
    }
    case 4:
    case 5: {
      const auto ref = some_engagement(drawn, world);
      if (!ref || world.engagements[index(ref->person)][ref->engagement].occurrence.all_day) break;
      const Instant to = world.now + Minutes(15 * drawn.below(2500));
      return MoveTo{*ref, {to, to + Minutes(15 * (1 + drawn.below(12)))}};
    }
    default:
      break;
  }
  return some_away(drawn, world);
}

std::vector<std::string> told(const Effect& effect) {
  std::vector<std::string> lines(effect.gone.begin(), effect.gone.end());
  for (const Finding& f : effect.causes) {
    lines.push_back("new " + f.key + (f.if_accepted ? "? " : " ") + f.title + " " +
                    std::to_string(static_cast<int>(f.severity)) + " " +
                    std::to_string(f.time.start.time_since_epoch().count()) + " " +
                    std::to_string(f.time.length().count()) + " " + std::to_string(f.concerns.size()));
  }
  return lines;
}

class AttemptsOf : public testing::TestWithParam<unsigned> {};

TEST_P(AttemptsOf, SayWhatTheWholeAnalysisSays) {
  Drawn drawn(GetParam());
  const World world = drawn.home.world();
  const Course course = run_course(world, drawn.home.snapshot.answers);
  bool numbered = false;
  const auto first = findings_of_pass(first_input(course), &numbered);
  const auto second = findings_of_pass(second_input(course), &numbered);
  std::vector<FormerFinding> before;
  for (const auto& pass : {first, second}) {
    for (const Finding& f : pass) before.push_back({.key = f.key, .time = f.time, .kind = f.kind});
  }
  Attempts attempts(course, first, second, numbered);
  std::size_t effects = 0;
  for (int i = 0; i < 60; ++i) {
    const Change change = some_change(drawn, course);
    const auto expected = told(effect_by_analysis(course, before, change));
    ASSERT_EQ(told(attempts(change)), expected) << "change " << i << " of kind " << change.index();
    effects += expected.empty() ? 0U : 1U;
  }
  EXPECT_GT(effects, 5U);
}

Finding finding(const char* key, const char* kind, int from, int to) {
  Finding f;
  f.key = key;
  f.kind = kind;
  f.time = {Instant(Hours(from)), Instant(Hours(to))};
  return f;
}

std::vector<std::string> kept(std::vector<FormerFinding> before, std::vector<Finding> after) {
  keep_numbers(before, after);
  std::vector<std::string> keys;
  for (const Finding& f : after) keys.push_back(f.key);
  return keys;
}

// Two trips that begin on one day, through one crunch: they differ by their number alone.
TEST(Attempts, WhatGoesRenamesNoOtherFinding) {
  const std::string key = "travel-in-crunch/sam/2026-11-26/freeze";
  const FormerFinding first{
      .key = key, .time = {Instant(Hours(8)), Instant(Hours(9))}, .kind = "travel-in-crunch"};
  const FormerFinding second{
      .key = key + ".2", .time = {Instant(Hours(15)), Instant(Hours(16))}, .kind = "travel-in-crunch"};
  const auto trip = [&](int from, int to) { return finding(key.c_str(), "travel-in-crunch", from, to); };
  EXPECT_EQ(kept({first, second}, {trip(15, 16)}), std::vector{key + ".2"});
  EXPECT_EQ(kept({first, second}, {trip(8, 9)}), std::vector{key});
  // One that comes takes a number that nobody had; one that only changed its time keeps the key.
  EXPECT_EQ(kept({first, second}, {trip(7, 8), trip(8, 9)}), (std::vector{key + ".3", key}));
  EXPECT_EQ(kept({first}, {trip(8, 10)}), std::vector{key});
  // The number of a range of the day is a part of the name.
  const FormerFinding window{.key = "uncovered/care/2026-11-26",
                             .time = {Instant(Hours(8)), Instant(Hours(9))},
                             .kind = "uncovered"};
  EXPECT_EQ(kept({window}, {finding("uncovered/care/2026-11-26.2", "uncovered", 8, 9)}),
            std::vector<std::string>{"uncovered/care/2026-11-26.2"});
}

/// What a finding says of ways out of it.
std::vector<std::string> ways_out_of(const Finding& f) {
  std::vector<std::string> lines{f.key};
  for (const Suggestion& s : f.suggestions) lines.push_back(s.text + "|" + s.effect);
  if (f.decide_by) lines.push_back(std::to_string(f.decide_by->time_since_epoch().count()));
  return lines;
}

// What a cycle leaves out takes nothing from what it says.
TEST_P(AttemptsOf, WhatIsToldReadsTheSameWhereAllAreTried) {
  Drawn drawn(GetParam());
  drawn.home.settings.alerts.min_severity = GetParam() % 5 == 0 ? "info" : "warning";
  const World world = drawn.home.world();
  const Analysis all = analyse(world, drawn.home.snapshot.answers, Suggestions::added);
  const Analysis told = analyse(world, drawn.home.snapshot.answers, Suggestions::of_what_is_told);
  ASSERT_EQ(all.findings.size(), told.findings.size());
  for (std::size_t i = 0; i < all.findings.size(); ++i) {
    const Finding& f = told.findings[i];
    if (f.severity == Severity::info && drawn.home.settings.alerts.min_severity == "warning") {
      EXPECT_EQ(ways_out_of(f), std::vector<std::string>{all.findings[i].key});
    } else {
      EXPECT_EQ(ways_out_of(f), ways_out_of(all.findings[i]));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Households, AttemptsOf, testing::Range(1U, 61U));

}  // namespace
}  // namespace evenkeel
