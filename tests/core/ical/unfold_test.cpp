#include "core/ical/unfold.hpp"

#include "core/ical/limits.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace evenkeel::ical {
namespace {

std::vector<std::string> all(std::string_view bytes) {
  std::vector<std::string> result;
  Lines lines(bytes);
  while (const auto line = lines.next()) result.emplace_back(line->text);
  return result;
}

using Texts = std::vector<std::string>;

TEST(Lines, EndInAnyOfTheWaysTheyAreWritten) {
  const Texts expected{"A:1", "B:2"};
  for (const auto* bytes : {"A:1\r\nB:2\r\n", "A:1\nB:2\n", "A:1\rB:2\r", "A:1\r\r\nB:2\r\r\n",
                            "A:1\r\n\r\nB:2", "\r\n\r\nA:1\r\nB:2\r\n\r\n"}) {
    EXPECT_EQ(all(bytes), expected);
  }
}

TEST(Lines, AreUnfolded) {
  EXPECT_EQ(all("SUMMARY:a long\r\n  line\r\n\t of three\r\nB:2\r\n"),
            (Texts{"SUMMARY:a long line of three", "B:2"}));
}

TEST(Lines, P97_AFoldMayStandWithinACharacter) {
  EXPECT_EQ(all("S:\xC3\r\n \xA4\r\n"), (Texts{"S:\xC3\xA4"}));
}

TEST(Lines, EmptyLinesDoNotCutAFold) {
  EXPECT_EQ(all("S:a\r\n\r\n b\r\nT:c\r\n"), (Texts{"S:ab", "T:c"}));
}

TEST(Lines, KnowWhereTheyAre) {
  Lines lines("A:1\r\n 2\r\n\r\nB:3\r\n");
  const auto first = lines.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->number, 1U);
  EXPECT_EQ(first->begin, 0U);
  EXPECT_EQ(first->end, 9U);
  const auto second = lines.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->number, 4U);
  EXPECT_EQ(second->begin, 11U);
  EXPECT_FALSE(lines.next());
}

TEST(Lines, AreCutAtTheLimit) {
  const std::string long_line(limits::line_bytes + 1, 'x');
  Lines unfolded(long_line);
  EXPECT_TRUE(unfolded.next()->too_long);
  std::string folded;
  for (std::size_t i = 0; i <= limits::line_bytes / 64; ++i) folded += " " + std::string(64, 'x') + "\r\n";
  const std::string bytes = "A\r\n" + folded;
  Lines pieces(bytes);
  const auto line = pieces.next();
  EXPECT_TRUE(line->too_long);
  EXPECT_EQ(line->text.size(), limits::line_bytes);
  EXPECT_FALSE(pieces.next());
}

}  // namespace
}  // namespace evenkeel::ical
