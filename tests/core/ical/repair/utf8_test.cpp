#include "core/ical/repair/utf8.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

const std::string replaced = "\xEF\xBF\xBD";

TEST(ValidUtf8, KeepsWhatIsWellFormed) {
  for (const std::string text : {"", "plain", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                                 "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF", "\xEE\x80\x80"}) {
    EXPECT_EQ(valid_utf8(text), text);
  }
}

// The maximal ill-formed part is one replacement: Unicode standard, 3.9, tables 3-8 to 3-11.
TEST(ValidUtf8, ReplacesAsUnicodeSays) {
  const std::string r = replaced;
  EXPECT_EQ(valid_utf8("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(valid_utf8("\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41"), r + r + r + r + r + r + r + r + "A");
  EXPECT_EQ(valid_utf8("\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42"), r + r + r + r + r + "A" + r + r + "B");
  EXPECT_EQ(valid_utf8("\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41"), r + r + r + r + "A");
}

TEST(ValidUtf8, P97_LatinOneInASummary) {
  EXPECT_EQ(only(event({"SUMMARY:K\xE4se"})).summary, PrivateText{"K" + replaced + "se"});
}

TEST(ValidUtf8, P97_ACharacterCutByAFoldIsWhole) {
  EXPECT_EQ(only(event({"SUMMARY:K\xC3", " \xA4se"})).summary, PrivateText{"K\xC3\xA4se"});
}

}  // namespace
}  // namespace evenkeel::ical
