#include "core/oauth/tokens.hpp"

#include <gtest/gtest.h>

namespace evenkeel::oauth {
namespace {

const Instant given{Seconds(1'800'000'000)};

Tokens lasting(Seconds life) {
  return {.access = Secret("a"), .refresh = Secret("r"), .obtained = given, .expires = given + life};
}

TEST(Fresh, EndsFiveMinutesBeforeAnHourDoes) {
  const Tokens tokens = lasting(Hours(1));
  EXPECT_TRUE(is_fresh(tokens, given));
  EXPECT_TRUE(is_fresh(tokens, given + std::chrono::minutes(55) - Seconds(1)));
  EXPECT_FALSE(is_fresh(tokens, given + std::chrono::minutes(55)));
}

TEST(Fresh, AShortLifeKeepsFourFifths) {
  const Tokens tokens = lasting(Seconds(100));
  EXPECT_TRUE(is_fresh(tokens, given + Seconds(79)));
  EXPECT_FALSE(is_fresh(tokens, given + Seconds(80)));
}

TEST(Fresh, WithoutAnEndItLastsUntilItIsRefused) {
  Tokens tokens = lasting(Hours(1));
  tokens.expires.reset();
  EXPECT_TRUE(is_fresh(tokens, given + Days(365)));
}

TEST(Fresh, AClockThatJumpedBackProvesNothing) {
  EXPECT_FALSE(is_fresh(lasting(Hours(1)), given - Seconds(1)));
  EXPECT_FALSE(is_fresh(lasting(Hours(1)), given - Days(365)));
}

TEST(Fresh, NothingIsNotFresh) {
  EXPECT_FALSE(is_fresh({.access = {}, .refresh = Secret("r"), .obtained = given, .expires = {}}, given));
}

TEST(Line, ComesBackAsItWas) {
  Tokens tokens = lasting(Hours(1));
  for (const bool refused : {false, true}) {
    for (const auto client : {ClientAuthentication::basic, ClientAuthentication::post}) {
      tokens.refused = refused;
      tokens.client = client;
      const Secret line = to_line(tokens);
      EXPECT_EQ(line.reveal().find('\n'), std::string::npos);
      EXPECT_EQ(tokens_of_line(line), tokens);
    }
  }
  tokens.expires.reset();
  EXPECT_EQ(tokens_of_line(to_line(tokens)), tokens);
}

TEST(Line, AnythingElseIsRefusedWithoutBeingRepeated) {
  for (const char* text : {"", "secret", "[]", "{}", R"({"access_token":"secret"})",
                           R"({"access_token":"secret","refresh_token":1,"obtained":1})",
                           R"({"access_token":"secret","refresh_token":"r","obtained":"1"})"}) {
    const auto tokens = tokens_of_line(Secret(text));
    ASSERT_FALSE(tokens) << text;
    EXPECT_EQ(tokens.error().kind, ErrorKind::invalid_data);
    EXPECT_EQ(tokens.error().text.find("secret"), std::string::npos);
  }
}

}  // namespace
}  // namespace evenkeel::oauth
