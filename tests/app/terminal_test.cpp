#include "app/commands/terminal.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

TEST(Terminal, LeavesTextOfAnyLanguageAlone) {
  EXPECT_EQ(printable("Café, 会議, Привет – “ok” 🙂"), "Café, 会議, Привет – “ok” 🙂");
}

TEST(Terminal, ShowsControlsInsteadOfObeyingThem) {
  EXPECT_EQ(printable("a\x1b[2Jb"), "a\\x1B[2Jb");
  EXPECT_EQ(printable("a\nb\rc\td"), "a\\x0Ab\\x0Dc\\x09d");
  EXPECT_EQ(printable("\xc2\x9b"), "\\x9B");  // C1: CSI in one character
  EXPECT_EQ(printable("\xe2\x80\xae"
                      "gpj"),
            "\\u{202E}gpj");  // right-to-left override
}

TEST(Terminal, KeepsLineBreaksWhereTheyAreItsOwn) {
  EXPECT_EQ(printable("a\nb\x07", true), "a\nb\\x07");
}

TEST(Terminal, ShowsBytesThatAreNoUtf8) {
  EXPECT_EQ(printable("\xff"
                      "a\xc3"),
            "\\xFFa\\xC3");
  EXPECT_EQ(printable("\xc0\xaf"), "\\xC0\\xAF");           // overlong
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xED\\xA0\\x80");  // a surrogate
}

// RFC 8259 section 7: any character may be escaped, so these mean the same.
TEST(PrintableJson, MeansTheSame) {
  EXPECT_EQ(printable_json("{\"a\":\"caf\u00e9 \u4e2d\"}\n"), "{\"a\":\"caf\u00e9 \u4e2d\"}\n");
  EXPECT_EQ(printable_json("\"\x7f\u009b2J\u202e\u2028\u2066\""), R"("\u007f\u009b2J\u202e\u2028\u2066")");
  EXPECT_EQ(printable_json("\"\xff\""), "\"\xff\"");  // no UTF-8, no JSON: as it is
  EXPECT_EQ(printable_json(""), "");
}

}  // namespace
}  // namespace evenkeel
