#include "io/store/store_suite.hpp"

#include <gmock/gmock.h>

namespace evenkeel {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

TYPED_TEST_SUITE(StoreSuite, Kinds);

TYPED_TEST(StoreSuite, AnUnknownSourceIsEmpty) {
  EXPECT_EQ(must(this->store_->sync_state(this->work_)), dav::SyncState());
  EXPECT_THAT(must(this->store_->known(this->work_)), IsEmpty());
  EXPECT_THAT(must(this->store_->objects(this->work_)), IsEmpty());
  EXPECT_EQ(must(this->store_->status(this->work_)), SourceStatus());
}

TYPED_TEST(StoreSuite, WhatIsCommittedComesBackByHrefAndUid) {
  must(this->store_->commit(this->work_,
                            batch({object("b", "2"), object("a", "1", "y"), object("a", "1", "x")}, "t")));
  const auto objects = must(this->store_->objects(this->work_));
  ASSERT_EQ(objects.size(), 3U);
  EXPECT_EQ(objects[0].object, object("a", "1", "x").object);
  EXPECT_EQ(objects[1].object, object("a", "1", "y").object);
  EXPECT_EQ(objects[2].object, object("b", "2").object);
  EXPECT_EQ(objects[2].etag, ETag("2"));
  EXPECT_THAT(must(this->store_->known(this->work_)),
              UnorderedElementsAre(Pair(Href("a"), ETag("1")), Pair(Href("b"), ETag("2"))));
  EXPECT_THAT(must(this->store_->objects(this->school_)), IsEmpty());
}

TYPED_TEST(StoreSuite, TellsWhichObjectsEachResourceHolds) {
  EXPECT_THAT(must(this->store_->contents(this->work_)), IsEmpty());
  SourceBatch made = batch({object("a", "1", "y"), object("a", "1", "x"), object("b", "2", "x")}, "t");
  made.unreadable = {{Href("c"), ETag("1")}};
  must(this->store_->commit(this->work_, made));
  EXPECT_THAT(must(this->store_->contents(this->work_)),
              UnorderedElementsAre(Pair(Href("a"), UnorderedElementsAre(Uid("x"), Uid("y"))),
                                   Pair(Href("b"), ElementsAre(Uid("x")))));
  EXPECT_THAT(must(this->store_->contents(this->school_)), IsEmpty());
}

TYPED_TEST(StoreSuite, AChangedHrefReplacesAllItsObjects) {
  must(this->store_->commit(this->work_,
                            batch({object("a", "1", "x"), object("a", "1", "y"), object("b", "1")}, "1")));
  must(this->store_->commit(this->work_, batch({object("a", "2", "z")}, "2")));
  const auto objects = must(this->store_->objects(this->work_));
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].object.uid, Uid("z"));
  EXPECT_EQ(objects[1].href, Href("b"));
}

TYPED_TEST(StoreSuite, RemovalsComeAfterChanges) {
  must(this->store_->commit(this->work_, batch({object("a", "1"), object("b", "1")}, "1")));
  SourceBatch second = batch({object("c", "1")}, "2");
  second.removed = {Href("a"), Href("c"), Href("never-there")};
  must(this->store_->commit(this->work_, second));
  EXPECT_THAT(must(this->store_->known(this->work_)), UnorderedElementsAre(Pair(Href("b"), ETag("1"))));
}

TYPED_TEST(StoreSuite, AnUnreadableResourceKeepsItsObjectsAndIsKnown) {
  must(this->store_->commit(this->work_, batch({object("a", "1"), object("c", "1")}, "1")));
  SourceBatch second = batch({}, "2");
  second.unreadable = {{Href("a"), ETag("2")}, {Href("b"), ETag("2")}, {Href("c"), ETag("2")}};
  second.removed = {Href("c")};
  must(this->store_->commit(this->work_, second));
  EXPECT_THAT(must(this->store_->known(this->work_)),
              UnorderedElementsAre(Pair(Href("a"), ETag("2")), Pair(Href("b"), ETag("2"))));
  ASSERT_EQ(must(this->store_->objects(this->work_)).size(), 1U);
  EXPECT_EQ(must(this->store_->objects(this->work_))[0].object, object("a", "1").object);
  EXPECT_EQ(must(this->store_->status(this->work_)).objects, 1U);
  must(this->store_->commit(this->work_, batch({object("a", "3", "new")}, "3")));
  ASSERT_EQ(must(this->store_->objects(this->work_)).size(), 1U);
  EXPECT_EQ(must(this->store_->objects(this->work_))[0].object.uid, Uid("new"));
}

TYPED_TEST(StoreSuite, TheSyncStateIsKeptWhole) {
  SourceBatch made;
  made.state = {"fingerprint",
                "https://cal.example/work/",
                SyncToken("urn:1"),
                "ctag\"",
                ETag("W/\"e\""),
                "Sat, 21 Nov 2026",
                true,
                at(1),
                at(2),
                {Href("/x%20y"), Href("/\xc3\xa4")},
                20,
                {Href("/z")},
                3,
                4,
                "as",
                "versions",
                "Work",
                1};
  must(this->store_->commit(this->work_, made));
  EXPECT_EQ(must(this->store_->sync_state(this->work_)), made.state);
  must(this->store_->commit(this->work_, SourceBatch()));
  EXPECT_EQ(must(this->store_->sync_state(this->work_)), dav::SyncState());
}

TYPED_TEST(StoreSuite, WholeStaysAndPermissionToDeleteIsUsedUp) {
  must(this->store_->commit(this->work_, batch({object("a", "1")}, "1", false)));
  EXPECT_FALSE(must(this->store_->status(this->work_)).whole);
  must(this->store_->commit(this->work_, batch({}, "2", true)));
  SourceStatus status = must(this->store_->status(this->work_));
  EXPECT_TRUE(status.whole);
  status.accept_deletions = true;
  must(this->store_->save_status(this->work_, status));
  EXPECT_TRUE(must(this->store_->status(this->work_)).accept_deletions);
  must(this->store_->commit(this->work_, batch({}, "2", false)));
  EXPECT_TRUE(must(this->store_->status(this->work_)).whole);
  EXPECT_TRUE(must(this->store_->status(this->work_)).accept_deletions) << "the pull may still break";
  must(this->store_->commit(this->work_, batch({}, "2", true)));
  EXPECT_FALSE(must(this->store_->status(this->work_)).accept_deletions);
}

TYPED_TEST(StoreSuite, TheStatusIsKeptAndCountsItsOwnObjects) {
  must(this->store_->commit(this->work_, batch({object("a", "1"), object("b", "1")}, "1")));
  const SourceStatus status{false, at(10), at(20), "no answer", 3, at(30), 99, 7, 1ULL << 40U, 12, true};
  must(this->store_->save_status(this->work_, status));
  SourceStatus expected = status;
  expected.whole = true;  // can be set, not unset
  expected.objects = 2;   // not 99
  EXPECT_EQ(must(this->store_->status(this->work_)), expected);
  must(this->store_->save_status(this->work_, SourceStatus()));
  EXPECT_EQ(must(this->store_->status(this->work_)).last_error, std::nullopt);
}

TYPED_TEST(StoreSuite, OnlyConfiguredSourcesAreKept) {
  must(this->store_->commit(this->work_, batch({object("a", "1")}, "1")));
  must(this->store_->commit(this->school_, batch({object("b", "1")}, "1")));
  must(this->store_->keep_only({this->school_, {"sam", "work"}}));
  EXPECT_THAT(must(this->store_->known(this->work_)), IsEmpty());
  EXPECT_EQ(must(this->store_->sync_state(this->work_)), dav::SyncState());
  EXPECT_EQ(must(this->store_->objects(this->school_)).size(), 1U);
}

TYPED_TEST(StoreSuite, WhatDidNotChangeChangesNothing) {
  must(this->store_->commit(this->work_, batch({object("a", "1")}, "1")));
  const SourceStatus status = must(this->store_->status(this->work_));
  const std::uint64_t before = this->store_->changes();
  must(this->store_->commit(this->work_, batch({}, "1", true)));
  must(this->store_->save_status(this->work_, status));
  must(this->store_->keep_only({this->work_}));
  EXPECT_EQ(this->store_->changes(), before);
  must(this->store_->commit(this->work_, batch({}, "2", true)));
  EXPECT_GT(this->store_->changes(), before);
}

}  // namespace evenkeel
