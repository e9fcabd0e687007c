// A pull that talks with a hostile server: whatever it answers, the pull ends, writes nothing there, takes no
// password to strangers, and removes only what it knows.
// The first line of an input says how the pull begins (see below); then come the answers.
#include "core/dav/caldav_pull.hpp"
#include "core/dav/feed_pull.hpp"
#include "core/dav/url.hpp"
#include "fuzz/answers.hpp"
#include "fuzz/claim.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace {

using namespace evenkeel;
using fuzz::claim;

constexpr Instant now{Seconds(1'795'593'600)};  // 2026-11-25

/// Letters of the first line: f a feed, h over http, c collection known, t with a token, g with a CTag, e
/// with an ETag, k twelve objects known, d a removal held, u objects not had, a deletions accepted, n by
/// name.
class Beginning {
 public:
  explicit Beginning(std::string_view letters) : letters_(letters) {
    const std::string scheme = is('h') ? "http" : "https";
    url = scheme + "://cal.example.org/" + (is('f') ? "feed.ics" : "w/");
    if (is('c')) state.collection = url;
    if (is('t')) state.token = SyncToken("t1");
    if (is('g')) state.ctag = "c1";
    if (is('e')) state.etag = ETag("\"e1\"");
    if (is('t') || is('g')) state.last_full = now - Hours(3);
    for (int i = 10; is('k') && i < 22; ++i) {
      known.emplace(Href("/w/" + std::to_string(i) + ".ics"), ETag("\"1\""));
    }
    if (is('d')) {
      state.held_since = now - Hours(7);
      for (const auto& [href, etag] : known) state.held.push_back(href);
    }
    if (is('u')) state.unfetched = {Href("/w/10.ics"), Href("/w/99.ics")};
  }

  [[nodiscard]] std::unique_ptr<dav::Pull> pull() const {
    if (is('f')) return dav::feed_pull({url, "sam"}, state, known, now, is('a'));
    return dav::caldav_pull({url, is('n') ? "Work" : "", "sam"}, state, known, now, is('a'));
  }

  std::string url;
  dav::SyncState state;
  dav::Known known;

 private:
  [[nodiscard]] bool is(char letter) const { return letters_.find(letter) != std::string_view::npos; }
  std::string_view letters_;
};

class Player {
 public:
  explicit Player(const Beginning& beginning)
      : beginning_(beginning), start_(*dav::parse_url(beginning.url)), pull_(beginning.pull()) {
    carry_out(pull_->start());
  }

  [[nodiscard]] bool waits() const { return !done_ && tag_ != 0; }
  [[nodiscard]] bool done() const { return done_; }

  void answer(const fuzz::Answer& answer, std::size_t piece) {
    carry_out(pull_->on_head(tag_, answer.head));
    for (std::size_t at = 0; at < answer.body.size() && waits(); at += piece) {
      carry_out(pull_->on_body(tag_, answer.body.substr(at, piece)));
    }
    if (waits()) complete({});
  }
  void hang_up() { complete(fail(ErrorKind::transient, "the connection was closed")); }

 private:
  void complete(const Expected<void>& result) {
    const int tag = std::exchange(tag_, 0);
    carry_out(pull_->on_complete(tag, result));
    claim(done_ || tag_ != 0);  // it knows how to go on
  }
  void carry_out(std::vector<dav::Effect> effects) {
    for (const dav::Effect& effect : effects) {
      claim(!done_);
      std::visit([this](const auto& e) { take(e); }, effect);
    }
  }
  void take(const dav::SendRequest& send) {
    claim(tag_ == 0);  // one at a time
    tag_ = send.tag;
    const dav::Request& r = send.request;
    constexpr std::array<std::string_view, 4> reading{"GET", "OPTIONS", "PROPFIND", "REPORT"};
    claim(std::ranges::find(reading, r.method) != reading.end());
    const auto url = dav::parse_url(r.url);
    claim(url.has_value());
    claim(start_.scheme == "http" || url->scheme == "https");
    claim(!r.credentials || dav::same_site(start_, *url));
    claim(r.url.find_first_of(" \r\n") == std::string::npos);
    for (const auto& [name, value] : r.headers) claim(value.find_first_of("\r\n") == std::string::npos);
  }
  void take(const dav::ParseObjects& parse) {
    for (const dav::Fetched& f : parse.resources) claim(!f.href.empty());
  }
  void take(const dav::CommitBatch& batch) {
    std::set<Href> once;
    for (const Href& href : batch.removed) {
      claim(beginning_.known.contains(href));
      claim(once.insert(href).second);
    }
    whole_ = whole_ || batch.whole;
  }
  void take(const dav::PullDone& done) {
    done_ = true;
    claim(done.result || !whole_);
    claim(!done.retry_after || (*done.retry_after >= Minutes(1) && *done.retry_after <= Hours(2)));
  }

  const Beginning& beginning_;
  dav::Url start_;
  std::unique_ptr<dav::Pull> pull_;
  int tag_ = 0;
  bool done_ = false;
  bool whole_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::text_of(data, size);
  const Beginning beginning(fuzz::take_line(text));
  Player player(beginning);
  while (player.waits() && !text.empty()) {
    const auto answer = fuzz::answer_of(fuzz::take_section(text));
    if (answer) {
      player.answer(*answer, 1 + size % 61);
    } else {
      player.hang_up();
    }
  }
  // Nobody answers any more.
  for (int i = 0; player.waits() && i < 1'000; ++i) player.hang_up();
  fuzz::claim(player.done());
  return 0;
}
