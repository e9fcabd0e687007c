// What of a sign-in is on the wire.
#include "io/net/collect.hpp"
#include "io/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

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

/// Answers to the nonce "n<age>", where `age` counts the requests that it takes.
class Challenger {
 public:
  explicit Challenger(bool says_stale) : says_stale_(says_stale) {}
  Reply operator()(const std::string& request) {
    const std::string nonce = "nonce=\"n" + std::to_string(age_) + "\"";
    if (request.find(nonce) != std::string::npos) return ok("seen", closed);
    return {"HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"home\", qop=\"auth\", " + nonce +
            (says_stale_ && request.find("Digest ") != std::string::npos ? ", stale=true" : "") + "\r\n" +
            closed + "Content-Length: 6\r\n\r\nunseen"};
  }
  void grow_old() { ++age_; }

 private:
  const std::string closed = "Connection: close\r\n";  // so that nothing is sent in vain on a kept one
  bool says_stale_;
  std::atomic<int> age_ = 0;
};

// RFC 7616 3.3, 3.4: a nonce serves many requests, counted by nc; one that is stale is replaced.
TEST(SignInOnTheWire, ANonceIsUsedAgain) {
  for (const bool says_stale : {true, false}) {
    Challenger challenger(says_stale);
    LoopbackServer server([&](const std::string& request) { return challenger(request); });
    Account account = test::local_account();
    account.user = "sam";
    account.password = Secret("sam-password");
    account.digest = true;
    const auto transport = net::make_curl_transport();
    const auto asked = [&](const dav::Request& request) {
      const auto before = transport->count(account.pool).requests;
      const auto outcome = test::run(*transport, request, account);
      EXPECT_TRUE(outcome.result && *outcome.result);
      EXPECT_EQ(outcome.head->status, 200);
      EXPECT_EQ(outcome.body, "seen");
      return transport->count(account.pool).requests - before;
    };
    EXPECT_EQ(asked(test::get(server.url())), 2U);
    EXPECT_EQ(asked(test::request("PUT", server.url(), "body")), 1U);
    EXPECT_THAT(server.requests().back(), HasSubstr("nc=00000002"));
    EXPECT_TRUE(server.requests().back().ends_with("\r\n\r\nbody"));
    EXPECT_EQ(asked(test::get(server.url())), 1U);
    EXPECT_TRUE(server.requests().back().starts_with("GET "));
    EXPECT_THAT(server.requests().back(), Not(HasSubstr("Content-Length")));
    challenger.grow_old();
    EXPECT_EQ(asked(test::request("REPORT", server.url(), "<x/>")), says_stale ? 2U : 3U);
    EXPECT_TRUE(server.requests().back().ends_with("\r\n\r\n<x/>"));
    EXPECT_EQ(asked(test::get(server.url())), 1U);
    account.password = Secret("another");
    EXPECT_EQ(asked(test::get(server.url())), 2U) << "what one password opened is no other's";
  }
}

}  // namespace
}  // namespace evenkeel
