// Expected values by Python's codecs: 'Grüße – 5 €'.encode('cp1252') and so on.
#include "core/ical/charset.hpp"

#include "core/ical/read.hpp"

#include <gtest/gtest.h>

namespace evenkeel::ical {
namespace {

using namespace std::string_literals;

std::string calendar(const std::string& summary) {
  return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261201T100000Z\r\nSUMMARY:" + summary +
         "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
}

/// Of ASCII.
std::string in_utf16(const std::string& text, bool big) {
  std::string out;
  for (const char c : text) out += big ? "\0"s + c : c + "\0"s;
  return out;
}

TEST(Charset, LeavesUtf8Alone) {
  for (const std::string text : {"", "plain",
                                 "Gr\xC3\xBC\xC3\x9F"
                                 "e",
                                 "\xEF\xBB\xBF"
                                 "BEGIN:VCALENDAR",
                                 "\xF0\x9F\x8E\x82"}) {
    EXPECT_FALSE(as_utf8(text)) << text;
    EXPECT_FALSE(as_utf8(text, "iso-8859-1")) << text;
  }
  // P97: a fold within a character, and a fault among what is UTF-8.
  EXPECT_FALSE(
      as_utf8("SUMMARY:Gr\xC3\r\n \xBC\xC3\n\t\x9F"
              "e"));
  EXPECT_FALSE(as_utf8("SUMMARY:\xC3\xBC \xFC"));
}

TEST(Charset, WindowsAndLatin) {
  EXPECT_EQ(as_utf8("Gr\xFC\xDF"
                    "e \x96 5 \x80"),
            "Gr\xC3\xBC\xC3\x9F"
            "e \xE2\x80\x93 5 \xE2\x82\xAC");
  EXPECT_EQ(as_utf8("Caf\xE9", "utf-8"), "Caf\xC3\xA9");
  EXPECT_EQ(as_utf8("5 \xA4 \xBD", "iso-8859-15"), "5 \xE2\x82\xAC \xC5\x93");
  EXPECT_EQ(as_utf8("5 \xA4 \xBD", "iso-8859-1"), "5 \xC2\xA4 \xC2\xBD");
  // Named, it counts also where some of it looks like UTF-8.
  EXPECT_EQ(as_utf8("\xC3\xBC \xFC", "windows-1252"), "\xC3\x83\xC2\xBC \xC3\xBC");
  EXPECT_EQ(as_utf8("\x81-"), "\xEF\xBF\xBD-");
  EXPECT_FALSE(as_utf8(std::string(1'000, '\x80'))) << "that would be three times as long";
}

TEST(Charset, Utf16) {
  const std::string text = calendar("plain");
  for (const bool big : {false, true}) {
    const std::string mark = big ? "\xFE\xFF" : "\xFF\xFE";
    EXPECT_EQ(as_utf8(in_utf16(text, big)), text);
    const auto marked = as_utf8(mark + in_utf16(text, big));
    ASSERT_TRUE(marked);
    const auto result = read(*marked, {});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->objects.size(), 1U);
  }
  EXPECT_EQ(as_utf8("\xFF\xFE\xFC\x00\xAC\x20\x3C\xD8\x82\xDF"s),
            "\xEF\xBB\xBF\xC3\xBC\xE2\x82\xAC\xF0\x9F\x8E\x82");
  EXPECT_EQ(as_utf8("\xFE\xFF\x00\xFC\x20\xAC\xD8\x3C\xDF\x82"s),
            "\xEF\xBB\xBF\xC3\xBC\xE2\x82\xAC\xF0\x9F\x8E\x82");
  // Cut off, and surrogates that are alone (Unicode standard, 3.9, D91).
  EXPECT_EQ(as_utf8("a\0\x3C\xD8"s), "a\xEF\xBF\xBD");
  EXPECT_EQ(as_utf8("a\0\x82\xDF"
                    "b\0c"s),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
}

TEST(Charset, OfAContentType) {
  EXPECT_EQ(charset_of("text/calendar; charset=UTF-16LE"), "utf-16le");
  EXPECT_EQ(charset_of("text/calendar;Charset=\"ISO-8859-1\"; method=PUBLISH"), "iso-8859-1");
  EXPECT_EQ(charset_of("text/calendar"), "");
  EXPECT_EQ(charset_of("text/calendar; charset="), "");
}

}  // namespace
}  // namespace evenkeel::ical
