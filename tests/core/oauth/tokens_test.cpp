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

Tokens ending(Seconds life) {
  Tokens tokens = lasting(Hours(1));
  tokens.refresh_expires = given + life;
  tokens.refresh_since = given;
  return tokens;
}

TEST(SignInEnd, IsThatOfTheRefreshTokenOrOfTheAccessTokenWithoutOne) {
  EXPECT_EQ(sign_in_end(ending(Days(90))), given + Days(90));
  EXPECT_EQ(sign_in_end(lasting(Hours(1))), std::nullopt);  // renewed for as long as nobody says otherwise
  Tokens tokens = ending(Days(90));
  tokens.refresh = Secret();
  EXPECT_EQ(sign_in_end(tokens), given + Hours(1));
}

// Written reasoning: a third of 90 days is more than a week; a third of 7 days is 2 days 8 hours.
TEST(SignInEnd, IsWorthTellingAWeekAheadOrInTheLastThird) {
  EXPECT_EQ(sign_in_notice(ending(Days(90))), given + Days(83));
  EXPECT_EQ(sign_in_notice(ending(Days(7))), given + Days(4) + Hours(16));
  EXPECT_EQ(sign_in_notice(lasting(Hours(1))), std::nullopt);
}

// Keycloak's session moves on with each renewal, and is not told of; Google's test sign-in stands.
TEST(SignInEnd, MovesOnlyWhereTheProviderMovesIt) {
  const Tokens before = ending(Days(7));
  Tokens answer = lasting(Hours(1));
  answer.obtained = given + Days(6);
  answer.refresh_expires = given + Days(7) + Seconds(1);
  answer.refresh_since = answer.obtained;
  EXPECT_EQ(sign_in_notice(renewed(before, answer)), given + Days(7) + Seconds(1) - Seconds(201600));
  answer.refresh_expires = given + Days(13);
  EXPECT_EQ(sign_in_notice(renewed(before, answer)), given + Days(10) + Hours(16));
  answer.refresh_expires.reset();
  EXPECT_EQ(sign_in_end(renewed(before, answer)), given + Days(7));  // said once
}

TEST(SignInEnd, IsKept) {
  const Tokens tokens = ending(Days(90));
  EXPECT_EQ(tokens_of_line(to_line(tokens)), tokens);
}

}  // namespace
}  // namespace evenkeel::oauth
