// The fixture of the table's tests: three publications stand there, each of another kind.
#pragma once

#include "cycle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace evenkeel::test {

class Table : public testing::Test {
 protected:
  void publish() { cycle.publish({pick_up(), check_in(), crunch()}); }
  void want(std::vector<Publication> ours) { cycle.ours = std::move(ours); }
  StoredObject& theirs_of(const Publication& p) {
    for (StoredObject& object : cycle.theirs) {
      if (object.object.uid == identity().uid(p.key, 0)) return object;
    }
    throw std::out_of_range(p.key);
  }
  void erase(const Publication& p, int generation = 0) {
    std::erase_if(cycle.theirs, [&](const StoredObject& object) {
      return object.object.uid == identity().uid(p.key, generation);
    });
  }
  Component& face(const Publication& p) { return theirs_of(p).object.components.front(); }
  const OutboxEntry& only() {
    EXPECT_THAT(cycle.decided.entries, testing::SizeIs(1));
    return cycle.decided.entries.at(0);
  }
  void expect_nothing() {
    EXPECT_THAT(cycle.decided.entries, testing::IsEmpty());
    EXPECT_THAT(cycle.decided.records, testing::IsEmpty());
    EXPECT_THAT(cycle.decided.discard, testing::IsEmpty());
  }
  Cycle cycle;
};

}  // namespace evenkeel::test
