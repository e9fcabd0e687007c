// What one pull has brought until it is stored.
#include "app/cycle/pull_staging.hpp"

#include "io/store/store.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace evenkeel {
namespace {

Href href(int number) {
  return Href("/w/" + std::to_string(number) + ".ics");
}

/// A calendar of three objects, and the next pull of it, in which the first has become `now`.
struct Emptied {
  explicit Emptied(const ical::ReadResult& now) {
    PullStaging first(name);
    for (int n = 0; n < 3; ++n) first.add(href(n), ETag("1"), holding("u"), 1);
    EXPECT_TRUE(first.store_whole(*store, {}));
    PullStaging second(name);
    second.add(href(0), ETag("2"), now, 1);
    EXPECT_TRUE(second.store_whole(*store, {}));
    left = store->objects(name)->size();
    etag = store->known(name)->at(href(0)).str();
  }
  [[nodiscard]] static ical::ReadResult holding(const std::string& uid) {
    ical::ReadResult one;
    one.objects.emplace_back().uid = Uid(uid);
    return one;
  }

  SourceName name{"alex", "work"};
  std::unique_ptr<Store> store = memory_store();
  std::size_t left = 0;
  std::string etag;
};

TEST(PullStaging, WhatHasBecomeEmptyTakesItsEventsWithIt) {
  const Emptied journal({});
  EXPECT_EQ(journal.left, 2U);
  EXPECT_EQ(journal.etag, "2") << "it would be fetched again";
  ical::ReadResult broken;
  broken.skipped = 1;
  EXPECT_EQ(Emptied(broken).left, 3U) << "what could not be read says nothing of what is gone";
}

TEST(PullStaging, WhatComesTwiceIsWhatCameLast) {
  const SourceName name{"alex", "work"};
  const auto store = memory_store();
  PullStaging staging(name);
  staging.add(Href("a"), ETag("1"), Emptied::holding("another's"), 1);
  staging.add(Href("b"), ETag("1"), {}, 1);
  staging.add(Href("a"), ETag("1"), Emptied::holding("a"), 1);
  staging.add(Href("b"), ETag("1"), Emptied::holding("b"), 1);
  ASSERT_TRUE(staging.store_whole(*store, {}));
  const auto objects = store->objects(name).value();
  ASSERT_EQ(objects.size(), 2U);
  EXPECT_EQ(objects[0].object.uid, Uid("a"));
  EXPECT_EQ(objects[1].object.uid, Uid("b"));
}

}  // namespace
}  // namespace evenkeel
