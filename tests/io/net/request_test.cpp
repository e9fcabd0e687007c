#include "io/net/request.hpp"

#include "io/net/collect.hpp"
#include "io/net/loopback_server.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::LoopbackServer;
using test::ok;
using test::Reply;

class SilentServer : public testing::Test {
 protected:
  LoopbackServer server_{
      [](const std::string&) { return Reply{"HTTP/1.1 200 OK\r\n", {}, Reply::After::hold}; }};
  std::unique_ptr<Transport> transport_ = net::make_curl_transport();
};

TEST(Perform, GivesTheWholeAnswer) {
  LoopbackServer server([](const std::string&) { return ok(std::string(300'000, 'x'), "ETag: \"e\"\r\n"); });
  const auto transport = net::make_curl_transport();
  const auto response = net::perform(*transport, test::get(server.url()), test::local_account());
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->head.header("etag"), "\"e\"");
  EXPECT_EQ(response->body.size(), 300'000U);
}

TEST(Perform, FailsAsTheTransportDoes) {
  const auto transport = net::make_curl_transport();
  const auto response = net::perform(*transport, test::get("ftp://h/"), test::local_account());
  ASSERT_FALSE(response.has_value());
  EXPECT_EQ(response.error().kind, ErrorKind::refused);
}

TEST_F(SilentServer, IsLeftWhenADescriptorSaysSo) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "x", 1), 1);
  const auto response = net::perform(*transport_, test::get(server_.url()), test::local_account(),
                                     {.fd = ends[0], .asked = {}});
  ASSERT_FALSE(response.has_value());
  EXPECT_EQ(response.error(), (Error{ErrorKind::transient, "stopped"}));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(SilentServer, IsLeftWhenAQuestionSaysSo) {
  int asked = 0;
  const auto begin = std::chrono::steady_clock::now();
  const auto response = net::perform(*transport_, test::get(server_.url()), test::local_account(),
                                     {.fd = -1, .asked = [&] { return ++asked > 2; }});
  EXPECT_FALSE(response.has_value());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

}  // namespace
}  // namespace evenkeel
