// What is said of a configuration: the least household and some lines more.
#pragma once

#include "io/settings/least_household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {

inline void expect_error(const std::string& more, const std::string& text) {
  const auto loaded = load_with(more);
  EXPECT_THAT(said(loaded), testing::ElementsAre(testing::HasSubstr(text)));
  EXPECT_FALSE(loaded.ok) << more;
}

inline void expect_warning(const std::string& more, const std::string& text) {
  const auto loaded = load_with(more);
  EXPECT_THAT(said(loaded), testing::ElementsAre(testing::HasSubstr("warning: " + text)));
  EXPECT_TRUE(loaded.ok) << more;
}

inline void expect_nothing(const std::string& more) {
  EXPECT_THAT(said(load_with(more)), testing::IsEmpty());
}

}  // namespace evenkeel::test
