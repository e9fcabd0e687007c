#include "core/plans/rota_problem.hpp"

#include "core/plans/household.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

class RotaProblemTest : public testing::Test {
 protected:
  RotaProblemTest() {
    settings_.coverages.resize(2);
    settings_.coverages[0].id = "pick-up";
    settings_.coverages[0].who = {PersonId("alex"), PersonId("sam"), PersonId("gran")};
    settings_.coverages[0].usual[0] = PersonId("gran");
    settings_.coverages[0].points = 3;
    settings_.coverages[1].id = "night";
  }

  static CoverageWindow window(std::size_t coverage, std::string_view day, int from, int to) {
    return {coverage, 0, date(day), from_to(day, from, to),
            (coverage == 0 ? "duty/pick-up/" : "duty/night/") + std::string(day)};
  }

  RotaProblem read() {
    return rota_problem(
        {settings_, now_, windows_, at("2027-05-24", 0), answers_, past_, support_, crunches_, able_});
  }

  std::vector<PersonIndex> candidates(std::size_t i = 0) {
    std::vector<PersonIndex> people;
    const RotaProblem p = read();
    for (const RotaCandidate& c : p.windows.at(i).candidates) people.push_back(c.who);
    return people;
  }

  Settings settings_ = household();
  Instant now_ = at("2026-11-25", 12);  // a Wednesday
  std::vector<CoverageWindow> windows_{window(0, "2026-11-30", 15, 16)};
  Answers answers_;
  std::vector<PastDuty> past_;
  std::vector<SupportRequest> support_;
  std::array<std::vector<Interval>, 2> crunches_;
  AbleFor able_ = [](PersonIndex, const CoverageWindow&, bool, bool) { return true; };
};

// "The windows with end > now and start < H1, by (start, end, configuration order)."
TEST_F(RotaProblemTest, WindowsAheadInOrder) {
  windows_ = {window(1, "2026-11-26", 9, 10),  window(0, "2026-11-26", 9, 10),
              window(1, "2026-11-25", 10, 12), window(1, "2026-11-25", 10, 13),
              window(0, "2027-05-24", 0, 1),   window(1, "2026-11-26", 8, 12)};
  std::vector<std::string> keys;
  for (const RotaWindow& w : read().windows)
    keys.push_back(w.window.duty_key + "/" +
                   std::to_string((w.window.time.end - w.window.time.start).count() / 3600));
  EXPECT_THAT(keys, ElementsAre("duty/night/2026-11-25/3", "duty/night/2026-11-26/4",
                                "duty/pick-up/2026-11-26/1", "duty/night/2026-11-26/1"));
}

// "those in `who` who are able in the first pass and did not decline this duty"
TEST_F(RotaProblemTest, CandidatesAreAbleAndWilling) {
  EXPECT_THAT(candidates(), ElementsAre(alex, sam, gran));
  answers_.declined_by["duty/pick-up/2026-11-30"] = {PersonId("alex")};
  EXPECT_THAT(candidates(), ElementsAre(sam, gran));
  able_ = [](PersonIndex who, const CoverageWindow&, bool with_unconfirmed, bool) {
    return who != sam && !with_unconfirmed;
  };
  EXPECT_THAT(candidates(), ElementsAre(gran));
  EXPECT_TRUE(read().windows[0].candidates[0].needs_unconfirmed);
}

// `who` is both partners where it is not given.
TEST_F(RotaProblemTest, BothPartnersByDefault) {
  windows_ = {window(1, "2026-11-30", 15, 16)};
  EXPECT_THAT(candidates(), ElementsAre(alex, sam));
}

// "a deleted duty means not needed"
TEST_F(RotaProblemTest, DeletedDutiesAreNotNeeded) {
  answers_.not_needed = {"duty/pick-up/2026-11-30"};
  EXPECT_THAT(read().windows, IsEmpty());
}

// "People's edits win: … a duty renamed to another's name is a swap" - as long as they are able.
TEST_F(RotaProblemTest, ASwapStaysWhileTheyAreAble) {
  answers_.holder["duty/pick-up/2026-11-30"] = PersonId("sam");
  EXPECT_THAT(candidates(), ElementsAre(sam));
  EXPECT_TRUE(read().windows[0].swapped);
  able_ = [](PersonIndex who, const CoverageWindow&, bool, bool) { return who != sam; };
  EXPECT_THAT(candidates(), ElementsAre(alex, gran));
  EXPECT_FALSE(read().windows[0].swapped);
}

// "A window belongs to the week of its start (one that began earlier: the current one)."
TEST_F(RotaProblemTest, WeeksFromTheCurrentOne) {
  windows_ = {
      {1, 0, date("2026-11-22"), {at("2026-11-22", 20), at("2026-11-26", 7)}, "duty/night/2026-11-22"},
      window(1, "2026-11-29", 23, 24),
      window(1, "2026-11-30", 0, 1)};
  const RotaProblem p = read();
  EXPECT_THAT(p.windows, ElementsAre(Field(&RotaWindow::week, 0), Field(&RotaWindow::week, 0),
                                     Field(&RotaWindow::week, 1)));
}

// "`usual` by the weekday of the window's date", here Monday; the share on the start date; points of the
// coverage.
TEST_F(RotaProblemTest, WhatACoverageSays) {
  settings_.careers = {{date("2026-11-30"), true, PersonId("alex"), 20}};
  windows_ = {window(0, "2026-11-29", 15, 16), window(0, "2026-11-30", 15, 16)};
  answers_.published_holder["duty/pick-up/2026-11-30"] = PersonId("sam");
  const RotaProblem p = read();
  EXPECT_EQ(p.windows[0].usual, std::nullopt);
  EXPECT_EQ(p.windows[0].share_first_percent, 50);
  EXPECT_EQ(p.windows[1].usual, gran);
  EXPECT_EQ(p.windows[1].share_first_percent, 20);
  EXPECT_EQ(p.windows[1].points, 3);
  EXPECT_EQ(p.windows[1].published_to, sam);
}

// "while a crunch of theirs (first pass) overlaps the window"; partners only, half-open.
TEST_F(RotaProblemTest, CrunchesOfPartners) {
  crunches_[1] = {from_to("2026-11-30", 9, 16)};
  crunches_[0] = {from_to("2026-11-30", 9, 15)};
  const RotaProblem p = read();
  const auto& c = p.windows[0].candidates;
  EXPECT_THAT(c, ElementsAre(Field(&RotaCandidate::in_crunch, false), Field(&RotaCandidate::in_crunch, true),
                             Field(&RotaCandidate::in_crunch, false)));
}

// "Running points: of windows held by that partner, from the last four weeks (as observed; none known: 0)".
TEST_F(RotaProblemTest, PastDutiesOfFourWeeks) {
  EXPECT_EQ(read().at_begin, RotaBalance{});
  past_ = {{"pick-up", from_to("2026-10-25", 9, 10), PersonId("alex"), 9},  // the Sunday before: too long ago
           {"pick-up", from_to("2026-10-26", 9, 10), PersonId("alex"), 3},
           {"pick-up", from_to("2026-11-24", 9, 10), PersonId("sam"), 1},
           {"pick-up", from_to("2026-11-24", 11, 12), PersonId("gran"), 5},
           {"pick-up", from_to("2026-11-24", 13, 14), std::nullopt, 5},
           {"pick-up", from_to("2026-11-25", 11, 13), PersonId("alex"), 7}};  // not over: in the rota
  EXPECT_EQ(read().at_begin, (RotaBalance{{3, 1}, {200, 200}}));
}

}  // namespace
}  // namespace evenkeel::test
