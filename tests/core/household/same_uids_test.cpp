#include "core/household/same_uids.hpp"

#include <gmock/gmock.h>

namespace evenkeel {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr LocalTime evening = LocalTime{Date{std::chrono::year{2026} / 11 / 24}} + std::chrono::hours(18);

Component component(const std::string& uid, int sequence, std::optional<EventTime> instance = {}) {
  Component c;
  c.uid = Uid(uid);
  c.sequence = sequence;
  c.recurrence_id = instance;
  return c;
}

StoredObject stored(const std::string& href, Component c) {
  StoredObject object{.href = Href(href), .etag = {}, .object = {}};
  object.object.uid = c.uid;
  object.object.components = {std::move(c)};
  return object;
}

TEST(SameUids, AnOverrideInAFileOfItsOwnJoinsItsSeries) {
  std::vector<StoredObject> objects{stored("0.ics", component("u", 0, evening)),
                                    stored("1.ics", component("other", 0)),
                                    stored("2.ics", component("u", 0))};
  join_same_uids(objects);
  ASSERT_THAT(objects, SizeIs(2));
  EXPECT_EQ(objects[1].object.uid, Uid("other"));
  const auto& joined = objects[0].object.components;
  ASSERT_THAT(joined, SizeIs(2));
  EXPECT_FALSE(joined[0].recurrence_id);
  EXPECT_EQ(joined[1].recurrence_id, EventTime(evening));
}

TEST(SameUids, OfTwoMastersTheHighestSequenceCountsThenTheLastName) {
  std::vector<StoredObject> objects{
      stored("c.ics", component("sequence", 1)), stored("d.ics", component("sequence", 2)),
      stored("e.ics", component("sequence", 0)), stored("b.ics", component("name", 1)),
      stored("a.ics", component("name", 1))};
  objects[3].object.components[0].attendee_count = 7;  // of b.ics, the last by name
  join_same_uids(objects);
  ASSERT_THAT(objects, SizeIs(2));
  ASSERT_THAT(objects[0].object.components, SizeIs(1));
  EXPECT_EQ(objects[0].object.components[0].sequence, 2);
  ASSERT_THAT(objects[1].object.components, SizeIs(1));
  EXPECT_EQ(objects[1].object.components[0].attendee_count, 7U);
}

TEST(SameUids, AToDoAndAnEventStayApartAndSoDoesWhatEvenkeelPublished) {
  Component todo = component("u", 0);
  todo.kind = ComponentKind::todo;
  std::vector<StoredObject> objects{stored("0.ics", component("u", 0)), stored("1.ics", todo),
                                    stored("2.ics", component("0a-0b@evenkeel", 0)),
                                    stored("3.ics", component("0a-0b@evenkeel", 0))};
  join_same_uids(objects);
  EXPECT_THAT(objects, SizeIs(4));
}

TEST(SameUids, ZonesThatCameWithAFileGoWithIt) {
  std::vector<StoredObject> objects{stored("0.ics", component("u", 0)),
                                    stored("1.ics", component("u", 0, evening))};
  objects[0].object.timezones = {{.tzid = TzId("Here"), .observances = {}}};
  objects[1].object.timezones = {{.tzid = TzId("Here"), .observances = {}},
                                 {.tzid = TzId("There"), .observances = {}}};
  join_same_uids(objects);
  ASSERT_THAT(objects, SizeIs(1));
  std::vector<std::string> names;
  for (const VTimezone& zone : objects[0].object.timezones) names.push_back(zone.tzid.str());
  EXPECT_THAT(names, ElementsAre("Here", "There"));
}

TEST(SameUids, ManyFilesWithZonesOfTheirOwnKeepNoMoreThanOneFileMay) {
  std::vector<StoredObject> objects;
  for (int i = 0; i < 300; ++i) {
    objects.push_back(stored(std::to_string(i), component("u", 0, evening + Hours(i))));
    objects.back().object.timezones = {{.tzid = TzId("Zone " + std::to_string(i)), .observances = {}}};
  }
  join_same_uids(objects);
  ASSERT_THAT(objects, SizeIs(1));
  EXPECT_THAT(objects[0].object.components, SizeIs(300));
  EXPECT_THAT(objects[0].object.timezones, SizeIs(100));
}

}  // namespace
}  // namespace evenkeel
