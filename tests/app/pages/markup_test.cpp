#include "app/pages/markup.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

TEST(Markup, TextLeavesNeitherElementNorAttribute) {
  EXPECT_EQ(escaped("<script>alert('&')</script>"), "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
  EXPECT_EQ(escaped("\" onload=\"x"), "&quot; onload=&quot;x");
  EXPECT_EQ(attribute("title", "a\"b<c>'"), " title=\"a&quot;b&lt;c&gt;&#39;\"");
  EXPECT_EQ(element("p", " class=\"x\"", "</p><img src=x>"),
            "<p class=\"x\">&lt;/p&gt;&lt;img src=x&gt;</p>");
  EXPECT_EQ(escaped("]]></style>"), "]]&gt;&lt;/style&gt;");
}

// XML 1.0 2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF].
TEST(Markup, WhatNoDocumentMayHoldIsReplaced) {
  EXPECT_EQ(escaped(std::string_view("a\0b\x01\x1B[31m", 9)), "a\uFFFDb\uFFFD\uFFFD[31m");
  EXPECT_EQ(escaped("tab\tline\n"), "tab\tline\n");
  EXPECT_EQ(escaped("\uFFFE\uFFFF"), "\uFFFD\uFFFD");
  EXPECT_EQ(escaped("\u0085\u007F"), "\uFFFD\uFFFD");
  EXPECT_EQ(escaped("🚲 Zoë"), "🚲 Zoë");
}

// RFC 3629 section 3: overlong forms, surrogates, what is beyond U+10FFFF and what is cut off are no UTF-8.
TEST(Markup, BrokenUtf8IsReplacedByteByByte) {
  EXPECT_EQ(escaped("\xC0\xBC"), "\uFFFD\uFFFD");            // an overlong "<"
  EXPECT_EQ(escaped("\xE0\x80\xBC"), "\uFFFD\uFFFD\uFFFD");  // and a longer one
  EXPECT_EQ(escaped("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(escaped("\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(escaped("Zo\xC3"), "Zo\uFFFD");
}

TEST(Markup, NothingTurnsTheDirectionOfWriting) {
  EXPECT_EQ(escaped("a\u202Eb\u2066c\u200Fd"), "abcd");
}

TEST(Markup, LongTextsAreCutBetweenCharacters) {
  EXPECT_EQ(shortened("Zoë", 3), "Zoë");
  EXPECT_EQ(shortened("Zoës", 3), "Zo…");
  EXPECT_EQ(shortened("🚲🚲🚲", 2), "🚲…");
}

TEST(Markup, NumbersHaveNoNeedlessDigits) {
  EXPECT_EQ(units(12), "12");
  EXPECT_EQ(units(12.25), "12.2");
  EXPECT_EQ(units(-0.01), "0");
}

// FIPS 180-4's examples for SHA-256, in base64.
TEST(Markup, HashesForAPolicy) {
  EXPECT_EQ(csp_hash(""), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
  EXPECT_EQ(csp_hash("abc"), "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='");
}

TEST(Markup, APageLetsNothingRunButItsOwn) {
  const std::string page =
      html_page({.title = "</title><script>", .style = "b{}", .script = "go()", .body = "x"});
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(page.find("style-src " + csp_hash("b{}")), std::string::npos);
  EXPECT_NE(page.find("script-src " + csp_hash("go()")), std::string::npos);
  EXPECT_EQ(page.find("unsafe"), std::string::npos);
  EXPECT_NE(page.find("<title>&lt;/title&gt;&lt;script&gt;</title>"), std::string::npos);
}

}  // namespace
}  // namespace evenkeel
