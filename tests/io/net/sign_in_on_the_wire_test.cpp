// What of a sign-in is on the wire.
#include "io/net/collect.hpp"
#include "io/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::LoopbackServer;
using test::ok;
using test::Reply;
using testing::HasSubstr;
using testing::Not;

Reply challenge() {
  return {
      "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"home\", qop=\"auth\", "
      "algorithm=SHA-256, nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"\r\n"
      "Content-Length: 6\r\n\r\nunseen"};
}

TEST(SignInOnTheWire, ATokenGoesAsBearer) {
  LoopbackServer server([](const std::string&) { return ok(""); });
  Account account = test::local_account();
  account.user = "alex";
  account.password = Secret("unused");
  account.bearer = Secret("mF_9.B5f-4.1JqM");
  test::run(test::request("PUT", server.url(), "x"), account);
  // RFC 6750 2.1 shows this header.
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nAuthorization: Bearer mF_9.B5f-4.1JqM\r\n"));
  EXPECT_THAT(server.requests()[0], Not(HasSubstr("Basic")));
}

TEST(SignInOnTheWire, ATokenDoesNotGoUnprotected) {
  Account account = test::local_account();
  account.bearer = Secret("t");
  const auto outcome = test::run(test::get("http://192.0.2.1/"), account);
  ASSERT_FALSE(*outcome.result);
  EXPECT_EQ(outcome.result->error().kind, ErrorKind::refused);
}

TEST(SignInOnTheWire, DigestSendsNoPasswordAndShowsNoFirst401) {
  LoopbackServer server([](const std::string& request) {
    return request.find("Authorization: Digest ") == std::string::npos ? challenge() : ok("seen");
  });
  Account account = test::local_account();
  account.user = "sam";
  account.password = Secret("sam-password");
  account.digest = true;
  const auto outcome = test::run(test::request("PUT", server.url(), "body"), account);
  ASSERT_TRUE(outcome.result && *outcome.result);
  EXPECT_EQ(outcome.head->status, 200);
  EXPECT_EQ(outcome.body, "seen");
  for (const std::string& request : server.requests()) {
    EXPECT_THAT(request, Not(HasSubstr("Basic")));
    EXPECT_THAT(request, Not(HasSubstr("sam-password")));
  }
  EXPECT_THAT(server.requests().back(), HasSubstr("username=\"sam\""));
  EXPECT_TRUE(server.requests().back().ends_with("\r\n\r\nbody"));
}

TEST(SignInOnTheWire, TheLast401IsShown) {
  LoopbackServer server([](const std::string&) { return challenge(); });
  Account account = test::local_account();
  account.user = "sam";
  account.password = Secret("wrong");
  account.digest = true;
  const auto outcome = test::run(test::get(server.url()), account);
  ASSERT_TRUE(outcome.result && *outcome.result);
  EXPECT_EQ(outcome.head->status, 401);
  EXPECT_EQ(outcome.body, "unseen");
}

}  // namespace
}  // namespace evenkeel
