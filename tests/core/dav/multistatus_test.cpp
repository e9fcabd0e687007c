#include "core/dav/multistatus.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

using ::testing::ElementsAre;

std::string wrapped(const std::string& inside) {
  return R"(<m:multistatus xmlns:m="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:s="http://calendarserver.org/ns/">)" +
         inside + "</m:multistatus>";
}

std::string found(const std::string& properties) {
  return "<m:response><m:href>/x</m:href><m:propstat><m:prop>" + properties +
         "</m:prop><m:status>HTTP/1.1 200 OK</m:status></m:propstat></m:response>";
}

TEST(Multistatus, ReadsWhatACollectionSays) {
  const auto read = read_multistatus(
      wrapped(found("<m:resourcetype><m:collection/><c:calendar/></m:resourcetype><m:displayname> Work &amp; "
                    "more </m:displayname>"
                    "<s:getctag>c1</s:getctag><m:sync-token>t1</m:sync-token>"
                    "<m:supported-report-set><m:supported-report><m:report><m:sync-collection/></m:report></"
                    "m:supported-report>"
                    "<m:supported-report><m:report><c:calendar-multiget/></m:report></m:supported-report></"
                    "m:supported-report-set>"
                    "<m:current-user-privilege-set><m:privilege><m:read/></"
                    "m:privilege><m:privilege><m:write-content/></m:privilege>"
                    "</m:current-user-privilege-set><c:supported-calendar-component-set><c:comp "
                    "name=\"VEVENT\"/><c:comp name=\"VTODO\"/>"
                    "</c:supported-calendar-component-set>")));
  ASSERT_TRUE(read);
  ASSERT_EQ(read->responses.size(), 1U);
  const auto& r = read->responses[0];
  EXPECT_TRUE(r.resource_type && r.resource_type->calendar && r.resource_type->collection);
  EXPECT_EQ(r.display_name, "Work & more");
  EXPECT_EQ(r.ctag, "c1");
  EXPECT_EQ(r.sync_token, SyncToken("t1"));
  EXPECT_FALSE(read->sync_token);
  EXPECT_THAT(r.reports, ElementsAre("sync-collection", "calendar-multiget"));
  EXPECT_THAT(r.privileges, ElementsAre("read", "write-content"));
  EXPECT_THAT(r.components, ElementsAre("VEVENT", "VTODO"));
}

// RFC 4918 14.24: response is (href, ((href*, status) | (propstat+)), ...).
TEST(Multistatus, SeveralHrefsMayHaveOneStatus) {
  const auto read =
      read_multistatus(wrapped("<m:response><m:href>/a</m:href><m:href>/b</m:href><m:href>/c</m:href>"
                               "<m:status>HTTP/1.1 404 Not Found</m:status></m:response>" +
                               found("<m:getetag>1</m:getetag>")));
  ASSERT_TRUE(read);
  std::vector<std::pair<std::string, int>> seen;
  for (const auto& r : read->responses) seen.emplace_back(r.href.str(), r.status);
  EXPECT_THAT(seen, testing::UnorderedElementsAre(std::pair("/a", 404), std::pair("/b", 404),
                                                  std::pair("/c", 404), std::pair("/x", 0)));
}

TEST(Multistatus, ReadsWhatAPrincipalSays) {
  const auto read = read_multistatus(wrapped(found(
      "<m:current-user-principal><m:href>/p/</m:href></m:current-user-principal>"
      "<c:calendar-home-set><m:href>/h1/</m:href><m:href>/h2/</m:href></c:calendar-home-set>"
      "<c:calendar-user-address-set><m:href>mailto:alex@example.org</m:href></c:calendar-user-address-set>"
      "<c:schedule-inbox-URL><m:href>/in/</m:href></c:schedule-inbox-URL>"
      "<c:schedule-outbox-URL><m:href>/out/</m:href></c:schedule-outbox-URL>"
      "<c:schedule-default-calendar-URL><m:href>/d/</m:href></c:schedule-default-calendar-URL>")));
  ASSERT_TRUE(read);
  const auto& r = read->responses.at(0);
  EXPECT_EQ(r.href, Href("/x"));
  EXPECT_THAT(r.principals, ElementsAre(Href("/p/")));
  EXPECT_THAT(r.home_set, ElementsAre(Href("/h1/"), Href("/h2/")));
  EXPECT_THAT(r.addresses, ElementsAre("mailto:alex@example.org"));
  EXPECT_EQ(r.schedule_inbox, Href("/in/"));
  EXPECT_EQ(r.schedule_outbox, Href("/out/"));
  EXPECT_EQ(r.schedule_default_calendar, Href("/d/"));
}

TEST(Multistatus, KeepsETagsByteForByte) {  // P26
  for (const std::string etag : {"\"a\"", "W/\"a\"", "a", "\"\"a\"\""}) {
    const auto read = read_multistatus(wrapped(found("<m:getetag>" + etag + "</m:getetag>")));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->responses.at(0).etag, ETag(etag));
  }
  const auto none = read_multistatus(wrapped(found("<m:getetag> </m:getetag>")));
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->responses.at(0).etag);  // P04
}

TEST(Multistatus, RefusesDoctypesAndEntities) {  // P100
  const std::string bomb = R"(<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>)" +
                           wrapped(found("<m:displayname>&b;</m:displayname>"));
  EXPECT_EQ(read_multistatus(bomb).error().kind, ErrorKind::invalid_data);
  EXPECT_FALSE(read_multistatus(wrapped(found("<m:displayname>&unknown;</m:displayname>"))));
}

TEST(Multistatus, IsNothingElse) {
  EXPECT_FALSE(read_multistatus(""));
  EXPECT_FALSE(read_multistatus("<html><body/></html>"));
  EXPECT_FALSE(read_multistatus(R"(<error xmlns="DAV:"/>)"));
  EXPECT_FALSE(read_multistatus("<multistatus/>"));  // of no namespace
  EXPECT_FALSE(read_multistatus(wrapped("") + "<more/>"));
}

// Cut anywhere before its last byte, an answer is never whole.
TEST(Multistatus, IsOnlyWholeWithItsClosingTag) {
  const auto text = wrapped(found("<m:getetag>\"a\"</m:getetag>"));
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(read_multistatus(text.substr(0, size))) << size;
  }
  EXPECT_TRUE(read_multistatus(text));
}

TEST(Multistatus, HasCaps) {
  XmlLimits limits;
  limits.max_depth = 8;
  std::string deep;
  for (int i = 0; i < 8; ++i) deep += "<a>";
  EXPECT_EQ(read_multistatus(wrapped(deep), limits).error().kind, ErrorKind::refused);
  limits = {};
  limits.max_responses = 2;
  EXPECT_EQ(read_multistatus(wrapped(found("") + found("") + found("")), limits).error().kind,
            ErrorKind::refused);
  limits = {};
  limits.max_text = 10;
  EXPECT_EQ(
      read_multistatus(wrapped(found("<m:displayname>12345678901</m:displayname>")), limits).error().kind,
      ErrorKind::refused);
  limits = {};
  limits.max_bytes = 100;
  EXPECT_EQ(read_multistatus(wrapped(std::string(100, ' ')), limits).error().kind, ErrorKind::refused);
}

TEST(Multistatus, GivesResponsesAsTheyAreComplete) {
  MultistatusReader reader;
  const auto text = wrapped(found("<m:getetag>1</m:getetag>") + found("<m:getetag>2</m:getetag>"));
  const auto second = text.find("<m:response>", text.find("<m:response>") + 1);
  ASSERT_TRUE(reader.feed(text.substr(0, second)));
  EXPECT_EQ(reader.take().size(), 1U);
  ASSERT_TRUE(reader.feed(text.substr(second)));
  EXPECT_EQ(reader.take().size(), 1U);
  EXPECT_TRUE(reader.finish());
}

TEST(Multistatus, StaysFailed) {
  MultistatusReader reader;
  EXPECT_FALSE(reader.feed("<html>"));
  EXPECT_FALSE(reader.feed(wrapped("")));
  EXPECT_FALSE(reader.finish());
}

// A parser keeps a tag until it ends; one that never does must not fill the memory.
TEST(Multistatus, ATagThatDoesNotEndIsRefused) {
  MultistatusReader reader;
  ASSERT_TRUE(reader.feed("<multistatus xmlns=\"DAV:\"><response "));
  const std::string blanks(1U << 20U, ' ');
  Expected<void> fed;
  int megabytes = 0;
  while (fed && megabytes < 16) {
    fed = reader.feed(blanks);
    ++megabytes;
  }
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().kind, ErrorKind::refused);
  EXPECT_LE(megabytes, 3);
}

}  // namespace
}  // namespace evenkeel::dav
