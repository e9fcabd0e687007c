// Bounds far above what is measured, so that only a change of order fails them.
#include "io/store/store_fixture.hpp"

#include <fmt/format.h>

#include <chrono>

namespace evenkeel {

namespace {

const SourceName work{"alex", "work"};

template <typename Body>
std::chrono::milliseconds time_of(Body body) {
  const auto start = std::chrono::steady_clock::now();
  body();
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace

TEST(StoreSpeed, TwentyThousandObjects) {
  const TemporaryDirectory directory;
  auto store = opened(directory.path());
  const auto write = time_of([&] {
    for (int round = 0; round < 200; ++round) {
      std::vector<StoredObject> objects;
      for (int i = 0; i < 100; ++i)
        objects.push_back(object(fmt::format("/calendars/{:03}-{:03}.ics", round, i), "\"1\""));
      must(store->commit(work, batch(std::move(objects), std::to_string(round))));
    }
  });
  store.reset();
  const auto open = time_of([&] { store = opened(directory.path()); });
  const auto read = time_of([&] { EXPECT_EQ(must(store->objects(work)).size(), 20'000U); });
  const auto known = time_of([&] { EXPECT_EQ(must(store->known(work)).size(), 20'000U); });
  const std::string measured = fmt::format("write {} ms, open {} ms, read {} ms, known {} ms", write.count(),
                                           open.count(), read.count(), known.count());
  RecordProperty("measured", measured);
  EXPECT_LT(write.count(), 30'000) << measured;
  EXPECT_LT(open.count(), 2'000) << measured;
  EXPECT_LT(read.count(), 1'000) << measured;
  EXPECT_LT(known.count(), 500) << measured;
}

}  // namespace evenkeel
