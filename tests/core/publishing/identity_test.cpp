#include "core/publishing/identity.hpp"

#include "core/publishing/candidate_keys.hpp"
#include "core/publishing/instance_key.hpp"
#include "household.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

// Expected values: Python's hmac and hashlib over DESIGN section 8's formula.
TEST(Identity, makesTheUidsOfTheFormula) {
  EXPECT_EQ(identity().uid("slot/alignment/2026-W48", 0).str(), "ea8ef5e02957a8bc-33605faeee8714fa@evenkeel");
  EXPECT_EQ(identity().uid("slot/alignment/2026-W48", 1).str(), "1d6c2117966d0d6d-50b32a14edf5e8e5@evenkeel");
  EXPECT_EQ(Identity::href(identity().uid("slot/alignment/2026-W48", 0)).str(),
            "ea8ef5e02957a8bc-33605faeee8714fa.ics");
}

TEST(Identity, knowsItsOwnByTheUidAlone) {
  EXPECT_TRUE(identity().is_own(identity().uid("anything", 7)));
  // The same household with another key, and everything that only looks like one.
  const Identity other(Secret("another key"), "hazel-street");
  EXPECT_FALSE(identity().is_own(other.uid("anything", 7)));
  for (const char* forged :
       {"ea8ef5e02957a8bc-33605faeee8714fb@evenkeel", "ea8ef5e02957a8bc-33605faeee8714fa@evenkeel2",
        "ea8ef5e02957a8bc+33605faeee8714fa@evenkeel", "@evenkeel", "",
        "ea8ef5e02957a8bd-33605faeee8714fa@evenkeel", "EA8EF5E02957A8BC-33605faeee8714fa@evenkeel"}) {
    EXPECT_FALSE(identity().is_own(Uid(forged))) << forged;
  }
}

TEST(Identity, aMissingKeyIsNotReplacedWhereOwnEventsStand) {
  std::vector<SourceSnapshot> shared(1);
  EXPECT_TRUE(may_make_instance_key(shared).has_value());
  shared[0].objects = {stored(Uid("dentist@phone"), pick_up().content)};
  EXPECT_TRUE(may_make_instance_key(shared).has_value());
  // Made with a key that is lost: no HMAC proves anything now.
  shared[0].objects.push_back(stored(Uid("0000000000000000-0000000000000000@evenkeel"), pick_up().content));
  const auto refused = may_make_instance_key(shared);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_NE(refused.error().text.find("instance.key"), std::string::npos);
}

TEST(Identity, anotherKeyPublishesNothingWhereTheFormersEventsStand) {
  const Identity former(Secret("the key of before"), "hazel-street");
  const auto made_by = [](const Identity& who) {
    PublicationRecord record;
    record.uid = who.uid("duty/pick-up/2026-11-24", 0);
    return record;
  };
  SourceSnapshot calendar;
  const std::vector<const SourceSnapshot*> shared{&calendar};
  std::vector<PublicationRecord> published{made_by(former)};
  // Nothing stands there that could be doubled.
  EXPECT_TRUE(may_publish_with(identity(), shared, published).has_value());
  calendar.objects = {stored(former.uid("duty/pick-up/2026-11-24", 0), pick_up().content)};
  const auto refused = may_publish_with(identity(), shared, published);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_NE(refused.error().text.find("instance.key"), std::string::npos);
  EXPECT_TRUE(may_publish_with(former, shared, published).has_value());
  // A memory that knows this key: what stands there is a neighbour's.
  published.push_back(made_by(identity()));
  EXPECT_TRUE(may_publish_with(identity(), shared, published).has_value());
}

TEST(Identity, withoutAMemoryAFewStrangeEventsAreNoReasonToRefuse) {
  const Identity former(Secret("the key of before"), "hazel-street");
  SourceSnapshot calendar;
  const std::vector<const SourceSnapshot*> shared{&calendar};
  for (const char* key : {"duty/pick-up/2026-11-24", "duty/pick-up/2026-11-25"}) {
    calendar.objects.push_back(stored(former.uid(key, 0), pick_up().content));
  }
  for (const char* joke : {"evil@evenkeel", "0000000000000000-000000000000000g@evenkeel",
                           "0000000000000000+0000000000000000@evenkeel"}) {
    calendar.objects.push_back(stored(Uid(joke), pick_up().content));
  }
  EXPECT_TRUE(may_publish_with(identity(), shared, {}).has_value());
  calendar.objects.push_back(stored(former.uid("duty/pick-up/2026-11-26", 0), pick_up().content));
  EXPECT_FALSE(may_publish_with(identity(), shared, {}).has_value());
  calendar.objects.push_back(stored(identity().uid("duty/pick-up/2026-11-27", 0), pick_up().content));
  EXPECT_TRUE(may_publish_with(identity(), shared, {}).has_value());
}

TEST(Identity, whatWasOftenMadeAnewIsRecognised) {
  const Uid often = identity().uid("duty/pick-up/2026-11-24", 16);
  const Uid early = identity().uid("slot/alignment/2027-W20", 15);
  const auto found = recognise({often, early, Uid("other")}, household(), identity(), date(11, 21));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.at(often).generation, 16);
  EXPECT_EQ(found.at(early).key, "slot/alignment/2027-W20");
}

}  // namespace
}  // namespace evenkeel::test
