// Expected values: the examples of RFC 3501 6.3.1, 7.2.5, 7.4.2 and its grammar (section 9).
#include "io/net/imap_response.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel::net::imap {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ImapResponse, literals) {
  EXPECT_EQ(literal_size("* 12 FETCH (BODY[HEADER] {342}"), 342U);
  EXPECT_EQ(literal_size("* OK {}"), std::nullopt);
  EXPECT_EQ(literal_size("{12"), std::nullopt);
  EXPECT_EQ(literal_size("{-1}"), std::nullopt);
  EXPECT_EQ(literal_size("{99999999999999999999}"), std::nullopt);
  EXPECT_EQ(literal_size("}"), std::nullopt);
}

TEST(ImapResponse, codes) {
  EXPECT_EQ(code_number("* OK [UIDVALIDITY 3857529045] UIDs valid", "UIDVALIDITY"), 3857529045U);
  EXPECT_EQ(code_number("* ok [uidnext 4392] Predicted next UID", "UIDNEXT"), 4392U);
  EXPECT_EQ(code_number("* OK [UIDNEXT x]", "UIDNEXT"), std::nullopt);
  EXPECT_EQ(code_number("* OK [UIDNEXT 42", "UIDVALIDITY"), std::nullopt);
}

TEST(ImapResponse, search) {
  EXPECT_THAT(search_numbers("* SEARCH 2 84 882"), ElementsAre(2, 84, 882));
  EXPECT_THAT(search_numbers("* search 7"), ElementsAre(7));
  EXPECT_THAT(search_numbers("* SEARCH"), IsEmpty());
  EXPECT_THAT(search_numbers("* SEARCH "), IsEmpty());
  EXPECT_THAT(search_numbers("* SEARCH 1 99999999999 3"), ElementsAre(1, 3));
  EXPECT_THAT(search_numbers("* 12 EXISTS"), IsEmpty());
}

TEST(ImapResponse, theUidOfAFetch) {
  EXPECT_EQ(fetched_uid("* 23 FETCH (FLAGS (\\Seen) UID 4827313)"), 4827313U);
  EXPECT_EQ(fetched_uid("* 23 FETCH (UID 5 BODY[] {3})"), 5U);
  EXPECT_EQ(fetched_uid("* 23 FETCH (BODYSTRUCTURE (\"TEXT\" \" UID 9 \\\" UID 9\") UID 6)"), 6U);
  EXPECT_EQ(fetched_uid("* 23 FETCH (FLAGS (NOUID 4))"), std::nullopt);
  EXPECT_EQ(fetched_uid("* 23 EXISTS"), std::nullopt);
}

TEST(ImapResponse, calendars) {
  EXPECT_TRUE(
      holds_calendar({"* 1 FETCH (UID 1 BODYSTRUCTURE (\"text\" \"calendar\" (\"method\" \"REPLY\")))", {}}));
  EXPECT_TRUE(
      holds_calendar({"* 1 FETCH (UID 1 BODYSTRUCTURE (\"APPLICATION\" \"OCTET-STREAM\" (\"NAME\" {10})))",
                      {"invite.ics"}}));
  EXPECT_FALSE(holds_calendar(
      {"* 1 FETCH (UID 1 BODYSTRUCTURE (\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\")))", {}}));
}

TEST(ImapResponse, commands) {
  const std::vector<std::uint32_t> numbers{2, 4, 5, 6, 9};
  EXPECT_EQ(number_set(numbers), "2,4:6,9");
  EXPECT_EQ(quoted("a\"b\\c"), "\"a\\\"b\\\\c\"");
  const std::vector<Address> people{Address("a@x"), Address("b@x"), Address("c@x")};
  EXPECT_EQ(search_command(8, 100, people),
            "UID SEARCH UID 8:* SMALLER 100 OR FROM \"a@x\" OR FROM \"b@x\" FROM \"c@x\"");
}

}  // namespace
}  // namespace evenkeel::net::imap
