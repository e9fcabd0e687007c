#include "io/system/worker_queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace evenkeel {
namespace {

using testing::ElementsAre;

Reader::Job job(std::uint64_t id, std::uint64_t lane) {
  return {id, {}, {}, lane};
}

std::vector<std::uint64_t> rest(WorkerQueue& queue) {
  std::vector<std::uint64_t> ids;
  while (!queue.empty()) ids.push_back(queue.take().job.id);
  return ids;
}

TEST(WorkerQueue, KeepsTheOrderOfArrivalOverAllLanes) {
  WorkerQueue queue;
  for (const auto& [id, lane] : {std::pair{1, 9}, {2, 3}, {3, 9}, {4, 1}}) {
    queue.push(job(static_cast<std::uint64_t>(id), static_cast<std::uint64_t>(lane)));
  }
  EXPECT_EQ(queue.next().job.id, 1U);
  EXPECT_THAT(rest(queue), ElementsAre(1, 2, 3, 4));
}

TEST(WorkerQueue, TheLaneThatCostMoreWaitsBehindTheOthers) {
  WorkerQueue queue;
  queue.push(job(1, 1));
  queue.push(job(2, 1));
  queue.push(job(3, 2));
  auto taken = queue.take();
  queue.charge(1);
  queue.put_back(std::move(taken));
  queue.push(job(4, 3));
  queue.push(job(5, 1));
  EXPECT_THAT(rest(queue), ElementsAre(3, 4, 1, 2, 5));
}

TEST(WorkerQueue, ForgetsChargesWhenNothingWaits) {
  WorkerQueue queue;
  queue.push(job(1, 1));
  queue.charge(1);
  EXPECT_THAT(rest(queue), ElementsAre(1));
  queue.push(job(2, 1));
  queue.push(job(3, 2));
  EXPECT_THAT(rest(queue), ElementsAre(2, 3));
}

}  // namespace
}  // namespace evenkeel
