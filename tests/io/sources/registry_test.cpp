#include "io/sources/registry.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel {
namespace {

std::unique_ptr<Source> source(SourceKind kind, const std::string& url) {
  SourceSettings settings;
  settings.name = {"alex", "work"};
  settings.kind = kind;
  settings.url = url;
  return make_source(settings);
}

std::string first_url(Source& from) {
  const auto pull = from.pull({}, {}, Instant{}, false);
  const auto effects = pull->start();
  const auto* send = effects.empty() ? nullptr : std::get_if<dav::SendRequest>(&effects.front());
  return send == nullptr ? "" : send->request.method + " " + send->request.url;
}

TEST(Registry, HasARowForEachKind) {
  EXPECT_FALSE(source(SourceKind::caldav, "https://h/")->local());
  EXPECT_FALSE(source(SourceKind::ics, "https://h/c.ics")->local());
  EXPECT_TRUE(source(SourceKind::ics, "/var/c.ics")->local());
  EXPECT_TRUE(source(SourceKind::ics, "file:///var/c.ics")->local());
  EXPECT_TRUE(source(SourceKind::vdir, "/var/calendars")->local());
  EXPECT_EQ(source(SourceKind::vdir, "/x")->settings().name.str(), "alex/work");
}

TEST(Registry, AsksWhereTheSettingsSay) {
  EXPECT_EQ(first_url(*source(SourceKind::caldav, "https://h/w/")), "PROPFIND https://h/w/");
  EXPECT_EQ(first_url(*source(SourceKind::ics, "http://h/c.ics")), "GET http://h/c.ics");
  EXPECT_EQ(first_url(*source(SourceKind::ics, "webcal://h/c.ics")), "GET https://h/c.ics");
  EXPECT_EQ(first_url(*source(SourceKind::caldav, "not a url")), "");
}

}  // namespace
}  // namespace evenkeel
