// Expected values: RFC 5322 appendix A.1.2 and A.5 (addresses), RFC 2045 5.1 (parameters), RFC 2045 6.7 and
// RFC 4648 10 (encodings), or the grammar read by hand.
#include "core/mail/fields.hpp"

#include "core/mail/limits.hpp"
#include "core/mail/transfer_encoding.hpp"

#include <gtest/gtest.h>

namespace evenkeel::mail {
namespace {

std::string address(std::string_view text) {
  const auto found = only_address(text);
  return found ? found->str() : "none";
}

TEST(Fields, areUnfoldedAndNamedInLowerCase) {
  std::string_view text = "Subject: one\r\n two\r\n\tthree\r\nFROM : Sam <sam@example.org>\r\n\r\nbody";
  const Fields fields = take_fields(text);
  EXPECT_EQ(fields.only("subject"), "one two three");
  EXPECT_EQ(fields.only("from"), "Sam <sam@example.org>");
  EXPECT_EQ(text, "body");
}

TEST(Fields, mayEndWithLineFeedsAlone) {
  std::string_view text = "A: 1\nB: 2\n\nbody\n";
  const Fields fields = take_fields(text);
  EXPECT_EQ(fields.only("b"), "2");
  EXPECT_EQ(text, "body\n");
}

TEST(Fields, thatStandTwiceSayNothing) {
  std::string_view text = "From: sam@example.org\r\nFrom: alex@example.org\r\n\r\n";
  EXPECT_EQ(take_fields(text).only("from"), "");
}

TEST(Fields, beyondTheLimitsAreNotKept) {
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "x: y\r\n";
  std::string long_one = "a: " + std::string(limits::field_bytes, 'a') + "\r\n";
  for (int i = 0; i < 10'000; ++i) long_one += " more\r\n";
  std::string_view text = many;
  EXPECT_EQ(take_fields(text).list.size(), limits::fields);
  text = long_one;
  EXPECT_TRUE(take_fields(text).list.empty());
}

TEST(Addresses, areReadFromAllFormsOfAMailbox) {
  EXPECT_EQ(address("sam@example.org"), "sam@example.org");
  EXPECT_EQ(address("Sam <Sam@Example.ORG>"), "sam@example.org");
  EXPECT_EQ(address("\"Joe Q. Public\" <john.q.public@example.com>"), "john.q.public@example.com");
  EXPECT_EQ(address("\"Giant; \\\"Big\\\" Box\" <sysservices@example.net>"), "sysservices@example.net");
  EXPECT_EQ(address("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>"), "pete@silly.test");
  EXPECT_EQ(address("=?UTF-8?Q?S=C3=A4m?= <sam@example.org>"), "sam@example.org");
}

// A display name that looks like another's address must not become the sender.
TEST(Addresses, areNotTakenFromNames) {
  EXPECT_EQ(address("\"alex@example.org\" <sam@example.org>"), "sam@example.org");
  EXPECT_EQ(address("\"alex <alex@example.org>\" <stranger@example.net>"), "stranger@example.net");
  EXPECT_EQ(address("(alex@example.org) stranger@example.net"), "stranger@example.net");
}

TEST(Addresses, ofSeveralOrOfNobodyAreNone) {
  EXPECT_EQ(address("sam@example.org, alex@example.org"), "none");
  EXPECT_EQ(address("<sam@example.org> <alex@example.org>"), "none");
  EXPECT_EQ(address("Undisclosed <>"), "none");
  EXPECT_EQ(address("MAILER-DAEMON"), "none");
  EXPECT_EQ(address("sam@@example.org"), "none");
  EXPECT_EQ(address("<sam@example.org"), "none");
  EXPECT_EQ(address(""), "none");
}

TEST(Parameters, areReadWithAndWithoutQuotes) {
  const auto type =
      parameterised("Text/Calendar; charset=\"utf-8\"; METHOD=REPLY ; name=\"a;b\\\"c.ics\"; bare");
  EXPECT_EQ(type.value, "text/calendar");
  EXPECT_EQ(type.parameter("charset"), "utf-8");
  EXPECT_EQ(type.parameter("method"), "REPLY");
  EXPECT_EQ(type.parameter("name"), "a;b\"c.ics");
  EXPECT_EQ(type.parameter("boundary"), "");
}

TEST(Parameters, brokenOnesDoNoHarm) {
  for (const std::string_view text :
       {";", ";;;=;", "a/b;=", "a/b; x=\"open", "a/b; x=\"\\", "a/b; =\"\"\"", "="}) {
    static_cast<void>(parameterised(text));
  }
  EXPECT_EQ(parameterised("a/b; x=\"open").parameter("x"), "open");
}

TEST(TransferEncoding, base64) {
  EXPECT_EQ(decoded("base64", ""), "");
  EXPECT_EQ(decoded("BASE64", "Zg=="), "f");
  EXPECT_EQ(decoded("base64", "Zm8="), "fo");
  EXPECT_EQ(decoded("base64", "Zm9v\r\nYmFy\r\n"), "foobar");
  EXPECT_EQ(decoded("base64", "Zm9vYg"), "foob");
  EXPECT_EQ(decoded("base64", "/+8="), "\xff\xef");
}

TEST(TransferEncoding, quotedPrintable) {
  // RFC 2045 6.7, the example of soft line breaks.
  EXPECT_EQ(decoded("quoted-printable",
                    "Now's the time =\r\nfor all folk to come=\r\n to the aid of their country."),
            "Now's the time for all folk to come to the aid of their country.");
  EXPECT_EQ(decoded("Quoted-Printable", "S=C3=A4m=3D=3d"), "S\xC3\xA4m==");
  EXPECT_EQ(decoded("quoted-printable", "a=  \nb"), "ab");
  EXPECT_EQ(decoded("quoted-printable", "100=% =Z"), "100=% =Z");
  EXPECT_EQ(decoded("quoted-printable", "a="), "a");
  EXPECT_EQ(decoded("quoted-printable", "a=4"), "a=4");
}

TEST(TransferEncoding, anyOtherIsAsItIs) {
  EXPECT_EQ(decoded("8bit", "a=3D"), "a=3D");
  EXPECT_EQ(decoded("", "Zg=="), "Zg==");
}

}  // namespace
}  // namespace evenkeel::mail
