#include "core/dav/transcript.hpp"

#include "core/dav/caldav_pull.hpp"
#include "core/dav/feed_pull.hpp"

#include <deque>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace evenkeel::dav::testing {
namespace {

Instant instant(const std::string& text) {
  std::istringstream in(text);
  int y = 0;
  unsigned mo = 0;
  unsigned d = 0;
  int h = 0;
  int mi = 0;
  int s = 0;
  char c = 0;
  in >> y >> c >> mo >> c >> d >> c >> h >> c >> mi >> c >> s;
  if (!in) throw std::runtime_error("no instant: " + text);
  return std::chrono::sys_days(std::chrono::year(y) / static_cast<int>(mo) / static_cast<int>(d)) + Hours(h) +
         Minutes(mi) + Seconds(s);
}

std::string kind_name(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::transient:
      return "transient";
    case ErrorKind::unauthorised:
      return "unauthorised";
    case ErrorKind::precondition_failed:
      return "precondition_failed";
    case ErrorKind::invalid_data:
      return "invalid_data";
    case ErrorKind::refused:
      return "refused";
    case ErrorKind::unsupported:
      return "unsupported";
    case ErrorKind::permanent:
      return "permanent";
  }
  return "?";
}

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const auto from = text.find(open);
  if (from == std::string::npos) return {};
  const auto start = from + open.size();
  return text.substr(start, text.find(close, start) - start);
}

/// What is given, and one answer after the other.
class Player {
 public:
  explicit Player(std::size_t piece) : piece_(piece) {}

  void given(const std::string& key, const std::string& value) {
    if (key == "known") {
      const auto blank = value.find(' ');
      known_[Href(value.substr(0, blank))] = ETag(value.substr(blank + 1));
    } else if (key == "holds") {
      std::istringstream words(value);
      std::string href;
      words >> href;
      for (std::string uid; words >> uid;) contents_[Href(href)].emplace_back(uid);
    } else if (key == "url") {
      target_.url = value;
    } else if (key == "calendar") {
      target_.calendar = value;
    } else if (key == "user") {
      target_.user = value;
    } else if (key == "now") {
      now_ = instant(value);
    } else if (key == "accept_deletions") {
      accept_ = true;
    } else {
      given_state(key, value);
    }
  }

  void start() {
    const bool feed = target_.url.ends_with(".ics") || target_.url.starts_with("webcal");
    const auto here = contents_.empty() ? KnownHere(known_) : KnownHere(known_, contents_);
    pull_ = feed ? feed_pull({target_.url, target_.user}, state_, here, now_, accept_)
                 : caldav_pull(target_, state_, here, now_, accept_);
    carry_out(pull_->start());
  }

  void answer(const ResponseHead& head, const std::string& body, const std::string& failure) {
    const int tag = std::exchange(tag_, 0);
    if (tag == 0) {
      happened.emplace_back("! an answer to no request");
      return;
    }
    if (head.status != 0) carry_out(pull_->on_head(tag, head));
    for (std::size_t at = 0; at < body.size(); at += piece_) {
      carry_out(pull_->on_body(tag, std::string_view(body).substr(at, piece_)));
    }
    carry_out(
        pull_->on_complete(tag, failure.empty() ? Expected<void>{} : fail(ErrorKind::transient, failure)));
  }

  std::vector<std::string> happened;

 private:
  void given_state(const std::string& key, const std::string& value) {
    if (key == "token") {
      state_.token = SyncToken(value);
    } else if (key == "ctag") {
      state_.ctag = value;
    } else if (key == "etag") {
      state_.etag = ETag(value);
    } else if (key == "last_modified") {
      state_.last_modified = value;
    } else if (key == "collection") {
      state_.collection = value;
    } else if (key == "last_full") {
      state_.last_full = instant(value);
    } else if (key == "held_since") {
      state_.held_since = instant(value);
    } else if (key == "held") {
      state_.held.emplace_back(value);
    } else if (key == "given_up") {
      state_.given_up = true;
    } else if (key == "configured") {
      state_.configured = value;
    } else if (key == "name") {
      state_.name = value;
    } else if (key == "looks") {
      state_.looks = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "odd_answers") {
      state_.odd_answers = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "unfetched_for") {
      state_.unfetched_for = static_cast<std::uint32_t>(std::stoul(value));
    } else if (key == "unfetched") {
      state_.unfetched.emplace_back(value);
    } else {
      throw std::runtime_error("unknown: given " + key);
    }
  }

  void carry_out(std::vector<Effect> effects) {
    for (auto& effect : effects) {
      std::visit([this](const auto& e) { log(e); }, effect);
    }
  }

  void log(const SendRequest& send) {
    const auto& r = send.request;
    tag_ = send.tag;
    std::string line = "> " + r.method + " " + r.url + (r.credentials ? "" : " without credentials");
    if (r.body.find("<sync-collection") != std::string::npos) {
      line += " token=" + between(r.body, "<sync-token>", "</sync-token>");
    }
    for (const auto& [name, value] : r.headers) {
      if (name.starts_with("if-")) line.append(" ").append(name).append("=").append(value);
    }
    happened.push_back(line);
    for (auto rest = r.body; rest.find("<href>") != std::string::npos;
         rest = rest.substr(rest.find("</href>") + 7)) {
      happened.push_back("  " + between(rest, "<href>", "</href>"));
    }
  }

  /// One line for each object, however the pieces fell.
  void log(const ParseObjects& parse) {
    for (const auto& f : parse.resources) happened.push_back("parse " + f.href.str() + " " + f.etag.str());
  }

  void log(const CommitBatch& batch) {
    std::string line = std::string("commit ") + (batch.whole ? "whole" : "part");
    for (const auto& href : batch.removed) line += " -" + href.str();
    for (const auto& [href, etag] : batch.doubted) line += " ?" + href.str();
    happened.push_back(line);
    if (batch.whole && !batch.state.last_full) happened.emplace_back("whole again next time");
    if (!batch.state.token.empty()) happened.push_back("token " + batch.state.token.str());
    if (!batch.state.ctag.empty()) happened.push_back("ctag " + batch.state.ctag);
    for (const auto& href : batch.state.unfetched) happened.push_back("unfetched " + href.str());
    for (const auto& href : batch.state.held) happened.push_back("held " + href.str());
    if (batch.state.odd_answers > 0)
      happened.push_back("odd answers " + std::to_string(batch.state.odd_answers));
  }

  void log(const PullDone& done) {
    std::string line = "done " + (done.result ? "ok" : kind_name(done.result.error().kind));
    line += done.changed ? " changed" : " unchanged";
    if (done.unreadable > 0) line += " unreadable=" + std::to_string(done.unreadable);
    if (done.held_removals > 0) line += " held=" + std::to_string(done.held_removals);
    if (done.retry_after) line += " retry=" + std::to_string(done.retry_after->count());
    if (done.refresh_hint) line += " hint=" + std::to_string(done.refresh_hint->count());
    happened.push_back(line);
    if (!done.result) happened.push_back("error " + done.result.error().text);
    for (const auto& w : done.warnings) happened.push_back("warning " + w.about);
  }

  std::size_t piece_;
  CaldavTarget target_;
  SyncState state_;
  Known known_;
  Contents contents_;
  Instant now_ = instant("2026-11-21T09:00:00Z");
  bool accept_ = false;
  std::unique_ptr<Pull> pull_;
  int tag_ = 0;
};

/// "207 header: value | header: value"
ResponseHead head_of(const std::string& text) {
  ResponseHead head;
  head.status = std::stoi(text);
  auto blank = text.find(' ');
  while (blank != std::string::npos) {
    const auto end = text.find(" | ", blank);
    const auto field = text.substr(blank + 1, end == std::string::npos ? end : end - blank - 1);
    const auto colon = field.find(": ");
    head.headers.emplace_back(field.substr(0, colon), field.substr(colon + 2));
    blank = end == std::string::npos ? end : end + 2;
  }
  return head;
}

std::deque<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file);
  std::deque<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && !line.starts_with('#')) lines.push_back(line);
  }
  return lines;
}

void play_answer(Player& player, std::deque<std::string>& lines) {
  const auto first = lines.front();
  lines.pop_front();
  if (first.starts_with("<! ")) return player.answer({}, "", first.substr(3));
  std::string body;
  while (!lines.empty() && lines.front().starts_with("  ")) {
    body += lines.front().substr(2) + "\n";
    lines.pop_front();
  }
  std::string failure;
  if (!lines.empty() && lines.front().starts_with("<! ")) {
    failure = lines.front().substr(3);
    lines.pop_front();
  }
  player.answer(head_of(first.substr(2)), body, failure);
}

}  // namespace

Played play(const std::string& file, std::size_t piece) {
  auto lines = lines_of(file);
  Player player(piece);
  Played out;
  while (!lines.empty() && lines.front().starts_with("given ")) {
    const auto rest = lines.front().substr(6);
    const auto blank = rest.find(' ');
    player.given(rest.substr(0, blank), blank == std::string::npos ? "" : rest.substr(blank + 1));
    lines.pop_front();
  }
  player.start();
  while (!lines.empty()) {
    if (lines.front().starts_with("<")) {
      play_answer(player, lines);
    } else {
      out.expected.push_back(lines.front());
      lines.pop_front();
    }
  }
  out.happened = std::move(player.happened);
  return out;
}

}  // namespace evenkeel::dav::testing
