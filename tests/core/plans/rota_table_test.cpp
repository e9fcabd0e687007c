// Each item of the rota's vector alone (DESIGN section 7, "Rota"): the expected holder follows from the
// sentence quoted above the test.
#include "core/plans/household.hpp"
#include "core/plans/rota.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::Eq;

RotaWindow window(std::string_view day, int from, int to, std::vector<RotaCandidate> candidates,
                  int points = 1) {
  RotaWindow w;
  w.window.date = date(day);
  w.window.time = from_to(day, from, to);
  w.candidates = std::move(candidates);
  w.points = points;
  w.week = static_cast<int>((date(day) - date("2026-11-23")).count() / 7);
  return w;
}

RotaProblem problem(std::vector<RotaWindow> windows) {
  return {at("2026-11-23", 0), std::move(windows), {}};
}

RotaAssignment holders(const RotaProblem& p) {
  return solve(p).who;
}

// "1. windows with nobody" comes before everything: one of two overlapping windows can be Alex's alone, so
// Sam takes the other although a crunch of theirs lies over it.
TEST(RotaTable, NobodyIsWorst) {
  EXPECT_THAT(holders(problem({window("2026-11-24", 9, 11, {{alex}, {sam, false, true}}),
                               window("2026-11-24", 10, 12, {{alex}})})),
              ElementsAre(sam, alex));
}

// "nobody" where no candidate is left.
TEST(RotaTable, NobodyWhereNoCandidate) {
  EXPECT_THAT(holders(problem({window("2026-11-24", 9, 11, {})})), ElementsAre(std::nullopt));
}

// "No person holds two windows that overlap": two at once, one candidate: one stays with nobody; ties go to
// the first window.
TEST(RotaTable, NoPersonHoldsTwoThatOverlap) {
  EXPECT_THAT(
      holders(problem({window("2026-11-24", 9, 11, {{alex}}), window("2026-11-24", 10, 12, {{alex}})})),
      ElementsAre(Eq(alex), std::nullopt));
}

// Half-open: 11:00 to 12:00 does not overlap 09:00 to 11:00.
TEST(RotaTable, OneAfterTheOtherIsNoOverlap) {
  EXPECT_THAT(
      holders(problem({window("2026-11-24", 9, 11, {{alex}}), window("2026-11-24", 11, 12, {{alex}})})),
      ElementsAre(alex, alex));
}

// "2. windows that start within 48 h from now and are published to somebody else than assigned now" is dearer
// than 3, the usual person. The limit is included; a minute later it no longer counts.
TEST(RotaTable, LateChangesAreDear) {
  RotaWindow w = window("2026-11-25", 0, 1, {{alex}, {sam}});
  w.usual = alex;
  w.published_to = sam;
  EXPECT_THAT(holders(problem({w})), ElementsAre(sam));
  w.window.time.start += Minutes(1);
  EXPECT_THAT(holders(problem({w})), ElementsAre(alex));
}

// "Nothing is frozen: item 2 only makes late changes dear": whoever is no candidate any more does not keep
// it.
TEST(RotaTable, NothingIsFrozen) {
  RotaWindow w = window("2026-11-24", 9, 10, {{alex}});
  w.published_to = sam;
  const RotaSolution s = solve(problem({w}));
  EXPECT_THAT(s.who, ElementsAre(alex));
  EXPECT_EQ(s.vector.items[1], 1);
}

// "3. windows whose usual person is a candidate and is not given them" comes before 4, helpers.
TEST(RotaTable, TheUsualPersonEvenWhenAHelper) {
  RotaWindow w = window("2026-11-26", 9, 10, {{alex}, {gran}});
  w.usual = gran;
  EXPECT_THAT(holders(problem({w})), ElementsAre(gran));
}

// "4. windows given to a helper who is not their usual person" comes before 5 and 6.
TEST(RotaTable, PartnersBeforeHelpers) {
  EXPECT_THAT(holders(problem({window("2026-11-26", 9, 10, {{gran}, {sam, true}}, 9)})), ElementsAre(sam));
}

// "5. windows given to somebody for whom an unconfirmed occurrence would block" comes before balance.
TEST(RotaTable, UnconfirmedBeforeBalance) {
  EXPECT_THAT(holders(problem({window("2026-11-26", 9, 10, {{alex}, {sam, true}}, 9),
                               window("2026-11-27", 9, 10, {{alex}, {sam, true}}, 9)})),
              ElementsAre(alex, alex));
}

// "6. imbalance": Alex has 3 points of 1.5 due, so Sam's turn: |3 - 2| = 1 instead of |4 - 2| = 2.
TEST(RotaTable, BalanceFromTheLastFourWeeks) {
  RotaProblem p = problem({window("2026-11-26", 9, 10, {{alex}, {sam}})});
  p.at_begin = {{3, 0}, {150, 150}};
  const RotaSolution s = solve(p);
  EXPECT_THAT(s.who, ElementsAre(sam));
  EXPECT_EQ(s.vector.items[5], 100);
  EXPECT_EQ(s.at_end.points, (std::array<std::int64_t, 2>{3, 1}));
  EXPECT_EQ(s.at_end.due_hundredths, (std::array<std::int64_t, 2>{200, 200}));
}

// The sum runs "over the weeks from the current one to the last with a window": a gap of a week counts twice,
// so the two points of week 0 are shared out there and then.
TEST(RotaTable, WeeksWithoutAWindowCount) {
  const RotaProblem p =
      problem({window("2026-11-24", 9, 10, {{alex}}, 2), window("2026-12-08", 9, 10, {{alex}, {sam}}, 2)});
  const RotaSolution s = solve(p);
  EXPECT_THAT(s.who, ElementsAre(alex, sam));
  EXPECT_EQ(s.vector.items[5], 100 + 100 + 0);
}

// "Windows held by helpers or nobody count for neither."
TEST(RotaTable, HelpersCountForNeither) {
  const RotaSolution s = solve(problem({window("2026-11-24", 9, 10, {{gran}}, 5)}));
  EXPECT_EQ(s.vector.items[5], 0);
  EXPECT_EQ(s.at_end, RotaBalance{});
}

// "each times the first partner's share in percent": with 65 %, of three points Alex holds two: |2 - 1.95|.
TEST(RotaTable, SharesOfTheDate) {
  std::vector<RotaWindow> windows;
  for (const auto* day : {"2026-11-24", "2026-11-25", "2026-11-26"}) {
    windows.push_back(window(day, 9, 10, {{alex}, {sam}}));
    windows.back().share_first_percent = 65;
  }
  const RotaSolution s = solve(problem(windows));
  EXPECT_EQ(s.vector.items[5], 5);
  EXPECT_THAT(s.who, ElementsAre(alex, alex, sam));  // of the three ways the one with Alex earliest
}

// "7. points of windows given to a partner while a crunch of theirs overlaps": decides only among equal
// balance.
TEST(RotaTable, CrunchesDecideAmongEquals) {
  EXPECT_THAT(holders(problem({window("2026-11-24", 9, 10, {{alex, false, true}, {sam}}),
                               window("2026-11-26", 9, 10, {{alex}, {sam}})})),
              ElementsAre(sam, alex));
}

// "ties: … the person earlier in [partners, helpers, nobody]" at the first window where two differ.
TEST(RotaTable, TiesGoToTheEarlierPersonAtTheFirstDifference) {
  EXPECT_THAT(holders(problem({window("2026-11-24", 9, 10, {{sam}, {alex}}),
                               window("2026-11-26", 9, 10, {{sam}, {alex}})})),
              ElementsAre(alex, sam));
  RotaProblem helpers = problem({window("2026-11-24", 9, 10, {{PersonIndex{3}}, {gran}})});
  EXPECT_THAT(holders(helpers), ElementsAre(gran));
}

TEST(RotaTable, NothingToCover) {
  const RotaSolution s = solve(problem({}));
  EXPECT_TRUE(s.who.empty());
  EXPECT_EQ(s.vector, RotaVector{});
}

struct Worded {
  const char* what;
  RotaWindow window;
  const char* reason;
};

Settings covered() {
  Settings s = household();
  s.coverages.emplace_back();
  s.coverages[0].id = "pick-up";
  s.coverages[0].who = {PersonId("alex"), PersonId("sam"), PersonId("gran")};
  return s;
}

TEST(RotaReasons, OneSentenceEach) {
  RotaWindow usual = window("2026-11-23", 15, 16, {{sam}});
  usual.usual = sam;
  RotaWindow swapped = window("2026-11-27", 15, 16, {{sam}});
  swapped.swapped = true;
  RotaWindow kept = window("2026-11-24", 15, 16, {{alex}, {sam}});
  kept.published_to = sam;
  const std::vector<Worded> table{
      {"usual", usual, "Sam: the usual person on Mondays"},
      {"swapped", swapped, "Sam: as you changed it"},
      {"published", kept, "Sam: already agreed, and it is soon"},
      {"helper", window("2026-11-27", 15, 16, {{gran}}), "Gran: neither Alex nor Sam is free"},
      {"one partner", window("2026-11-27", 15, 16, {{alex}}), "Alex: Sam is not free"},
      {"balance", window("2026-11-27", 15, 16, {{alex}, {sam}}, 3),
       "Alex: keeps the balance (3 of 1.5 points)"},
      {"nobody", window("2026-11-27", 15, 16, {}), "Nobody: neither Alex nor Sam is free, and no helper is"},
  };
  for (const Worded& row : table) {
    SCOPED_TRACE(row.what);
    const RotaProblem p = problem({row.window});
    EXPECT_EQ(rota_of(p, solve(p), covered()).entries.at(0).reason, row.reason);
  }
}

TEST(RotaReasons, AHelperIsAskedUntilTheyAgree) {
  RotaWindow w = window("2026-11-27", 15, 16, {{gran}});
  for (const bool agreed : {false, true}) {
    w.agreed = agreed;
    const RotaProblem p = problem({w});
    EXPECT_EQ(rota_of(p, solve(p), covered()).entries.at(0).needs_asking, !agreed);
  }
}

}  // namespace
}  // namespace evenkeel::test
