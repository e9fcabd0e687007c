// What a store keeps ready is what a store that was just opened reads.
#include "core/calendar/codec.hpp"
#include "io/store/store_fixture.hpp"

#include <random>

namespace evenkeel {
namespace {

class Steps {
 public:
  std::size_t below(std::size_t limit) { return random_() % limit; }
  Href href() { return Href(std::string(1, static_cast<char>('a' + below(8)))); }
  ETag etag() { return ETag(std::to_string(below(100))); }

  SourceBatch batch() {
    SourceBatch made;
    for (std::size_t n = below(4); n > 0; --n) {
      made.changed.push_back(
          object(href().str(), etag().str(), std::string(1, static_cast<char>('x' + below(3)))));
      made.changed.back().object.components.front().sequence = static_cast<std::int32_t>(below(50));
    }
    for (std::size_t n = below(3); n > 0; --n) made.unreadable.emplace_back(href(), etag());
    for (std::size_t n = below(3); n > 0; --n) made.emptied.emplace_back(href(), etag());
    for (std::size_t n = below(3); n > 0; --n) made.removed.push_back(href());
    made.whole = below(2) == 0;
    return made;
  }

 private:
  std::mt19937 random_{20261122};
};

using Rows = std::vector<std::tuple<std::string, std::string, std::string>>;

Rows rows(Store& store, const SourceName& source) {
  Rows rows;
  for (const StoredObject& one : must(store.objects(source))) {
    rows.emplace_back(one.href.str(), one.etag.str(), encode(one.object));
  }
  return rows;
}

class Ready : public ::testing::Test {
 protected:
  /// As a store reads it that knows nothing from before.
  Rows anew(const SourceName& source) {
    const auto store = must(open_store_copy(directory_.path(), test_zones())).store;
    return rows(*store, source);
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_ = opened(directory_.path());
  Steps steps_;
};

TEST_F(Ready, ObjectsAreThoseOfAnOpenedStoreAfterEveryBatch) {
  const SourceName shared{"household", "shared"};
  for (int step = 0; step < 300; ++step) {
    must(store_->commit(shared, steps_.batch()));
    if (steps_.below(5) == 0) {
      OutboxEntry gone = entry("duty/pick-up/2026-11-30");
      gone.verb = OutboxEntry::Verb::remove;
      gone.href = steps_.href();
      must(store_->settle(gone));
    }
    ASSERT_EQ(rows(*store_, shared), anew(shared)) << step;
  }
}

TEST_F(Ready, ForgottenSourcesAreGone) {
  const SourceName work{"alex", "work"};
  must(store_->commit(work, batch({object("a", "1")}, "t")));
  EXPECT_EQ(rows(*store_, work).size(), 1U);
  must(store_->keep_only({}));
  EXPECT_TRUE(rows(*store_, work).empty());
}

// More than is kept; and a part of it changes.
TEST_F(Ready, LargeSourcesAreReadAnew) {
  const SourceName work{"alex", "work"};
  std::vector<StoredObject> many;
  for (int i = 0; i < 2000; ++i) many.push_back(object(std::to_string(i), "1"));
  must(store_->commit(work, batch(std::move(many), "t")));
  EXPECT_EQ(rows(*store_, work).size(), 2000U);
  must(store_->commit(work, batch({object("7", "2")}, "u")));
  EXPECT_EQ(rows(*store_, work), anew(work));
}

TEST_F(Ready, PublicationsAreThoseOfAnOpenedStore) {
  for (int step = 0; step < 100; ++step) {
    PublicationRecord made =
        record("duty/pick-up/" + std::to_string(steps_.below(9)), static_cast<int>(steps_.below(5)));
    made.calendar = steps_.below(2) == 0 ? "shared" : "family";
    made.time = {at(0), at(static_cast<std::int64_t>(1000 + steps_.below(1000)))};
    must(store_->save(made));
    if (steps_.below(10) == 0) must(store_->prune(at(static_cast<std::int64_t>(1000 + steps_.below(500)))));
    const auto store = must(open_store_copy(directory_.path(), test_zones())).store;
    ASSERT_EQ(must(store_->publications()), must(store->publications())) << step;
  }
}

}  // namespace
}  // namespace evenkeel
