#include "core/publishing/imip.hpp"

#include "core/publishing/imip_words.hpp"
#include "household.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// RFC 4648, for reading what was written; blanks and line ends are skipped.
std::string decoded(std::string_view text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  unsigned bits = 0;
  int have = 0;
  for (const char c : text) {
    const std::size_t value = digits.find(c);
    if (value == std::string::npos) continue;
    bits = (bits << 6U) | static_cast<unsigned>(value);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    result += static_cast<char>((bits >> static_cast<unsigned>(have)) & 255U);
  }
  return result;
}

/// The decoded body of the part whose Content-Type begins so.
std::string part(const std::string& message, const std::string& type) {
  const std::size_t at = message.find("Content-Type: " + type);
  if (at == std::string::npos) return "no such part";
  const std::size_t begin = message.find("\r\n\r\n", at) + 4;
  return decoded(message.substr(begin, message.find("\r\n--", begin) - begin));
}

imip::Invitation invitation(InviteDetail detail) {
  EventContent content = check_in().content;
  content.organizer = "home@example.org";
  content.location = "Kitchen";
  Invitee alex{
      .address = Address("alex@example.org"), .name = "Alex", .client_agent = true, .detail = detail};
  return {.method = imip::Method::request,
          .uid = identity().uid(check_in().key, 0),
          .sequence = 2,
          .now = at(11, 21, 9),
          .content = content,
          .recipient = alex,
          .from = "Household <home@example.org>",
          .zone = &london()};
}

TEST(Imip, hasTheShapeThatMailProgramsExpect) {
  const std::string message = imip::message(invitation(InviteDetail::full)).value();
  for (const char* header :
       {"From: \"Household\" <home@example.org>\r\n", "To: \"Alex\" <alex@example.org>\r\n",
        "Subject: Weekly alignment\r\n", "Date: Sat, 21 Nov 2026 09:00:00 +0000\r\n",
        "Auto-Submitted: auto-generated\r\n", "MIME-Version: 1.0\r\n", "Content-Type: multipart/mixed;",
        "Content-Type: multipart/alternative;", "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n",
        "Content-Disposition: attachment; filename=\"invite.ics\"\r\n"}) {
    EXPECT_THAT(message, HasSubstr(header));
  }
  // RFC 2046 5.1.4: the plain one first, the richest last.
  EXPECT_LT(message.find("text/plain"), message.find("text/calendar"));
  const std::string calendar = part(message, "text/calendar");
  EXPECT_THAT(calendar, HasSubstr("METHOD:REQUEST\r\n"));
  EXPECT_THAT(calendar, HasSubstr("SEQUENCE:2\r\n"));
  EXPECT_THAT(calendar, HasSubstr("mailto:alex@example.org"));
  EXPECT_THAT(calendar, HasSubstr("Risks: none"));
  EXPECT_EQ(part(message, "application/ics"), calendar);
  EXPECT_THAT(part(message, "text/plain"), HasSubstr("Sun 29 Nov 19:00–19:30"));
}

TEST(Imip, everyLineEndsWithCrLfAndIsShort) {
  const std::string message = imip::message(invitation(InviteDetail::full)).value();
  std::size_t begin = 0;
  while (begin < message.size()) {
    const std::size_t end = message.find('\n', begin);
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(message[end - 1], '\r');
    EXPECT_LE(end - begin, 200U);
    begin = end + 1;
  }
}

TEST(Imip, anEmployerMayReadIt) {
  const std::string timed = imip::message(invitation(InviteDetail::time)).value();
  for (const char* type : {"text/plain", "text/calendar", "application/ics"}) {
    EXPECT_THAT(part(timed, type), HasSubstr("Weekly alignment"));
    EXPECT_THAT(part(timed, type), Not(HasSubstr("Risks")));
    EXPECT_THAT(part(timed, type), Not(HasSubstr("Kitchen")));
  }
  const std::string busy = imip::message(invitation(InviteDetail::busy)).value();
  EXPECT_THAT(busy, HasSubstr("Subject: Busy\r\n"));
  for (const char* type : {"text/plain", "text/calendar", "application/ics"}) {
    EXPECT_THAT(part(busy, type), HasSubstr("Busy"));
    EXPECT_THAT(part(busy, type), Not(HasSubstr("Weekly alignment")));
  }
}

TEST(Imip, aCancellationSaysSo) {
  imip::Invitation cancel = invitation(InviteDetail::time);
  cancel.method = imip::Method::cancel;
  const std::string message = imip::message(cancel).value();
  EXPECT_THAT(message, HasSubstr("method=CANCEL"));
  EXPECT_THAT(part(message, "text/calendar"), HasSubstr("METHOD:CANCEL\r\n"));
  EXPECT_THAT(part(message, "text/calendar"), HasSubstr("STATUS:CANCELLED\r\n"));
}

std::string message_id(const std::string& message) {
  const std::size_t at = message.find("Message-ID: ");
  return message.substr(at, message.find("\r\n", at) - at);
}

TEST(Imip, theSameMailHasTheSameMessageId) {
  imip::Invitation one = invitation(InviteDetail::time);
  const std::string first = imip::message(one).value();
  one.now += Hours{1};
  EXPECT_EQ(message_id(imip::message(one).value()), message_id(first));
  one.sequence = 3;
  EXPECT_NE(message_id(imip::message(one).value()), message_id(first));
  EXPECT_TRUE(message_id(first).ends_with("@example.org>"));
}

TEST(Imip, nothingCanBePutIntoTheHeaders) {
  imip::Invitation hostile = invitation(InviteDetail::full);
  hostile.content.title = "Lunch\r\nBcc: everybody@example.org\r\n\r\nhello\x01";
  hostile.recipient.name = "Alex\r\nX-Evil: 1\" <evil@example.org>";
  const std::string message = imip::message(hostile).value();
  const std::string headers = message.substr(0, message.find("\r\n\r\n"));
  EXPECT_THAT(headers, Not(HasSubstr("\nBcc:")));
  EXPECT_THAT(headers, Not(HasSubstr("\nX-Evil")));
  EXPECT_THAT(headers, HasSubstr("Subject: Lunch"));
  EXPECT_THAT(headers, HasSubstr("<alex@example.org>"));
}

TEST(Imip, anAddressThatIsNotPlainIsRefused) {
  for (const char* address :
       {"", "alex", "@example.org", "alex@", "a b@example.org", "alex@example.org\r\nX: 1",
        "<alex@example.org>", "alex@example.org,sam@example.org", "\"a\"@example.org", "alex@exa mple.org",
        "ålex@example.org", "a@b@c"}) {
    imip::Invitation bad = invitation(InviteDetail::full);
    bad.recipient.address = Address(address);
    EXPECT_FALSE(imip::message(bad).has_value()) << address;
    imip::Invitation organizer = invitation(InviteDetail::full);
    organizer.content.organizer = address;
    EXPECT_FALSE(imip::message(organizer).has_value()) << address;
    imip::Invitation sender = invitation(InviteDetail::full);
    sender.from = address;
    // A mailbox in angle brackets is a sender's plain way of writing it.
    if (address != std::string("<alex@example.org>")) {
      EXPECT_FALSE(imip::message(sender).has_value()) << address;
    }
  }
}

TEST(HeaderText, encodesWholeCharactersInShortWords) {
  EXPECT_EQ(imip::header_text("plain"), "plain");
  // "Grün" by hand: 47 72 C3 BC 6E.
  EXPECT_EQ(imip::header_text("Gr\xC3\xBCn"), "=?UTF-8?B?R3LDvG4=?=");
  std::string umlauts;
  for (int i = 0; i < 100; ++i) umlauts += "\xC3\xBC";
  const std::string encoded = imip::header_text(umlauts);
  std::string together;
  for (std::size_t at = 0; (at = encoded.find("=?UTF-8?B?", at)) != std::string::npos;) {
    const std::size_t end = encoded.find("?=", at + 10);
    EXPECT_LE(end + 2 - at, 75U);
    const std::string word = decoded(encoded.substr(at + 10, end - at - 10));
    EXPECT_EQ(word.size() % 2, 0U);  // no character is cut in two
    together += word;
    at = end;
  }
  EXPECT_EQ(together, umlauts);
  // What only looks encoded would be decoded by the reader.
  EXPECT_TRUE(imip::header_text("=?UTF-8?Q?x?=").starts_with("=?UTF-8?B?"));
}

TEST(Dedup, isUidSequenceMethodAndRecipient) {
  EXPECT_EQ(imip::dedup_key(Uid("u"), 3, imip::Method::cancel, Address("a@b")), "u||3|CANCEL|a@b");
}

}  // namespace
}  // namespace evenkeel::test
