// One suite for the port, run on every sink: a directory, and a real CalDAV server.
#include "core/publishing/household.hpp"
#include "core/publishing/render.hpp"
#include "io/net/transport.hpp"
#include "io/sinks/registry.hpp"
#include "support/radicale.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

namespace evenkeel::test {
namespace {

/// A place to write to, fresh for each test.
class Place {
 public:
  virtual ~Place() = default;
  virtual Sink& sink() = 0;
  /// As another client would.
  virtual void put(const std::string& name, const std::string& text) = 0;
};

class VdirPlace final : public Place {
 public:
  VdirPlace() {
    SharedCalendar calendar;
    calendar.connection.kind = SourceKind::vdir;
    calendar.connection.url = directory();
    sink_ = make_sink(calendar, {}).value();
  }
  Sink& sink() override { return *sink_; }
  void put(const std::string& name, const std::string& text) override { (void)directory_.file(name, text); }
  [[nodiscard]] const std::string& directory() const { return directory_.path(); }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Sink> sink_;
};

class RadicalePlace final : public Place {
 public:
  RadicalePlace() : transport_(net::make_curl_transport()) {
    account_ = {.pool = "shared", .user = "home", .password = Secret("secret"), .local_allowed = true};
    collection_ = server().url() + "/home/" + std::to_string(++made_) + "/";
    send("MKCALENDAR", collection_, "");
    SharedCalendar calendar;
    calendar.name = "shared";
    calendar.connection.kind = SourceKind::caldav;
    calendar.connection.url = server().url();
    sink_ = make_sink(calendar, {transport_.get(), account_, collection_, {}}).value();
  }
  Sink& sink() override { return *sink_; }
  void put(const std::string& name, const std::string& text) override {
    send("PUT", collection_ + name, text);
  }
  static Radicale& server() {
    static Radicale server;
    return server;
  }

 private:
  void send(const std::string& method, const std::string& url, const std::string& body) {
    dav::Request request{.method = method, .url = url, .body = body};
    request.headers.emplace_back("Content-Type", "text/calendar; charset=utf-8");
    const auto answer = net::perform(*transport_, request, account_);
    if (!answer || answer->head.status >= 300) throw std::runtime_error(method + " failed");
  }

  static inline int made_ = 0;
  std::unique_ptr<Transport> transport_;
  Account account_;
  std::string collection_;
  std::unique_ptr<Sink> sink_;
};

struct Kind {
  const char* name;
  std::unique_ptr<Place> (*make)();
};

class SinkSuite : public testing::TestWithParam<Kind> {
 protected:
  std::unique_ptr<Place> place = GetParam().make();
  Sink& sink = place->sink();
  Uid uid = identity().uid(pick_up().key, 0);
  Href href = Identity::href(uid);
  std::string one = stored_text(pick_up().content, uid, 0, at(11, 21, 9));
  std::string two = stored_text(pick_up("Gran").content, uid, 1, at(11, 21, 10));
};

TEST_P(SinkSuite, isReachableAndWritable) {
  const auto abilities = sink.abilities();
  ASSERT_TRUE(abilities.has_value()) << abilities.error().text;
  EXPECT_TRUE(abilities->writable);
  EXPECT_FALSE(abilities->auto_schedule);
}

TEST_P(SinkSuite, whatIsNotThereIsNoError) {
  const auto nothing = sink.get(href);
  ASSERT_TRUE(nothing.has_value()) << nothing.error().text;
  EXPECT_FALSE(nothing->has_value());
  EXPECT_TRUE(sink.remove(href, ETag("\"any\"")).has_value() || GetParam().name == std::string("radicale"));
}

TEST_P(SinkSuite, createsOnceAndReadsBack) {
  const auto etag = sink.create(href, one);
  ASSERT_TRUE(etag.has_value()) << etag.error().text;
  const auto there = sink.get(href).value();
  ASSERT_TRUE(there.has_value());
  EXPECT_TRUE(same_event(there->text, one)) << there->text;
  EXPECT_TRUE(holds(there->text, uid));
  const auto again = sink.create(href, two);
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().kind, ErrorKind::precondition_failed);
  EXPECT_TRUE(same_event(sink.get(href).value()->text, one));
}

TEST_P(SinkSuite, updatesOnlyWhatItSaw) {
  ASSERT_TRUE(sink.create(href, one).has_value());
  const ETag seen = sink.get(href).value()->etag;
  ASSERT_TRUE(sink.update(href, seen, two).has_value());
  EXPECT_TRUE(same_event(sink.get(href).value()->text, two));
  const auto stale = sink.update(href, seen, one);
  ASSERT_FALSE(stale.has_value());
  EXPECT_EQ(stale.error().kind, ErrorKind::precondition_failed);
  EXPECT_TRUE(same_event(sink.get(href).value()->text, two));
}

TEST_P(SinkSuite, anEditByAnotherClientIsNotOverwritten) {
  ASSERT_TRUE(sink.create(href, one).has_value());
  const ETag seen = sink.get(href).value()->etag;
  place->put(href.str(), two);
  EXPECT_FALSE(sink.update(href, seen, one).has_value());
  EXPECT_FALSE(sink.remove(href, seen).has_value());
  EXPECT_TRUE(same_event(sink.get(href).value()->text, two));
}

TEST_P(SinkSuite, theETagOfACreateFitsTheNextUpdate) {
  const auto etag = sink.create(href, one);
  ASSERT_TRUE(etag.has_value());
  if (etag->empty()) GTEST_SKIP() << "this server gives none";
  const auto next = sink.update(href, *etag, two);
  EXPECT_TRUE(next.has_value());
}

TEST_P(SinkSuite, updatesNothingThatIsGone) {
  ASSERT_TRUE(sink.create(href, one).has_value());
  const ETag seen = sink.get(href).value()->etag;
  ASSERT_TRUE(sink.remove(href, seen).has_value());
  EXPECT_FALSE(sink.get(href).value().has_value());
  EXPECT_FALSE(sink.update(href, seen, two).has_value());
  EXPECT_FALSE(sink.get(href).value().has_value());
}

TEST_P(SinkSuite, writesNowhereElse) {
  for (const char* name :
       {"../outside.ics", "/outside.ics", "sub/../../outside.ics", "http://other.example/x.ics", ""}) {
    const auto result = sink.create(Href(name), one);
    ASSERT_FALSE(result.has_value()) << name;
    EXPECT_EQ(result.error().kind, ErrorKind::refused) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Sinks, SinkSuite,
    testing::Values(Kind{"vdir", [] { return std::unique_ptr<Place>(std::make_unique<VdirPlace>()); }},
                    Kind{"radicale",
                         [] { return std::unique_ptr<Place>(std::make_unique<RadicalePlace>()); }}),
    [](const testing::TestParamInfo<Kind>& param) { return param.param.name; });

TEST(VdirSink, leavesNoTemporaryFileAndTouchesNoOtherName) {
  VdirPlace place;
  const Uid uid = identity().uid("x", 0);
  ASSERT_TRUE(place.sink()
                  .create(Identity::href(uid), stored_text(pick_up().content, uid, 0, at(11, 21, 9)))
                  .has_value());
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(place.directory())) ++files;
  EXPECT_EQ(files, 1U);
  for (const char* name : {".hidden.ics", "no-event.txt", "a b.ics", "a/b.ics", ".ics"}) {
    EXPECT_FALSE(place.sink().create(Href(name), "x").has_value()) << name;
  }
}

TEST(VdirSink, aMissingDirectoryIsAnErrorAndNotEmptiness) {
  SharedCalendar calendar;
  calendar.connection.kind = SourceKind::vdir;
  calendar.connection.url = "/nonexistent/calendar";
  const auto sink = make_sink(calendar, {}).value();
  EXPECT_FALSE(sink->get(Href("a.ics")).has_value());
  EXPECT_FALSE(sink->abilities().has_value());
}

TEST(Registry, nothingIsPublishedToAFeed) {
  SharedCalendar calendar;
  calendar.connection.kind = SourceKind::ics;
  const auto none = make_sink(calendar, {});
  ASSERT_FALSE(none.has_value());
  EXPECT_EQ(none.error().kind, ErrorKind::unsupported);
}

}  // namespace
}  // namespace evenkeel::test
