#include "core/plans/difference.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

Finding finding(const std::string& key, Severity severity = Severity::info, bool if_accepted = false) {
  Finding f;
  f.key = key;
  f.severity = severity;
  f.if_accepted = if_accepted;
  return f;
}
Finding crunch(Seconds demand, Seconds supply) {
  Finding f = finding("crunch/alex/x");
  f.data = CrunchData{.deadlines = {}, .demand = demand, .supply = supply};
  return f;
}

std::vector<std::string> keys(const std::vector<Finding>& findings) {
  std::vector<std::string> result;
  for (const Finding& f : findings) result.push_back(f.key);
  return result;
}
using Keys = std::vector<std::string>;

// "new: keys only after, or if_accepted before and not after. gone: keys only before."
TEST(Difference, NewAndGoneByKey) {
  const std::vector before{finding("a"), finding("b", Severity::info, true),
                           finding("c", Severity::info, true)};
  const std::vector after{finding("b", Severity::urgent), finding("c", Severity::info, true), finding("d")};
  const Difference d = difference(before, after);
  EXPECT_EQ(keys(d.fresh), (Keys{"b", "d"}));
  EXPECT_EQ(keys(d.gone), Keys{"a"});
  EXPECT_EQ(keys(d.worse), Keys{}) << "what is new is not told twice";
}

TEST(Difference, WorseIsAHigherSeverity) {
  const std::vector before{finding("a", Severity::warning), finding("b", Severity::warning)};
  const std::vector after{finding("a", Severity::urgent), finding("b", Severity::info)};
  EXPECT_EQ(keys(difference(before, after).worse), Keys{"a"});
}

// 2/3 of a second more than before is worse although both print as 0.80; no supply is the greatest load.
TEST(Difference, WorseIsAHigherLoadExactly) {
  const auto is_worse = [](const Finding& before, const Finding& after) {
    return !difference(std::vector{before}, std::vector{after}).worse.empty();
  };
  EXPECT_TRUE(is_worse(crunch(Seconds(8000), Seconds(10000)), crunch(Seconds(8001), Seconds(10000))));
  EXPECT_FALSE(is_worse(crunch(Seconds(8000), Seconds(10000)), crunch(Seconds(4000), Seconds(5000))));
  EXPECT_TRUE(is_worse(crunch(Seconds(8000), Seconds(10)), crunch(Seconds(1), Seconds(0))));
  Finding joint = finding("joint-crunch/a/b");
  joint.data = JointCrunchData{.loads = {1.0, 0.8}, .deadlines = {}};
  Finding heavier = joint;
  std::get<JointCrunchData>(heavier.data).loads = {0.9, 0.81};
  EXPECT_TRUE(is_worse(joint, heavier));
  EXPECT_FALSE(is_worse(joint, joint));
}

}  // namespace
}  // namespace evenkeel::test
