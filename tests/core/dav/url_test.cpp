#include "core/dav/url.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

Url url(const std::string& text) {
  auto parsed = parse_url(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(Url{});
}

struct Resolution {
  std::string reference, expected;
};

class Rfc3986 : public ::testing::TestWithParam<Resolution> {};

// RFC 3986 5.4.1 and 5.4.2, without those that need another scheme or keep the fragment.
TEST_P(Rfc3986, Resolves) {
  const auto resolved = resolve(url("http://a/b/c/d;p?q"), GetParam().reference);
  ASSERT_TRUE(resolved) << GetParam().reference;
  EXPECT_EQ(resolved->str(), GetParam().expected) << GetParam().reference;
}

INSTANTIATE_TEST_SUITE_P(
    Examples, Rfc3986,
    ::testing::Values(Resolution{"g", "http://a/b/c/g"}, Resolution{"./g", "http://a/b/c/g"},
                      Resolution{"g/", "http://a/b/c/g/"}, Resolution{"/g", "http://a/g"},
                      Resolution{"//g", "http://g/"}, Resolution{"?y", "http://a/b/c/d;p?y"},
                      Resolution{"g?y", "http://a/b/c/g?y"}, Resolution{"g#s", "http://a/b/c/g"},
                      Resolution{";x", "http://a/b/c/;x"}, Resolution{"", "http://a/b/c/d;p?q"},
                      Resolution{".", "http://a/b/c/"}, Resolution{"..", "http://a/b/"},
                      Resolution{"../g", "http://a/b/g"}, Resolution{"../../g", "http://a/g"},
                      Resolution{"../../../g", "http://a/g"}, Resolution{"/./g", "http://a/g"},
                      Resolution{"/../g", "http://a/g"}, Resolution{"g.", "http://a/b/c/g."},
                      Resolution{"./g/.", "http://a/b/c/g/"}, Resolution{"g/../h", "http://a/b/c/h"},
                      Resolution{"g;x=1/../y", "http://a/b/c/y"}));

TEST(ParseUrl, RefusesWhatIsNoHttpUrl) {
  for (const auto* text :
       {"", "cal.example.org", "ftp://h/", "file:///x", "https://", "https://h:0/", "https://h:99999/",
        "https://h:x/", "https://h/a b", "https://h/a\r\nX: y", "https://[::1/", "javascript:1"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

TEST(ParseUrl, TakesItsPartsApart) {
  const auto u = url("HTTPS://me:secret@Cal.Example.org:8443/a?b=c#d");
  EXPECT_EQ(u.scheme, "https");
  EXPECT_EQ(u.userinfo, "me:secret");
  EXPECT_EQ(u.host, "cal.example.org");
  EXPECT_EQ(u.port, 8443);
  EXPECT_EQ(u.path, "/a");
  EXPECT_EQ(u.query, "?b=c");
  EXPECT_EQ(u.origin(), "https://cal.example.org:8443");
  EXPECT_EQ(url("https://[::1]:8/").host, "[::1]");
  EXPECT_EQ(url("https://h").str(), "https://h/");
}

TEST(SameOrigin, CountsTheDefaultPort) {
  EXPECT_TRUE(same_origin(url("https://h/"), url("https://H:443/x")));
  EXPECT_FALSE(same_origin(url("https://h/"), url("http://h/")));
  EXPECT_FALSE(same_origin(url("http://127.0.0.1:1/"), url("http://127.0.0.1:2/")));
}

// The Public Suffix List: example.com is registrable, co.uk and github.io are suffixes.
TEST(SameSite, IsTheRegistrableDomain) {
  EXPECT_TRUE(same_site(url("https://caldav.example.com/"), url("https://p01.example.com/")));
  EXPECT_TRUE(same_site(url("https://a.b.example.co.uk/"), url("https://example.co.uk/")));
  EXPECT_FALSE(same_site(url("https://one.co.uk/"), url("https://two.co.uk/")));
  EXPECT_FALSE(same_site(url("https://one.github.io/"), url("https://two.github.io/")));
  EXPECT_FALSE(same_site(url("https://127.0.0.1/"), url("https://126.0.0.1/")));
  EXPECT_FALSE(same_site(url("https://[::1]/"), url("https://[::2]/")));
  EXPECT_TRUE(same_site(url("http://localhost/"), url("https://localhost/")));
  EXPECT_FALSE(same_site(url("http://one/"), url("http://two/")));
}

// P41: spellings of one path; an encoded slash and a twice encoded sign are others.
TEST(PathKey, ComparesDecoded) {
  const auto key = [](const std::string& path) { return path_key(url("https://h" + path)); };
  EXPECT_EQ(key("/a%40b/"), key("/a@b"));
  EXPECT_EQ(key("/%7Ea//b.ics"), key("/~a/b.ics"));
  EXPECT_EQ(key("/a+b"), key("/a%2bb"));
  EXPECT_EQ(key("/"), "/");
  EXPECT_NE(key("/a%2Fb"), key("/a/b"));
  EXPECT_NE(key("/a%2540b"), key("/a@b"));
  EXPECT_EQ(key("/a%zzb%4"), "/a%zzb%4");
}

}  // namespace
}  // namespace evenkeel::dav
