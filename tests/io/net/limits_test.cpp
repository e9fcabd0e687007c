// Servers that are slow, broken, hostile or not there.
#include "io/net/collect.hpp"
#include "io/net/loopback_server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;
using test::get;
using test::LoopbackServer;
using test::ok;
using test::Reply;
using testing::HasSubstr;
using testing::Not;

/// As gzip(1) compresses it.
std::string gzip(const std::string& text) {
  const std::string file = testing::TempDir() + "evenkeel-gzip-" + std::to_string(getpid());
  std::ofstream(file, std::ios::binary) << text;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -9c < " + file).c_str(), "r"), &pclose);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    out.append(buffer.data(), n);
  std::remove(file.c_str());
  return out;
}

Error error_of(const test::Outcome& outcome) {
  if (!outcome.result || *outcome.result) return {ErrorKind::permanent, "it did not fail"};
  return outcome.result->error();
}

TEST(Limits, CompressedAnswersAreDecodedWhereAskedFor) {
  LoopbackServer server([](const std::string& request) {
    if (request.find("Accept-Encoding: gzip, deflate\r\n") == std::string::npos) return ok("plain");
    return ok(gzip("calendar"), "Content-Encoding: gzip\r\n");
  });
  dav::Request request = get(server.url());
  request.accept_compressed = true;
  EXPECT_EQ(test::run(request).body, "calendar");
  EXPECT_EQ(test::run(get(server.url())).body, "plain");
}

TEST(Limits, ABombIsStoppedByItsRatio) {
  const std::string bomb = gzip(std::string(64U << 20U, '\0'));
  ASSERT_LT(bomb.size(), 100'000U);
  LoopbackServer server([&](const std::string&) { return ok(bomb, "Content-Encoding: gzip\r\n"); });
  dav::Request request = get(server.url());
  request.accept_compressed = true;
  const auto outcome = test::run(request);
  EXPECT_EQ(error_of(outcome).kind, ErrorKind::refused);
  EXPECT_LT(outcome.body.size(), 32U << 20U);
}

// What one read of the network brings may be two hundred times as much when it is decoded: it comes by parts.
TEST(Limits, WhatIsDecodedComesAsItIsTaken) {
  std::string plain;
  for (int line = 0; plain.size() < (48U << 20U); ++line)
    plain += std::string(150, 'x') + std::to_string(line);
  const std::string packed = gzip(plain);
  ASSERT_LT(packed.size(), plain.size() / 20);
  LoopbackServer server([&](const std::string&) { return ok(packed, "Content-Encoding: gzip\r\n"); });
  dav::Request request = get(server.url());
  request.accept_compressed = true;
  const auto transport = net::make_curl_transport();
  static_cast<void>(transport->submit(request, test::local_account()));
  std::size_t most = 0;
  std::string all;
  for (bool ended = false; !ended;) {
    std::size_t at_once = 0;
    for (const TransferEvent& event : transport->wait(std::chrono::seconds(5), {})) {
      if (const auto* body = std::get_if<BodyReceived>(&event)) {
        at_once += body->bytes.size();
        all += body->bytes;
      }
      if (const auto* done = std::get_if<Completed>(&event)) {
        EXPECT_TRUE(done->result);
        ended = true;
      }
    }
    most = std::max(most, at_once);
  }
  EXPECT_TRUE(all == plain);
  EXPECT_LT(most, 2U << 20U);
}

TEST(Limits, AnAnswerThatIsHeldWaitsOnTheNetwork) {
  constexpr std::size_t whole = 32U << 20U;  // more than the sockets of both ends take
  const std::string body(whole, 'x');
  LoopbackServer server([&](const std::string&) { return ok(body); });
  const auto transport = net::make_curl_transport({});
  const TransferId id = transport->submit(get(server.url()), test::local_account());
  std::size_t received = 0;
  bool complete = false;
  const auto take = [&](const std::vector<TransferEvent>& events) {
    for (const TransferEvent& event : events) {
      if (const auto* bytes = std::get_if<BodyReceived>(&event)) received += bytes->bytes.size();
      complete = complete || std::holds_alternative<Completed>(event);
    }
  };
  while (received == 0) take(transport->wait(10s, {}));
  transport->hold(id, true);
  for (int i = 0; i < 20; ++i) take(transport->wait(5ms, {}));
  EXPECT_FALSE(complete);
  EXPECT_LT(received, whole);
  const auto held_at = received;
  for (int i = 0; i < 20; ++i) take(transport->wait(5ms, {}));
  EXPECT_EQ(received, held_at);
  transport->hold(id, false);
  while (!complete) take(transport->wait(10s, {}));
  EXPECT_EQ(received, whole);
}

TEST(Limits, DecodedBytesAreCounted) {
  const std::string body = gzip(std::string(100'000, 'x'));
  LoopbackServer server([&](const std::string&) { return ok(body, "Content-Encoding: gzip\r\n"); });
  dav::Request request = get(server.url());
  request.accept_compressed = true;
  request.limits.max_bytes = 100'000;
  EXPECT_TRUE(*test::run(request).result);
  request.limits.max_bytes = 99'999;
  const auto outcome = test::run(request);
  EXPECT_EQ(error_of(outcome).kind, ErrorKind::refused);
  EXPECT_LE(outcome.body.size(), 99'999U);
}

TEST(Limits, AnEndlessBodyIsStopped) {
  LoopbackServer server(
      [](const std::string&) { return Reply{"HTTP/1.1 200 OK\r\n\r\n" + std::string(3U << 20U, 'x')}; });
  dav::Request request = get(server.url());
  request.limits.max_bytes = 1U << 20U;
  EXPECT_EQ(error_of(test::run(request)).kind, ErrorKind::refused);
}

TEST(Limits, AnythingEndedByClosingIsTaken) {
  LoopbackServer server([](const std::string&) { return Reply{"HTTP/1.0 200 OK\r\n\r\nBEGIN"}; });
  const auto outcome = test::run(get(server.url()));
  EXPECT_TRUE(*outcome.result);
  EXPECT_EQ(outcome.body, "BEGIN");
}

TEST(Limits, ACutBodyIsAFailure) {
  LoopbackServer server(
      [](const std::string&) { return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"}; });
  const auto outcome = test::run(get(server.url("/secret-path?token=1")));
  EXPECT_EQ(error_of(outcome).kind, ErrorKind::transient);
  EXPECT_THAT(error_of(outcome).text, HasSubstr("cut off"));
  EXPECT_THAT(error_of(outcome).text, HasSubstr("http://127.0.0.1"));
  EXPECT_THAT(error_of(outcome).text, Not(HasSubstr("secret")));
}

TEST(Limits, ACutChunkIsAFailure) {
  LoopbackServer server([](const std::string&) {
    return Reply{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\na\r\n12345"};
  });
  EXPECT_EQ(error_of(test::run(get(server.url()))).kind, ErrorKind::transient);
}

TEST(Limits, ASilentServerIsGivenUp) {
  LoopbackServer server([](const std::string&) {
    return Reply{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12", {}, Reply::After::hold};
  });
  dav::Request request = get(server.url());
  request.limits.stalled = 1s;
  const auto error = error_of(test::run(request));
  EXPECT_EQ(error.kind, ErrorKind::transient);
  EXPECT_THAT(error.text, HasSubstr("next to nothing came for 1 s"));
}

TEST(Limits, ASlowAnswerIsGivenUpAsAWhole) {
  LoopbackServer server([](const std::string&) { return Reply{"x", 5s}; });
  dav::Request request = get(server.url());
  request.limits.total = 1s;
  const auto error = error_of(test::run(request));
  EXPECT_EQ(error.kind, ErrorKind::transient);
  EXPECT_THAT(error.text, HasSubstr("not done within 1 s"));
}

TEST(Limits, HeadersAreCapped) {
  std::string many;
  for (int i = 0; i < 300; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  LoopbackServer crowd([&](const std::string&) { return ok("x", many); });
  EXPECT_EQ(error_of(test::run(get(crowd.url()))).kind, ErrorKind::refused);
  std::string large;
  for (int i = 0; i < 100; ++i) large += "X-" + std::to_string(i) + ": " + std::string(4000, 'y') + "\r\n";
  LoopbackServer bulk([&](const std::string&) { return ok("x", large); });
  EXPECT_EQ(error_of(test::run(get(bulk.url()))).kind, ErrorKind::refused);
}

TEST(Limits, WhatIsNoHttpIsInvalid) {
  LoopbackServer server([](const std::string&) { return Reply{"SSH-2.0-OpenSSH\r\n\r\n"}; });
  EXPECT_EQ(error_of(test::run(get(server.url()))).kind, ErrorKind::invalid_data);
}

TEST(Limits, LocalAddressesAreRefusedUnlessTheConfiguredHostIsOne) {
  LoopbackServer server([](const std::string&) { return ok("x"); });
  Account account = test::local_account();
  account.local_allowed = false;
  const auto error = error_of(test::run(get(server.url()), account));
  EXPECT_EQ(error.kind, ErrorKind::refused);
  EXPECT_EQ(server.accepted(), 0);
}

TEST(Limits, AServerOfTheHouseDoesNotLeadToThisMachine) {
  LoopbackServer server([](const std::string&) { return ok("x"); });
  Account account = test::local_account();
  account.own_host = "nas.lan";
  EXPECT_EQ(error_of(test::run(get(server.url()), account)).kind, ErrorKind::refused);
  EXPECT_EQ(server.accepted(), 0);
  account.own_host = "127.0.0.1";
  EXPECT_EQ(test::run(get(server.url()), account).body, "x");
}

TEST(Limits, NobodyThereIsTransient) {
  std::string url;
  {
    LoopbackServer gone([](const std::string&) { return ok("x"); });
    url = gone.url("/hidden");
  }
  const auto error = error_of(test::run(get(url)));
  EXPECT_EQ(error.kind, ErrorKind::transient);
  EXPECT_THAT(error.text, HasSubstr("Connection refused"));
  EXPECT_THAT(error.text, Not(HasSubstr("hidden")));
}

TEST(Limits, NamesThatDoNotExistAreTransient) {
  const auto error = error_of(test::run(get("http://nobody.invalid/x")));  // RFC 6761
  EXPECT_EQ(error.kind, ErrorKind::transient);
  EXPECT_EQ(error.text, "http://nobody.invalid: host not found");
}

TEST(Limits, OtherSchemesAndSplitHeadersAreNotSent) {
  EXPECT_EQ(error_of(test::run(get("ftp://127.0.0.1/"))).kind, ErrorKind::refused);
  EXPECT_EQ(error_of(test::run(get("file:///etc/passwd"))).kind, ErrorKind::permanent);
  EXPECT_EQ(error_of(test::run(get("nonsense"))).kind, ErrorKind::permanent);
  dav::Request request = get("http://127.0.0.1:1/");
  request.headers = {{"If-Match", "\"a\"\r\nX: y"}};
  EXPECT_EQ(error_of(test::run(request)).kind, ErrorKind::refused);
  EXPECT_EQ(error_of(test::run(get("http://user:pw@127.0.0.1:1/"))).kind, ErrorKind::refused);
}

}  // namespace
}  // namespace evenkeel
