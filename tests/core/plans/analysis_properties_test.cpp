// What must hold of the whole analysis, rota and routines included, of any household.
#include "core/plans/analyse.hpp"
#include "core/plans/drawn.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenkeel {
namespace {

using test::Drawn;
using test::Home;

std::string number(Instant t) {
  return std::to_string(t.time_since_epoch().count());
}

/// All that is found, proposed and planned, but with every time as if it were `earlier` before.
std::vector<std::string> decided(Home& home, Days earlier = Days(0)) {
  const World world = home.world();
  const Analysis analysis = analyse(world, home.snapshot.answers);
  std::vector<std::string> lines;
  const auto span = [&](Interval t) {
    return " " + number(t.start - earlier) + " " + number(t.end - earlier);
  };
  for (const Finding& f : analysis.findings) {
    lines.push_back(f.kind + span(f.time) + (f.if_accepted ? " if " : " ") +
                    std::to_string(static_cast<int>(f.severity)));
    for (const PartnerIndex p : f.concerns) lines.back() += " " + std::to_string(index(p));
    for (const Evidence& e : f.evidence) lines.back() += " " + e.person.str() + span(e.time);
    for (const Suggestion& s : f.suggestions) {
      if (s.expires) lines.back() += " until " + number(*s.expires - earlier);
    }
    if (f.decide_by) lines.back() += " decide " + number(*f.decide_by - earlier);
  }
  for (const RotaEntry& e : analysis.rota.entries) {
    lines.push_back("duty" + span(e.window.time) + " " + (e.who ? std::to_string(index(*e.who)) : "nobody"));
  }
  for (const Slot& s : analysis.routines.slots) {
    lines.push_back("slot " + std::to_string(s.routine) + span(s.time));
  }
  std::ranges::sort(lines);
  return lines;
}

std::size_t uncovered(Home& home) {
  const World world = home.world();
  const Analysis analysis = analyse(world, home.snapshot.answers, Suggestions::left_out);
  return static_cast<std::size_t>(
      std::ranges::count_if(analysis.rota.entries, [](const RotaEntry& e) { return !e.who.has_value(); }));
}

class AnalysisOf : public testing::TestWithParam<unsigned> {};

// London keeps its offset from November to March: no change of the clock lies between.
TEST_P(AnalysisOf, AHouseholdSomeWeeksLaterIsTheSameSomeWeeksLater) {
  Drawn now(GetParam());
  const auto expected = decided(now.home);
  ASSERT_FALSE(expected.empty());
  for (const int weeks : {1, 3, 8}) {
    Drawn later(GetParam(), Days(7 * weeks));
    EXPECT_EQ(decided(later.home, Days(7 * weeks)), expected) << weeks << " weeks";
  }
}

// Of work: a day marked as one at home makes other work harmless, and leave frees fixed hours.
TEST_P(AnalysisOf, RemovingWorkNeverUncoversAWindow) {
  Drawn drawn(GetParam());
  auto before = uncovered(drawn.home);
  for (SourceSnapshot& source : drawn.home.snapshot.sources) {
    if (source.name.name != "work") continue;
    while (!source.objects.empty()) {
      const auto some = drawn.below(source.objects.size());
      const Component& c = source.objects[static_cast<std::size_t>(some)].object.components.front();
      const bool work = c.busy_status == BusyStatus::absent;
      source.objects.erase(source.objects.begin() + some);
      if (work && !drawn.one_in(4)) continue;
      const auto after = uncovered(drawn.home);
      if (work) {
        EXPECT_LE(after, before);
      }
      before = after;
    }
  }
}

TEST_P(AnalysisOf, NeitherOrderNorWhatIsTransparentMatters) {
  Drawn drawn(GetParam());
  Home& home = drawn.home;
  const auto expected = decided(home);
  home.timed("alex/work", "seen through", 26, 8, 18).transp = Transp::transparent;
  home.timed("gran/own", "seen through", 26, 8, 18).transp = Transp::transparent;
  EXPECT_EQ(decided(home), expected);
  std::ranges::reverse(home.snapshot.sources);
  for (SourceSnapshot& source : home.snapshot.sources) std::ranges::reverse(source.objects);
  EXPECT_EQ(decided(home), expected);
}

INSTANTIATE_TEST_SUITE_P(Households, AnalysisOf, testing::Range(1U, 31U));

}  // namespace
}  // namespace evenkeel
