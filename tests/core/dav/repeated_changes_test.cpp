// Lists of changes that say the same again: a repetition only where they answer the same token. Servers
// differ: some list again what has not changed, others use an ETag again for what was deleted and made anew.
#include "core/dav/caldav_pull.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

constexpr const char* opened = R"(<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">)";

std::string member(const std::string& content) {
  return "<response><href>/w/x.ics</href><propstat><prop><getetag>\"5\"</getetag>" + content +
         "</prop><status>HTTP/1.1 200 OK</status></propstat></response>";
}

/// A source that is here, with one object that its server tells of at every pull.
class Repeated {
 public:
  Repeated() {
    state_.collection = "https://cal.example.org/w/";
    state_.token = SyncToken("t1");
    state_.last_full = now_;
    for (int i = 0; i < 12; ++i) known_[Href("/w/" + std::to_string(i) + ".ics")] = ETag("1");
  }

  /// How many requests a pull makes to whose list the server gives this token.
  int pull(const std::string& next_token) {
    const auto pull = caldav_pull({"https://cal.example.org/w/", "", ""}, state_, known_, now_, false);
    auto effects = pull->start();
    int requests = 0;
    for (std::size_t i = 0; i < effects.size(); ++i) {
      if (const auto* batch = std::get_if<CommitBatch>(&effects[i])) state_ = batch->state;
      if (const auto* parse = std::get_if<ParseObjects>(&effects[i])) {
        for (const auto& f : parse->resources) known_[f.href] = f.etag;
      }
      const auto* send = std::get_if<SendRequest>(&effects[i]);
      if (send == nullptr) continue;
      ++requests;
      const int tag = send->tag;
      const bool lists = send->request.body.find("<href>") == std::string::npos;
      const auto body =
          opened +
          (lists ? member("") + "<sync-token>" + next_token + "</sync-token>"
                 : member("<C:calendar-data>BEGIN:VCALENDAR\nEND:VCALENDAR</C:calendar-data>")) +
          "</multistatus>";
      for (auto more :
           {pull->on_head(tag, {207, {}}), pull->on_body(tag, body), pull->on_complete(tag, {})}) {
        for (auto& effect : more) effects.push_back(std::move(effect));
      }
    }
    return requests;
  }

 private:
  SyncState state_;
  Known known_;
  Instant now_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
};

TEST(RepeatedChanges, SinceAnotherTokenAreNewOnes) {
  Repeated source;
  EXPECT_EQ(source.pull("t2"), 2);
  EXPECT_EQ(source.pull("t3"), 2) << "deleted and made anew, its ETag used again";
}

TEST(RepeatedChanges, SinceTheSameTokenAreNone) {
  Repeated source;
  EXPECT_EQ(source.pull("t2"), 2);
  EXPECT_EQ(source.pull("t2"), 2) << "what changed between the two tokens is not known";
  EXPECT_EQ(source.pull("t2"), 1);
}

}  // namespace
}  // namespace evenkeel::dav
