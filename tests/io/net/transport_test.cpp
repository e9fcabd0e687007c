#include "io/net/transport.hpp"

#include "io/net/collect.hpp"
#include "io/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;
using test::get;
using test::LoopbackServer;
using test::ok;
using test::Reply;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(Transport, GivesHeadAndBody) {
  LoopbackServer server([](const std::string&) { return ok("BEGIN", "ETag: \"a\"\r\nX-Long: a\r\n b\r\n"); });
  const auto outcome = test::run(get(server.url()));
  ASSERT_TRUE(outcome.result && *outcome.result);
  EXPECT_EQ(outcome.head->status, 200);
  EXPECT_EQ(outcome.head->header("etag"), "\"a\"");
  EXPECT_EQ(outcome.head->header("x-long"), "a b");
  EXPECT_EQ(outcome.body, "BEGIN");
}

TEST(Transport, AStatusIsNoFailure) {
  LoopbackServer server([](const std::string&) {
    return Reply{"HTTP/1.1 503 Busy\r\nRetry-After: 9\r\nContent-Length: 0\r\n\r\n"};
  });
  const auto outcome = test::run(get(server.url()));
  EXPECT_TRUE(*outcome.result);
  EXPECT_EQ(outcome.head->status, 503);
  EXPECT_EQ(outcome.head->header("retry-after"), "9");
}

TEST(Transport, InterimAnswersAreLeftOut) {
  LoopbackServer server([](const std::string&) {
    return Reply{"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n"};
  });
  const auto outcome = test::run(get(server.url()));
  EXPECT_EQ(outcome.head->status, 204);
  EXPECT_EQ(outcome.head->headers.size(), 1U);
}

TEST(Transport, SendsMethodsWithContentLengthAndNothingOfItsOwn) {
  LoopbackServer server([](const std::string&) { return ok(""); });
  const std::string body(2U << 20U, 'x');  // libcurl would ask with Expect: 100-continue
  for (const char* method : {"PUT", "REPORT", "PROPFIND"}) {
    test::run(test::request(method, server.url("/c/a%20b.ics"), body,
                            {{"If-None-Match", "*"}, {"Content-Type", "text/calendar"}}));
  }
  test::run(test::request("PROPFIND", server.url()));
  test::run(test::request("DELETE", server.url(), "", {{"If-Match", "\"e\""}}));
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 5U);
  EXPECT_THAT(requests[0], StartsWith("PUT /c/a%20b.ics HTTP/1.1\r\n"));
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(requests[i].substr(0, 500), HasSubstr("Content-Length: 2097152\r\n"));
    EXPECT_THAT(requests[i].substr(0, 500), Not(HasSubstr("Expect:")));
    EXPECT_TRUE(requests[i].ends_with(body));
  }
  EXPECT_THAT(requests[3], HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(requests[3], Not(HasSubstr("Content-Type")));
  EXPECT_THAT(requests[4], HasSubstr("If-Match: \"e\"\r\n"));
  for (const std::string& request : requests) {
    EXPECT_THAT(request.substr(0, 500), Not(HasSubstr("Accept-Encoding")));
    EXPECT_THAT(request.substr(0, 500), Not(HasSubstr("Authorization")));
  }
}

TEST(Transport, SignsInWithBasic) {
  LoopbackServer server([](const std::string&) { return ok(""); });
  Account account = test::local_account();
  account.user = "alex";
  account.password = Secret("pa:ss");
  test::run(get(server.url()), account);
  // printf 'alex:pa:ss' | base64
  EXPECT_THAT(server.requests().at(0), HasSubstr("Authorization: Basic YWxleDpwYTpzcw==\r\n"));
}

TEST(Transport, KeepsTheCredentialsFromWhereTheyMayNotGo) {
  LoopbackServer server([](const std::string&) { return ok(""); });
  Account account = test::local_account();
  account.user = "alex";
  account.password = Secret("pa:ss");
  dav::Request request = get(server.url());
  request.credentials = false;
  test::run(request, account);
  EXPECT_THAT(server.requests().at(0), Not(HasSubstr("Authorization")));
}

TEST(Transport, RedirectsAreAnswersLikeOthers) {
  LoopbackServer server([](const std::string&) {
    return Reply{
        "HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n"};
  });
  const auto transport = net::make_curl_transport();
  const auto outcome = test::run(*transport, get(server.url("/first")));
  EXPECT_EQ(outcome.head->status, 302);
  EXPECT_EQ(outcome.head->header("location"), "/elsewhere");
  test::run(*transport, get(server.url("/second")));
  ASSERT_EQ(server.requests().size(), 2U);
  EXPECT_THAT(server.requests()[1], Not(HasSubstr("Cookie")));
}

TEST(Transport, EightSlowOnesTakeAsLongAsOne) {
  LoopbackServer server([](const std::string&) {
    Reply reply = ok("x");
    reply.delay = 400ms;
    return reply;
  });
  const auto transport = net::make_curl_transport();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 8; ++i)
    transport->submit(get(server.url()), test::local_account("p" + std::to_string(i)));
  const auto outcomes = test::collect(*transport, 8);
  EXPECT_EQ(outcomes.size(), 8U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 1600ms);  // one after the other: 3200 ms
}

TEST(Transport, ConnectionsAreKeptWithinAPoolAndNeverSharedBetween) {
  LoopbackServer server([](const std::string&) {
    Reply reply = ok("x");
    reply.after = Reply::After::keep;
    return reply;
  });
  const auto transport = net::make_curl_transport();
  test::run(*transport, get(server.url()), test::local_account("alex"));
  test::run(*transport, get(server.url()), test::local_account("alex"));
  EXPECT_EQ(server.accepted(), 1);
  test::run(*transport, get(server.url()), test::local_account("sam"));
  EXPECT_EQ(server.accepted(), 2);
}

TEST(Transport, AWriteGetsAConnectionOfItsOwn) {
  LoopbackServer server([](const std::string&) {
    Reply reply = ok("x");
    reply.after = Reply::After::keep;
    return reply;
  });
  const auto transport = net::make_curl_transport();
  test::run(*transport, get(server.url()));
  test::run(*transport, test::request("PUT", server.url(), "x"));
  EXPECT_EQ(server.accepted(), 2);
}

TEST(Transport, ACancelledTransferSaysNoMore) {
  LoopbackServer server([](const std::string& request) {
    Reply reply = ok("x");
    if (request.starts_with("GET /slow"))
      reply.after = Reply::After::hold, reply.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12";
    return reply;
  });
  const auto transport = net::make_curl_transport();
  const TransferId slow = transport->submit(get(server.url("/slow")), test::local_account());
  bool begun = false;
  while (!begun) {
    for (const TransferEvent& event : transport->wait(5s, {}))
      begun = begun || std::holds_alternative<BodyReceived>(event);
  }
  transport->cancel(slow);
  transport->cancel(slow);  // twice does no harm
  const TransferId quick = transport->submit(get(server.url("/quick")), test::local_account());
  const auto outcomes = test::collect(*transport, 1);
  EXPECT_EQ(outcomes.size(), 1U);
  EXPECT_TRUE(outcomes.contains(quick));
}

TEST(Transport, CountsTheBytesOfTheWire) {
  LoopbackServer server([](const std::string&) { return ok(std::string(1000, 'x')); });
  const auto transport = net::make_curl_transport();
  test::run(*transport, test::request("REPORT", server.url(), "<query/>"), test::local_account("a"));
  const std::size_t head = std::string("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n").size();
  EXPECT_EQ(transport->count("a").requests, 1U);
  EXPECT_EQ(transport->count("a").received, head + 1000);
  EXPECT_EQ(transport->count("a").sent, server.requests().at(0).size());
  EXPECT_EQ(transport->count("b").requests, 0U);
}

TEST(Transport, WaitEndsForADescriptorAndAtItsTime) {
  const auto transport = net::make_curl_transport();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const std::vector<int> fds{ends[0]};
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(transport->wait(20ms, fds).empty());
  EXPECT_GE(std::chrono::steady_clock::now() - begin, 20ms);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  EXPECT_TRUE(transport->wait(60s, fds).empty());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 10s);
  close(ends[0]);
  close(ends[1]);
}

/// While a server is silent, waiting costs no processor time.
TEST(Transport, WaitingDoesNotSpin) {
  LoopbackServer server([](const std::string&) {
    Reply reply = ok("x");
    reply.delay = 500ms;
    return reply;
  });
  const std::clock_t begin = std::clock();
  EXPECT_TRUE(*test::run(get(server.url())).result);
  EXPECT_LT(static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC, 0.25);
}

}  // namespace
}  // namespace evenkeel
