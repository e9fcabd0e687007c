// What a CalDAV server's answers to a PUT, DELETE or GET mean, whatever the status line says (SERVERS.md).
#include "io/sinks/caldav_sink.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

/// A server that gives one answer to everything.
class OneAnswer final : public Transport {
 public:
  OneAnswer(int status, std::vector<dav::Header> headers, std::string body)
      : status_(status), headers_(std::move(headers)), body_(std::move(body)) {}

  TransferId submit(const dav::Request& request, const Account& /*account*/) override {
    asked = request;
    return TransferId{1};
  }
  void cancel(TransferId /*id*/) override {}
  std::vector<TransferEvent> wait(std::chrono::milliseconds /*timeout*/,
                                  std::span<const int> /*fds*/) override {
    HeadReceived head{.id = TransferId{1}, .head = {}};
    head.head.status = status_;
    head.head.headers = headers_;
    return {head, BodyReceived{TransferId{1}, body_}, Completed{TransferId{1}, {}}};
  }
  [[nodiscard]] WireCount count(const std::string& /*pool*/) const override { return {}; }

  dav::Request asked;

 private:
  int status_;
  std::vector<dav::Header> headers_;
  std::string body_;
};

std::string multistatus(const std::string& inner) {
  return "<?xml version=\"1.0\"?><d:multistatus xmlns:d=\"DAV:\"><d:response><d:href>/cal/a.ics</d:href>"
         "<d:status>HTTP/1.1 " +
         inner + "</d:status></d:response></d:multistatus>";
}

struct Answer {
  const char* what;
  int status;
  std::string body;
  std::optional<ErrorKind> error;  // none: it counts as done
};

std::unique_ptr<Sink> sink_of(Transport& transport, const std::string& collection = "") {
  SharedCalendar calendar;
  calendar.name = "shared";
  calendar.connection.kind = SourceKind::caldav;
  calendar.connection.url = "http://127.0.0.1/cal/";
  SinkContext context;
  context.transport = &transport;
  context.collection = collection;
  return make_caldav_sink(calendar, context);
}

// P104: a pull without credentials may have followed a redirect anywhere; nothing is written there.
TEST(Writing, StaysWhereTheConfiguredAddressMayLead) {
  OneAnswer server(201, {{"etag", "\"7\""}}, "");
  EXPECT_TRUE(sink_of(server, "http://127.0.0.1/found/")->create(Href("/found/a.ics"), "text"));
  EXPECT_EQ(server.asked.url, "http://127.0.0.1/found/a.ics");
  EXPECT_TRUE(sink_of(server, "https://evil.example.net/cal/")->create(Href("a.ics"), "text"));
  EXPECT_EQ(server.asked.url, "http://127.0.0.1/cal/a.ics");
}

class Answers : public testing::TestWithParam<Answer> {};

TEST_P(Answers, toAPut) {
  OneAnswer server(GetParam().status, {{"etag", "\"7\""}}, GetParam().body);
  const auto done = sink_of(server)->create(Href("a.ics"), "text");
  if (!GetParam().error) {
    ASSERT_TRUE(done.has_value()) << done.error().text;
    EXPECT_EQ(*done, ETag("\"7\""));
  } else {
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().kind, *GetParam().error);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, Answers,
    testing::Values(Answer{"created", 201, "", {}}, Answer{"replaced", 204, "", {}},
                    Answer{"done, by its inner status", 207, multistatus("200 OK"), {}},
                    Answer{"another version", 412, "", ErrorKind::precondition_failed},
                    Answer{"another version, inside (xandikos)", 207, multistatus("412 Precondition Failed"),
                           ErrorKind::precondition_failed},
                    Answer{"an error, inside", 207, multistatus("507 Insufficient Storage"),
                           ErrorKind::transient},
                    Answer{"207 that cannot be read", 207, "<html>", ErrorKind::transient},
                    Answer{"not now", 503, "", ErrorKind::transient}));

TEST(CaldavSink, says412OnlyOfWhatItSawWithItsCondition) {
  OneAnswer server(204, {}, "");
  const auto done = sink_of(server)->update(Href("a.ics"), ETag("W/\"7\""), "text");
  ASSERT_TRUE(done.has_value());
  EXPECT_EQ(*done, ETag{});  // the server gave none: to be asked for
  ASSERT_EQ(server.asked.method, "PUT");
  const dav::Header condition{"If-Match", "W/\"7\""};  // byte for byte (P26)
  EXPECT_NE(std::ranges::find(server.asked.headers, condition), server.asked.headers.end());
}

TEST(CaldavSink, aDeletionOfWhatIsGoneIsDone) {
  for (const int status : {404, 410, 200, 204}) {
    OneAnswer server(status, {}, "");
    EXPECT_TRUE(sink_of(server)->remove(Href("a.ics"), ETag("\"7\"")).has_value()) << status;
  }
  OneAnswer inside(207, {}, multistatus("404 Not Found"));
  EXPECT_TRUE(sink_of(inside)->remove(Href("a.ics"), ETag("\"7\"")).has_value());
  OneAnswer refused(207, {}, multistatus("403 Forbidden"));
  EXPECT_FALSE(sink_of(refused)->remove(Href("a.ics"), ETag("\"7\"")).has_value());
}

}  // namespace
}  // namespace evenkeel
