// Expected values: the examples of RFC 2046 5.1.1 and 5.1.3, or the grammar read by hand.
#include "core/mail/message.hpp"

#include "core/mail/limits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace evenkeel::mail {
namespace {

using testing::ElementsAre;

std::vector<std::string> types(const Message& message) {
  std::vector<std::string> list;
  for (const Part& part : message.parts) list.push_back(part.type.value);
  return list;
}

TEST(Message, simpleMultipart) {
  const auto message = read(
      "From: Nathaniel Borenstein <nsb@bellcore.example>\r\nMIME-Version: 1.0\r\n"
      "Content-type: multipart/mixed; boundary=\"simple boundary\"\r\n\r\n"
      "This is the preamble.  It is to be ignored.\r\n"
      "--simple boundary\r\n\r\nThis is implicitly typed plain US-ASCII text.\r\n"
      "It does NOT end with a linebreak.\r\n"
      "--simple boundary\r\nContent-type: text/plain; charset=us-ascii\r\n\r\nexplicitly typed\r\n\r\n"
      "--simple boundary--\r\n\r\nThis is the epilogue.  It is also to be ignored.\r\n");
  ASSERT_TRUE(message);
  EXPECT_EQ(message->from, Address("nsb@bellcore.example"));
  EXPECT_THAT(types(*message), ElementsAre("text/plain", "text/plain"));
  EXPECT_EQ(message->parts[1].bytes, "explicitly typed\r\n\r\n");
}

TEST(Message, partsInParts) {
  const auto message = read(
      "From: sam@example.org\nContent-Type: multipart/mixed; boundary=outer\n\n"
      "--outer\nContent-Type: multipart/alternative; boundary=outer-inner\n\n"
      "--outer-inner\n\nDeclined\n"
      "--outer-inner  \nContent-Type: text/calendar; method=REPLY\nContent-Transfer-Encoding: "
      "base64\n\nQkVHSU4=\n"
      "--outer-inner--\n"
      "--outer\nContent-Type: application/ics\n\nBEGIN\n--outer--\n");
  ASSERT_TRUE(message);
  EXPECT_THAT(types(*message), ElementsAre("text/plain", "text/calendar", "application/ics"));
  EXPECT_EQ(message->parts[1].bytes, "BEGIN");
  EXPECT_EQ(message->parts[1].type.parameter("method"), "REPLY");
}

TEST(Message, withoutPartsOrEnd) {
  const auto plain = read("From: sam@example.org\r\n\r\nhello");
  ASSERT_TRUE(plain);
  EXPECT_THAT(types(*plain), ElementsAre("text/plain"));
  EXPECT_EQ(plain->parts[0].bytes, "hello");
  const auto cut = read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nhalf");
  ASSERT_TRUE(cut);
  EXPECT_FALSE(cut->from);
  ASSERT_EQ(cut->parts.size(), 1U);
  EXPECT_EQ(cut->parts[0].bytes, "half");
  EXPECT_TRUE(read(""));
}

/// What somebody forwards is not what they say.
TEST(Message, attachedMessagesAreNotLookedInto) {
  const auto message = read(
      "From: sam@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: message/rfc822\n\nContent-Type: text/calendar; method=REPLY\n\nBEGIN\n--b--\n");
  ASSERT_TRUE(message);
  EXPECT_THAT(types(*message), ElementsAre("message/rfc822"));
}

TEST(Message, sizeDepthAndNumberAreCapped) {
  EXPECT_EQ(read(std::string(limits::message_bytes + 1, 'a')).error().kind, ErrorKind::refused);
  std::string deep = "Content-Type: multipart/mixed; boundary=b0\n\n";
  for (std::size_t i = 1; i <= limits::depth; ++i) {
    deep += "--b" + std::to_string(i - 1) + "\nContent-Type: multipart/mixed; boundary=b" +
            std::to_string(i) + "\n\n";
  }
  deep += "--b" + std::to_string(limits::depth) + "\n\ntoo deep\n";
  EXPECT_TRUE(read(deep)->parts.empty());
  std::string many = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 50'000; ++i) many += "--b\n\nx\n";
  EXPECT_LT(read(many)->parts.size(), limits::parts);
}

/// Each level has as many parts as fit: the sum is what is limited.
TEST(Message, manyPartsInManyParts) {
  std::string text = "Content-Type: multipart/mixed; boundary=a\n\n";
  for (int i = 0; i < 90; ++i) {
    text += "--a\nContent-Type: multipart/mixed; boundary=b\n\n";
    for (int j = 0; j < 90; ++j) text += "--b\n\nx\n";
  }
  EXPECT_LT(read(text)->parts.size(), limits::parts);
}

/// Whatever is changed in it, a message is read to its end, and no part is larger than the message.
TEST(Message, damagedInAnyWay) {
  const std::string good =
      "From: \"Sam (x\" <sam@example.org>\r\nContent-Type: multipart/mixed;\r\n boundary=\"a\\\"b\"\r\n\r\n"
      "--a\"b\r\nContent-Type: text/calendar; method=\"REPLY\"\r\nContent-Transfer-Encoding: "
      "quoted-printable\r\n\r\n"
      "BEGIN:VCALENDAR=0D=0A=\r\nEND:VCALENDAR\r\n--a\"b\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\nQUJD\r\n--a\"b--\r\n";
  std::mt19937 random(2047);
  constexpr std::string_view bytes = "\r\n\"\\();:=-<>@,a\0\xff";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = good;
    for (int change = 0; change < 4; ++change) {
      const std::size_t at = random() % text.size();
      const char c = bytes[random() % bytes.size()];
      switch (random() % 3) {
        case 0:
          text[at] = c;
          break;
        case 1:
          text.erase(at, random() % 20);
          break;
        default:
          text.insert(at, 1 + random() % 5, c);
      }
      if (text.empty()) text = "x";
    }
    const auto message = read(text);
    ASSERT_TRUE(message);
    for (const Part& part : message->parts) ASSERT_LE(part.bytes.size(), text.size());
  }
}

}  // namespace
}  // namespace evenkeel::mail
