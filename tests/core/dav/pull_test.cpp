// The transcripts in data/pull: each names the row of the list of pitfalls that it covers.
#include "core/dav/transcript.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <tuple>
#include <vector>

namespace evenkeel::dav::testing {
namespace {

std::vector<std::string> transcripts() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(EVENKEEL_TEST_DATA "/pull")) {
    names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

class Transcript : public ::testing::TestWithParam<std::tuple<std::string, std::size_t>> {};

TEST_P(Transcript, GoesAsWritten) {
  const auto& [name, piece] = GetParam();
  const auto played = play(std::string(EVENKEEL_TEST_DATA "/pull/") + name + ".txt", piece);
  EXPECT_THAT(played.happened, ::testing::ElementsAreArray(played.expected));
}

// However the bytes of an answer are cut, the pull does the same.
INSTANTIATE_TEST_SUITE_P(Pull, Transcript,
                         ::testing::Combine(::testing::ValuesIn(transcripts()),
                                            ::testing::Values(1U, 61U, 65536U)),
                         [](const auto& test) {
                           auto name =
                               std::get<0>(test.param) + "_" + std::to_string(std::get<1>(test.param));
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace evenkeel::dav::testing
