// Which events of a partner's calendar are copies of our invitations (DESIGN section 8, "Own").
#include "app/cycle/own_copies.hpp"

#include "core/publishing/household.hpp"

#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

constexpr PartnerIndex alex = PartnerIndex::first;

class OwnCopies : public testing::Test {
 protected:
  OwnCopies() {
    record_.calendar = "shared";
    record_.key = check_in().key;
    record_.uid = identity().uid(check_in().key, 0);
    record_.time = {at(11, 29, 19, 15), at(11, 29, 19, 45)};
    record_.base.organizer = "home@example.org";
    record_.base.invitees = {{.address = Address("alex@example.org")}};
    component_.uid = record_.uid;
    component_.organizer = Address("home@example.org");
  }

  bool is_copy(PartnerIndex partner, Interval time) {
    const std::vector<PublicationRecord> records{record_};
    Settings settings = household();
    settings.partners[0].calendars = {{.name = feed_.name, .kind = kind_}};
    const std::vector<SourceSnapshot> sources{feed_};
    const auto own = own_events_of(settings, &identity(), records, sources);
    return own.copy(partner, {.component = &component_, .time = time});
  }

  PublicationRecord record_;
  Component component_;
  SourceKind kind_ = SourceKind::ics;
  SourceSnapshot feed_{.name = {"alex", "work"}};
  Interval before_{at(11, 29, 19), at(11, 29, 19, 30)};
};

TEST_F(OwnCopies, areThoseOfEveryTimeThatWasSent) {
  EXPECT_TRUE(is_copy(alex, record_.time));
  EXPECT_FALSE(is_copy(alex, before_));
  record_.sent = {before_};
  EXPECT_TRUE(is_copy(alex, before_));
  EXPECT_FALSE(is_copy(alex, {at(11, 29, 18), at(11, 29, 19)}));  // somebody's own
  component_.organizer = Address("boss@example.org");
  EXPECT_FALSE(is_copy(alex, before_));
}

// While the key is missing or refused, a duty must not make its own holder busy.
TEST_F(OwnCopies, withoutTheKeyAreKnownByTheirForm) {
  const Settings settings = household();
  const auto own = own_events_of(settings, nullptr, {}, {});
  ASSERT_TRUE(own.uid);
  EXPECT_TRUE(own.uid(record_.uid));
  EXPECT_FALSE(own.uid(Uid("meeting@work.example")));
  EXPECT_FALSE(own_events_of(Settings{}, nullptr, {}, {}).uid);  // nothing is published at all
}

TEST_F(OwnCopies, areThoseOfWhoWasInvitedBefore) {
  EXPECT_TRUE(is_copy(PartnerIndex::second, record_.time));
  record_.base.invitees.clear();
  record_.base.organizer.clear();
  EXPECT_FALSE(is_copy(alex, record_.time));
  record_.sent = {record_.time};
  EXPECT_TRUE(is_copy(alex, record_.time));
}

TEST_F(OwnCopies, areThoseOfAGenerationBefore) {
  record_.generation = 2;
  record_.uid = identity().uid(check_in().key, 2);
  EXPECT_TRUE(is_copy(alex, record_.time));
  component_.uid = identity().uid("slot/alignment/2026-W49", 0);
  EXPECT_FALSE(is_copy(alex, record_.time));
}

// A feed that gives its own UIDs: who is invited now, at exactly that time.
TEST_F(OwnCopies, underAnotherUidAreThoseOfTheInvitedAlone) {
  component_.uid = Uid("feed-1");
  component_.organizer.reset();
  feed_.objects = {{.object = {.uid = component_.uid}}};
  EXPECT_TRUE(is_copy(alex, record_.time));
  EXPECT_FALSE(is_copy(PartnerIndex::second, record_.time));
  record_.sent = {before_};
  EXPECT_FALSE(is_copy(alex, before_));
}

TEST_F(OwnCopies, aMeetingAtTheSameTimeIsNone) {
  component_.uid = Uid("meeting-1");
  component_.organizer.reset();
  feed_.objects = {{.object = {.uid = component_.uid}}};
  kind_ = SourceKind::caldav;
  EXPECT_FALSE(is_copy(alex, record_.time));
  kind_ = SourceKind::ics;
  EXPECT_TRUE(is_copy(alex, record_.time));
  feed_.objects.push_back({.object = {.uid = record_.uid}});  // this feed keeps UIDs: the copy stands there
  EXPECT_FALSE(is_copy(alex, record_.time));
}

}  // namespace
}  // namespace evenkeel::test
