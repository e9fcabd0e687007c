#include "core/dav/requests.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace evenkeel::dav {
namespace {

bool has(const Request& r, const std::string& text) {
  return r.body.find(text) != std::string::npos;
}

std::string header(const Request& r, const std::string& name) {
  for (const auto& [n, value] : r.headers) {
    if (n == name) return value;
  }
  return "";
}

TEST(Requests, CannotBeBrokenOutOf) {
  const std::array hrefs = {Href("/w/a&b<c>.ics"), Href("/w/</href><href>/etc\x01")};
  const auto r = calendar_multiget("https://h/w/", hrefs);
  EXPECT_TRUE(has(r, "<href>/w/a&amp;b&lt;c&gt;.ics</href>"));
  EXPECT_TRUE(has(r, "<href>/w/&lt;/href&gt;&lt;href&gt;/etc</href>"));
  EXPECT_TRUE(has(sync_collection("https://h/", SyncToken("</sync-token>&")),
                  "<sync-token>&lt;/sync-token&gt;&amp;</sync-token>"));
}

TEST(Requests, HaveTheDepthThatTheRfcsWant) {
  EXPECT_EQ(header(describe("https://h/"), "depth"), "0");
  EXPECT_EQ(header(list_collections("https://h/"), "depth"), "1");
  EXPECT_EQ(header(list_etags("https://h/"), "depth"), "1");
  EXPECT_EQ(header(ask_ctag("https://h/"), "depth"), "0");
  EXPECT_EQ(header(sync_collection("https://h/", {}), "depth"), "0");  // RFC 6578 3.2
}

// Some servers answer 415 to a body that does not say that it is XML.
TEST(Requests, SayThatTheyAreXml) {
  EXPECT_TRUE(header(sync_collection("https://h/", {}), "content-type").starts_with("application/xml"));
}

TEST(Requests, FitTheCostOfAQuietPoll) {
  EXPECT_LT(sync_collection("https://h/", SyncToken(std::string(100, 't'))).body.size(), 400U);
}

}  // namespace
}  // namespace evenkeel::dav
