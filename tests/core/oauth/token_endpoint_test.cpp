#include "core/oauth/token_endpoint.hpp"

#include <gtest/gtest.h>

namespace evenkeel::oauth {
namespace {

const Instant now{Seconds(1'800'000'000)};

Client client(const std::string& secret = "gX1fBat3bV") {
  return {.key = "alex/work",
          .cure = "evenkeel auth alex/work",
          .token_url = "https://a.example/token",
          .id = "s6BhdRkqt3",
          .secret = Secret(secret),
          .ca_file = {}};
}

dav::ResponseHead head(int status) {
  return {.status = status, .headers = {{"content-type", "application/json"}}};
}

std::string header(const dav::Request& request, std::string_view name) {
  for (const auto& [n, value] : request.headers) {
    if (n == name) return value;
  }
  return {};
}

// RFC 6749 4.1.3 shows this header for this client.
TEST(TokenRequest, AClientWithASecretShowsItByBasic) {
  const Grant grant{Secret("SplxlOBeZQQYbYS6WxSbIA"), Secret("v"), "http://127.0.0.1:7/"};
  const auto request = exchange_request(client(), grant, ClientAuthentication::basic);
  EXPECT_EQ(header(request, "Authorization"), "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW");
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, "https://a.example/token");
  EXPECT_FALSE(request.credentials);
  const auto form = parse_form(request.body);
  EXPECT_EQ(only(form, "grant_type"), "authorization_code");
  EXPECT_EQ(only(form, "code"), "SplxlOBeZQQYbYS6WxSbIA");
  EXPECT_EQ(only(form, "redirect_uri"), "http://127.0.0.1:7/");
  EXPECT_EQ(only(form, "code_verifier"), "v");
  EXPECT_EQ(only(form, "client_secret"), std::nullopt);
}

TEST(TokenRequest, OrInTheForm) {
  const Tokens tokens{.access = Secret("a"),
                      .refresh = Secret("r&1"),
                      .obtained = now,
                      .expires = {},
                      .client = ClientAuthentication::post};
  const auto request = refresh_request(client("p&w"), tokens);
  EXPECT_EQ(header(request, "Authorization"), "");
  const auto form = parse_form(request.body);
  EXPECT_EQ(only(form, "grant_type"), "refresh_token");
  EXPECT_EQ(only(form, "refresh_token"), "r&1");
  EXPECT_EQ(only(form, "client_id"), "s6BhdRkqt3");
  EXPECT_EQ(only(form, "client_secret"), "p&w");
}

TEST(TokenRequest, APublicClientNamesItself) {
  const auto request = refresh_request(client(""), {.access = {}, .refresh = Secret("r"), .expires = {}});
  EXPECT_EQ(header(request, "Authorization"), "");
  EXPECT_EQ(only(parse_form(request.body), "client_id"), "s6BhdRkqt3");
  EXPECT_EQ(only(parse_form(request.body), "client_secret"), std::nullopt);
}

// RFC 6749 5.1, its example.
TEST(TokenAnswer, OfTheRfc) {
  const auto tokens = read_answer(head(200), R"({
       "access_token":"2YotnFZFEjr1zCsicMWpAA",
       "token_type":"bearer",
       "expires_in":3600,
       "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
       "example_parameter":"example_value"
     })",
                                  client(), now);
  ASSERT_TRUE(tokens);
  EXPECT_EQ(tokens->access.reveal(), "2YotnFZFEjr1zCsicMWpAA");
  EXPECT_EQ(tokens->refresh.reveal(), "tGzv3JOkF0XG5Qx2TlKWIA");
  EXPECT_EQ(tokens->obtained, now);
  EXPECT_EQ(tokens->expires, now + Seconds(3600));
}

TEST(TokenAnswer, ALifeIsANumberInManySpellings) {
  const auto life = [](const std::string& given) -> std::optional<Seconds> {
    const auto tokens = read_answer(
        head(200), R"({"access_token":"a","token_type":"Bearer","expires_in":)" + given + "}", client(), now);
    if (!tokens || !tokens->expires) return std::nullopt;
    return *tokens->expires - now;
  };
  EXPECT_EQ(life("\"3599\""), Seconds(3599));
  EXPECT_EQ(life("3599.5"), Seconds(3599));
  EXPECT_EQ(life("-5"), Seconds(0));
  EXPECT_EQ(life("1e300"), Seconds(10LL * 366 * 86400));
  EXPECT_EQ(life("null"), std::nullopt);
  EXPECT_EQ(life("\"soon\""), std::nullopt);
}

TEST(TokenAnswer, WhatIsNoTokenIsAnErrorThatRepeatsNothing) {
  struct Row {
    int status;
    std::string body;
    ErrorKind kind;
  };
  const std::vector<Row> rows{
      {400, R"({"error":"invalid_grant","error_description":"secret"})", ErrorKind::unauthorised},
      {400, R"({"error":"invalid_client"})", ErrorKind::permanent},
      {401, R"({"error":"invalid_client"})", ErrorKind::permanent},
      {400, R"({"error":"unauthorized_client"})", ErrorKind::permanent},
      {400, R"({"error":"invalid_scope"})", ErrorKind::permanent},
      {400, R"({"error":"<b>secret</b>"})", ErrorKind::permanent},
      {400, R"({"error":"slow_down"})", ErrorKind::transient},
      {400, "secret", ErrorKind::invalid_data},
      {404, "", ErrorKind::invalid_data},
      {429, "", ErrorKind::transient},
      {500, R"({"error":"secret"})", ErrorKind::transient},
      {503, "<html>secret", ErrorKind::transient},
      {302, "", ErrorKind::invalid_data},
      {200, "<html>secret</html>", ErrorKind::invalid_data},
      {200, "[]", ErrorKind::invalid_data},
      {200, "", ErrorKind::invalid_data},
      {200, R"({"token_type":"bearer"})", ErrorKind::invalid_data},
      {200, R"({"access_token":7,"token_type":"bearer"})", ErrorKind::invalid_data},
      {200, R"({"access_token":"se\r\ncret","token_type":"bearer"})", ErrorKind::invalid_data},
      {200, R"({"access_token":"a","refresh_token":"se cret","token_type":"bearer"})",
       ErrorKind::invalid_data},
      {200, R"({"access_token":")" + std::string(20000, 'a') + R"(","token_type":"bearer"})",
       ErrorKind::invalid_data},
      {200, R"({"access_token":"secret","token_type":"mac"})", ErrorKind::unsupported},
      {200, R"({"access_token":"secret"})", ErrorKind::unsupported},
      {200, std::string(60000, '['), ErrorKind::invalid_data},
      {200,
       R"({"access_token":"a","token_type":"bearer","x":)" + std::string(40, '[') + std::string(40, ']') +
           "}",
       ErrorKind::invalid_data},
  };
  for (const auto& [status, body, kind] : rows) {
    const auto tokens = read_answer(head(status), body, client(), now);
    ASSERT_FALSE(tokens) << status << " " << body.substr(0, 80);
    EXPECT_EQ(tokens.error().kind, kind) << status << " " << body.substr(0, 80);
    EXPECT_EQ(tokens.error().text.find("cret\""), std::string::npos);
    EXPECT_EQ(tokens.error().text.find("secret<"), std::string::npos) << tokens.error().text;
    EXPECT_NE(tokens.error().text, "");
  }
}

TEST(TokenAnswer, AnEndedSignInNamesItsCure) {
  const auto tokens = read_answer(head(400), R"({"error":"invalid_grant"})", client(), now);
  ASSERT_FALSE(tokens);
  EXPECT_NE(tokens.error().text.find("run: evenkeel auth alex/work"), std::string::npos)
      << tokens.error().text;
}

// RFC 6749 6: "The authorization server MAY issue a new refresh token".
TEST(TokenAnswer, WithoutANewRefreshTokenTheOldOneStays) {
  const Tokens before{.access = Secret("a"),
                      .refresh = Secret("r"),
                      .obtained = now,
                      .expires = {},
                      .client = ClientAuthentication::post};
  EXPECT_EQ(renewed(before, {.access = Secret("b"), .refresh = {}, .expires = {}}).refresh, Secret("r"));
  const Tokens rotated = renewed(before, {.access = Secret("b"), .refresh = Secret("s"), .expires = {}});
  EXPECT_EQ(rotated.refresh, Secret("s"));
  EXPECT_EQ(rotated.access, Secret("b"));
  EXPECT_EQ(rotated.client, ClientAuthentication::post);
}

// Google: refresh_token_expires_in; Keycloak: refresh_expires_in, 0 for one that does not end.
TEST(TokenAnswer, SaysWhenTheSignInEnds) {
  const auto end = [](const std::string& member) {
    const auto tokens = read_answer(
        head(200), R"({"access_token":"a","token_type":"bearer","refresh_token":"r")" + member + "}",
        client(), now);
    return tokens ? tokens->refresh_expires : Instant{};
  };
  EXPECT_EQ(end(""), std::nullopt);
  EXPECT_EQ(end(R"(,"refresh_token_expires_in":604800)"), now + Days(7));
  EXPECT_EQ(end(R"(,"refresh_expires_in":1800)"), now + Seconds(1800));
  EXPECT_EQ(end(R"(,"refresh_expires_in":0)"), std::nullopt);
  EXPECT_EQ(end(R"(,"refresh_expires_in":"soon")"), std::nullopt);
}

}  // namespace
}  // namespace evenkeel::oauth
