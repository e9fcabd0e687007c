// What is worked out of a change alone is what the whole analysis of the changed household says: the same
// findings gone, the same new ones, for changes and households drawn at random with a fixed seed.
#include "core/plans/attempts.hpp"

#include "core/household/home.hpp"
#include "core/plans/analyse.hpp"

#include <gtest/gtest.h>

#include <random>

namespace evenkeel {
namespace {

using test::civil;
using test::date;
using test::Home;

class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_(seed) { furnish(); }

  int below(std::size_t limit) { return static_cast<int>(random_() % limit); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  Home home;

 private:
  void furnish() {
    Settings& s = home.settings;
    s.horizon = Days(28);
    s.partners[1].fixed_hours = one_in(4);
    s.partners[0].after_hours_allowance = Minutes(30);
    add_coverages();
    add_routines();
    Protect& p = s.protects.emplace_back();
    p.id = p.title = "friday";
    p.who = {PersonId("alex"), PersonId("sam")};
    p.time.days[4] = {{Hours(9), Hours(12)}, {Hours(13), Hours(17)}};
    for (std::size_t partner = 0; partner < 2; ++partner) {
      for (int i = 0; i < 3; ++i) {
        TomlDeadline& d = s.partners[partner].deadlines.emplace_back();
        d.id = d.title = "d" + std::to_string(partner) + std::to_string(i);
        d.due = date(2026, 11, 26) + Days(below(20));
        d.effort = Hours(4 + below(60));
        d.alternatives = {date(2026, 12, 1) + Days(below(30)), date(2027, 3, 1)};
      }
    }
    const int many = 40 + below(120);
    for (int i = 0; i < many; ++i) add_event();
  }

  void add_coverages() {
    for (const auto& [id, from, to] :
         {std::tuple("drop-off", Hours(8), Hours(9)), std::tuple("pick-up", Hours(15), Hours(16))}) {
      Coverage& c = home.settings.coverages.emplace_back();
      c.id = c.title = id;
      c.time = {{from, to}};
      c.rrule = "FREQ=DAILY";
      c.start = date(2024, 1, 1);
      c.who = {PersonId("alex"), PersonId("sam")};
      if (one_in(2)) c.who.emplace_back("gran");
      c.default_travel = Minutes(below(40));
      c.attention = one_in(2) ? Attention::full : Attention::present;
      c.usual[2] = PersonId("alex");
      c.points = below(4);
    }
  }

  void add_routines() {
    Routine& together = home.settings.routines.emplace_back();
    together.id = together.title = "talk";
    together.with = {PersonId("alex"), PersonId("sam")};
    together.windows = test::every_day("MTWTFSS", Hours(15), Hours(17));
    Routine& alone = home.settings.routines.emplace_back();
    alone.id = alone.title = "learn";
    alone.with = {PersonId("alex")};
    alone.duration = Hours(3);
    alone.protected_ = one_in(2);
    for (const char* slot : {"slot/talk/2026-W48", "slot/learn/2026-W49"}) {
      if (one_in(3)) continue;
      const Instant start = home.now + Days(1 + below(9)) + Hours(below(10));
      home.snapshot.answers.placed[slot] = {start, start + Hours(1)};
    }
  }

  void add_event() {
    constexpr std::array<const char*, 6> sources{"alex/work",   "alex/private",     "sam/work",
                                                 "sam/private", "household/family", "gran/own"};
    constexpr std::array<const char*, 4> summaries{"review", "Alex: dentist", "both: concert", "Sam: trip"};
    const char* where = sources.at(static_cast<std::size_t>(below(6)));
    const char* what = summaries.at(static_cast<std::size_t>(below(4)));
    const LocalTime start = civil(2026, 11, 21, 6) + Days(below(30)) + Minutes(15 * below(60));
    const Date first = std::chrono::floor<Days>(start);
    Component& c = one_in(9) ? home.all_day(where, what, first, first + Days(1 + below(9)))
                             : home.timed(where, what, start, start + Minutes(15 * (1 + below(14))));
    if (one_in(6)) c.rrules = {one_in(2) ? "FREQ=DAILY;COUNT=9" : "FREQ=WEEKLY"};
    if (one_in(12)) c.categories = {PrivateText("trip")};
    if (one_in(12)) c.categories = {PrivateText("focus")};
    if (one_in(9)) c.busy_status = one_in(2) ? BusyStatus::oof : BusyStatus::working_elsewhere;
    if (one_in(5)) c.status = Status::tentative;
    if (one_in(8)) c.transp = Transp::transparent;
    if (one_in(4)) c.travel = Minutes(15 * (1 + below(8)));
  }

  std::mt19937 random_;
};

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
  FindingKeys before;
  for (const Finding& f : first) before.insert(f.key);
  for (const Finding& f : second) before.insert(f.key);
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
