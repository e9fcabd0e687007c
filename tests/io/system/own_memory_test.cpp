#include "io/system/own_memory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenkeel {
namespace {

TEST(OwnMemory, WhatWasFreedGoesBackAndTheProgramGoesOn) {
  std::vector<std::string> many(20'000, std::string(200, 'x'));
  many.clear();
  many.shrink_to_fit();
  const auto before = own_resident_bytes();
  ASSERT_GT(before, 0U);
  give_back_memory();
  EXPECT_LT(own_resident_bytes(), before);
  // Its code is there again when it is needed.
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i);
  EXPECT_EQ(text.size(), 10U + 90 * 2 + 900 * 3);
}

}  // namespace
}  // namespace evenkeel
