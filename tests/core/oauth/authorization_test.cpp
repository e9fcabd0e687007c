#include "core/oauth/authorization.hpp"

#include "core/oauth/pkce.hpp"

#include <gtest/gtest.h>

#include <array>

namespace evenkeel::oauth {
namespace {

TEST(Pkce, ChallengeOfRfc7636AppendixB) {
  const Secret verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  EXPECT_EQ(code_challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(Pkce, VerifierOfRfc7636AppendixB) {
  constexpr std::array<unsigned char, 32> bytes{116, 24,  223, 180, 151, 153, 224, 37,  79,  250, 96,
                                                125, 216, 173, 187, 186, 22,  212, 37,  77,  105, 214,
                                                191, 240, 91,  88,  5,   88,  83,  132, 141, 121};
  EXPECT_EQ(base64url(bytes), "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
}

// RFC 6749 4.1.3: the credentials of the example client.
TEST(Pkce, BasicOfRfc6749) {
  EXPECT_EQ(base64("s6BhdRkqt3:gX1fBat3bV"), "czZCaGRSa3F0MzpnWDFmQmF0M2JW");
}

// RFC 6749 appendix B: the example of that appendix.
TEST(Form, EncodesAsRfc6749AppendixB) {
  EXPECT_EQ(form_encoded(" %&+\xC2\xA3\xE2\x82\xAC"),
            "%20%25%26%2B%C2%A3%E2%82%AC");  // a blank may be + or %20
  EXPECT_EQ(only(parse_form("value=+%25%26%2B%C2%A3%E2%82%AC"), "value"), " %&+\xC2\xA3\xE2\x82\xAC");
}

TEST(Form, AParameterGivenTwiceIsNone) {
  EXPECT_EQ(only(parse_form("state=a&state=b"), "state"), std::nullopt);
  EXPECT_EQ(only(parse_form("a=1&&b&c="), "b"), "");
  EXPECT_EQ(only(parse_form("a=1&&b&c="), "d"), std::nullopt);
}

TEST(Provider, GoogleAsksToReadOnlyWhereNothingIsWritten) {
  OAuthSettings settings;
  settings.provider = "google";
  const auto read = provider_of(settings, Use::read);
  const auto write = provider_of(settings, Use::write);
  ASSERT_TRUE(read && write);
  EXPECT_EQ(read->authorize_url, "https://accounts.google.com/o/oauth2/v2/auth");
  EXPECT_EQ(read->token_url, "https://oauth2.googleapis.com/token");
  EXPECT_EQ(read->scope, "https://www.googleapis.com/auth/calendar.readonly");
  EXPECT_EQ(write->scope, "https://www.googleapis.com/auth/calendar");
  EXPECT_EQ(read->extra, (Parameters{{"access_type", "offline"}, {"prompt", "consent"}}));
}

TEST(Provider, WhatIsConfiguredComesFirst) {
  OAuthSettings settings;
  settings.provider = "google";
  settings.token_url = "http://127.0.0.1:1/token";
  settings.scope = "mine";
  const auto provider = provider_of(settings, Use::read);
  ASSERT_TRUE(provider);
  EXPECT_EQ(provider->token_url, "http://127.0.0.1:1/token");
  EXPECT_EQ(provider->scope, "mine");
  EXPECT_EQ(provider->authorize_url, "https://accounts.google.com/o/oauth2/v2/auth");
}

TEST(Provider, AnUnknownOneNeedsItsUrls) {
  OAuthSettings settings;
  settings.provider = "gogle";
  EXPECT_FALSE(provider_of(settings, Use::read));
  settings.authorize_url = "https://a.example/authorize";
  settings.token_url = "https://a.example/token";
  EXPECT_TRUE(provider_of(settings, Use::read));
}

TEST(AuthorizeUrl, NamesEverythingButTheVerifier) {
  const Provider provider{
      "https://a.example/authorize?tenant=home", "https://a.example/token", "cal read", {{"x", "y z"}}};
  const Attempt attempt{"st", Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "http://127.0.0.1:7/"};
  const std::string url = authorize_url(provider, "me&you", attempt);
  EXPECT_TRUE(url.starts_with("https://a.example/authorize?tenant=home&response_type=code&")) << url;
  const Parameters said = parse_form(url.substr(url.find('?') + 1));
  EXPECT_EQ(only(said, "client_id"), "me&you");
  EXPECT_EQ(only(said, "redirect_uri"), "http://127.0.0.1:7/");
  EXPECT_EQ(only(said, "state"), "st");
  EXPECT_EQ(only(said, "code_challenge"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  EXPECT_EQ(only(said, "code_challenge_method"), "S256");
  EXPECT_EQ(only(said, "scope"), "cal read");
  EXPECT_EQ(only(said, "x"), "y z");
  EXPECT_EQ(url.find("dBjftJeZ"), std::string::npos);
}

TEST(Redirect, GivesTheCode) {
  const auto code = read_redirect("/?state=s%2B1&code=a%2Fb&iss=x", "s+1");
  ASSERT_TRUE(code && *code);
  EXPECT_EQ((*code)->reveal(), "a/b");
}

TEST(Redirect, OtherRequestsAreNone) {
  for (const char* target :
       {"/favicon.ico", "/", "/?", "/?utm=1", "", "/other?code=a&state=s", "http://x/?code=a",
        // Of somebody else's attempt, or made up (RFC 8252 section 8.9).
        "/?code=a&state=other", "/?code=a", "/?code=a&state=s&state=s",
        "/?error=access_denied&state=other"}) {
    EXPECT_FALSE(read_redirect(target, "s").has_value()) << target;
  }
}

TEST(Redirect, WhatIsWrongIsAnErrorWithoutTheCode) {
  struct Row {
    const char* target;
    ErrorKind kind;
  };
  constexpr std::array<Row, 5> rows{{{"/?error=access_denied&state=s", ErrorKind::refused},
                                     {"/?error=server_error&state=s", ErrorKind::transient},
                                     {"/?error=invalid_scope&state=s", ErrorKind::permanent},
                                     {"/?state=s", ErrorKind::invalid_data},
                                     {"/?code=a%0D%0Asecret&state=s", ErrorKind::invalid_data}}};
  for (const auto& [target, kind] : rows) {
    const auto code = read_redirect(target, "s");
    ASSERT_TRUE(code && !*code) << target;
    EXPECT_EQ(code->error().kind, kind) << target;
    EXPECT_EQ(code->error().text.find("secret"), std::string::npos) << code->error().text;
  }
}

TEST(Redirect, ANameThatIsNoneIsNotRepeated) {
  const auto code = read_redirect("/?error=%3Cscript%3E&state=s", "s");
  ASSERT_TRUE(code && !*code);
  EXPECT_EQ(code->error().text.find("script"), std::string::npos);
}

}  // namespace
}  // namespace evenkeel::oauth
