#include "core/dav/redirect.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

Request report(const std::string& url) {
  Request r;
  r.method = "REPORT";
  r.url = url;
  r.headers = {{"depth", "1"}};
  r.body = "<sync/>";
  return r;
}

ResponseHead moved(int status, const std::string& location) {
  return {status, {{"location", location}}};
}

// P104, P105: by every status the method, the headers and the body stay.
TEST(Redirected, KeepsMethodAndBody) {
  for (const int status : {301, 302, 307, 308}) {
    const auto next = redirected(report("https://h/a"), moved(status, "/b"), 0, Phase::pull);
    ASSERT_TRUE(next) << status;
    EXPECT_EQ(next->method, "REPORT");
    EXPECT_EQ(next->body, "<sync/>");
    EXPECT_EQ(next->headers.size(), 1U);
    EXPECT_EQ(next->url, "https://h/b");
    EXPECT_TRUE(next->credentials);
  }
}

struct Case {
  std::string from, to;
  bool pull, discovery;  // whether the credentials go with it
};

class Credentials : public ::testing::TestWithParam<Case> {};

TEST_P(Credentials, GoOnlyWhereTheyMay) {
  const auto& c = GetParam();
  const auto pull = redirected(report(c.from), moved(302, c.to), 0, Phase::pull);
  const auto discovery = redirected(report(c.from), moved(302, c.to), 0, Phase::discovery);
  ASSERT_TRUE(pull && discovery) << c.to;
  EXPECT_EQ(pull->credentials, c.pull) << c.to;
  EXPECT_EQ(discovery->credentials, c.discovery) << c.to;
}

INSTANTIATE_TEST_SUITE_P(
    P104, Credentials,
    ::testing::Values(Case{"https://cal.example.com/", "https://cal.example.com:443/x", true, true},
                      Case{"http://cal.example.com/", "https://cal.example.com/", true, true},
                      Case{"https://cal.example.com/", "https://p1.example.com/", false, true},
                      Case{"https://cal.example.com/", "https://example.org/", false, false},
                      Case{"https://cal.example.com/", "https://cal.example.com:8443/", false, true},
                      Case{"http://cal.example.com/", "http://p1.example.com/", false, false},
                      Case{"http://127.0.0.1:1/", "http://127.0.0.1:2/", false, false}));

TEST(Redirected, NeverGivesThemBack) {
  auto lost =
      redirected(report("https://a.example.com/"), moved(302, "https://evil.example.org/"), 0, Phase::pull);
  ASSERT_TRUE(lost);
  auto back = redirected(*lost, moved(302, "/again"), 1, Phase::pull);
  ASSERT_TRUE(back);
  EXPECT_FALSE(back->credentials);
}

TEST(Redirected, TakesNoUserFromALocation) {
  const auto next =
      redirected(report("https://me:pw@h/a"), moved(302, "https://x:y@evil.example/"), 0, Phase::pull);
  ASSERT_TRUE(next);
  EXPECT_EQ(next->url, "https://evil.example/");
}

TEST(Redirected, RefusesWhatLeadsNowhere) {
  const auto r = report("https://h/a");
  EXPECT_EQ(redirected(r, moved(302, "/b"), max_redirects, Phase::pull).error().kind, ErrorKind::refused);
  EXPECT_EQ(redirected(r, moved(302, "http://h/b"), 0, Phase::discovery).error().kind, ErrorKind::refused);
  EXPECT_EQ(redirected(r, moved(303, "/b"), 0, Phase::pull).error().kind, ErrorKind::refused);
  EXPECT_EQ(redirected(r, moved(302, "ftp://h/b"), 0, Phase::pull).error().kind, ErrorKind::refused);
  EXPECT_FALSE(redirected(r, {302, {}}, 0, Phase::pull));
  EXPECT_TRUE(redirected(r, moved(302, "/b"), max_redirects - 1, Phase::pull));
  Request get;
  get.url = "https://h/feed";
  EXPECT_TRUE(redirected(get, moved(303, "/b"), 0, Phase::pull));
}

}  // namespace
}  // namespace evenkeel::dav
