#include "core/dav/feed_pull.hpp"

#include "core/dav/content_identity.hpp"
#include "core/dav/exchange.hpp"
#include "core/dav/fingerprint.hpp"
#include "core/dav/removal_guard.hpp"
#include "core/dav/url.hpp"
#include "core/ical/charset.hpp"
#include "core/ical/read.hpp"
#include "core/ical/uids.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t parsed_at_once = 100;
constexpr Seconds whole_every = std::chrono::hours(24);

/// The hint is remembered for the answers that have no body.
std::string written(const std::optional<Seconds>& hint) {
  return hint ? std::to_string(hint->count()) : "";
}

std::optional<Seconds> refresh_hint(const SyncState& state) {
  long long seconds = 0;
  const auto* const end = state.ctag.data() + state.ctag.size();
  const auto [last, error] = std::from_chars(state.ctag.data(), end, seconds);
  if (error != std::errc{} || last != end || seconds <= 0) return std::nullopt;
  return Seconds(seconds);
}

std::vector<Effect> failed(Error error, std::optional<Seconds> retry_after = {}) {
  PullDone done;
  done.result = std::unexpected(std::move(error));
  done.retry_after = retry_after;
  std::vector<Effect> out;
  out.emplace_back(std::move(done));
  return out;
}

/// P96: in words that tell a person where to look.
Error not_a_calendar(std::string_view text, Error error) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {ErrorKind::invalid_data, "the answer is empty"};
  if (text.substr(first).starts_with('<')) {
    return {ErrorKind::invalid_data, "the answer is a web page, not a calendar; it may be a login page"};
  }
  return error;
}

bool is_whole_due(const SyncState& state, Instant now) {
  return !state.last_full || now < *state.last_full || now - *state.last_full >= whole_every;
}

std::string https_for_webcal(const std::string& url) {
  const auto colon = url.find("://");
  if (colon == std::string::npos) return url;
  std::string scheme = url.substr(0, colon);
  std::ranges::transform(scheme, scheme.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return scheme == "webcal" || scheme == "webcals" ? "https" + url.substr(colon) : url;
}

class FeedPull final : public Pull {
 public:
  FeedPull(FeedTarget target, SyncState state, KnownHere known, Instant now, bool accept_deletions)
      : url_(https_for_webcal(target.url)),
        state_(std::move(state)),
        known_(std::move(known)),
        now_(now),
        accept_deletions_(accept_deletions),
        exchange_(std::move(target.user), now) {
    if (!state_.configured.empty() && state_.configured != fingerprint(url_)) {
      // Another feed was configured: what the old one had goes by that decision.
      state_ = {};
      accept_deletions_ = true;
    }
    state_.configured = fingerprint(url_);
  }

  [[nodiscard]] std::vector<Effect> start() override {
    if (!parse_url(url_)) return failed({ErrorKind::permanent, "the configured URL is no http(s) URL"});
    Request request;
    request.url = url_;
    request.headers = {{"accept", "text/calendar, */*;q=0.5"}};
    request.accept_compressed = true;
    request.limits.max_bytes = 64U << 20U;
    // While a removal is held the body has to be seen again, and once a day whatever the server says.
    conditional_ = !is_whole_due(state_, now_) && !state_.held_since && !accept_deletions_;
    if (conditional_ && !state_.etag.empty())
      request.headers.emplace_back("if-none-match", state_.etag.str());
    if (conditional_ && !state_.last_modified.empty()) {
      request.headers.emplace_back("if-modified-since", state_.last_modified);
    }
    std::vector<Effect> out;
    out.emplace_back(exchange_.send(std::move(request), Phase::pull, 200, true, conditional_ ? 304 : 0));
    return out;
  }

  [[nodiscard]] std::vector<Effect> on_head(int tag, const ResponseHead& head) override {
    exchange_.on_head(tag, head);
    return {};
  }

  [[nodiscard]] std::vector<Effect> on_body(int tag, std::string_view bytes) override {
    static_cast<void>(exchange_.on_body(tag, bytes));  // kept there: a feed is all or nothing
    return {};
  }

  [[nodiscard]] std::vector<Effect> on_complete(int tag, const Expected<void>& result) override {
    auto outcome = exchange_.on_complete(tag, result);
    if (!outcome) return {};
    std::vector<Effect> out;
    if (auto* redirect = std::get_if<SendRequest>(&*outcome)) {
      out.emplace_back(std::move(*redirect));
      return out;
    }
    const auto& answer = std::get<Answer>(*outcome);
    if (answer.failure) return failed(answer.failure->error, answer.failure->retry_after);
    if (answer.head.status == 304) {
      PullDone done;
      done.refresh_hint = refresh_hint(state_);
      out.emplace_back(std::move(done));
      return out;
    }
    auto state = state_;
    state.etag = ETag(answer.head.header("etag"));
    state.last_modified = answer.head.header("last-modified");
    if (const auto found = known_.look_up(); !found) return failed(found.error());
    return feed_changes(answer.body, ical::charset_of(answer.head.header("content-type")), state_,
                        std::move(state), known_.get(), now_, accept_deletions_);
  }

 private:
  std::string url_;
  SyncState state_;
  KnownHere known_;
  Instant now_;
  bool accept_deletions_;
  bool conditional_ = false;
  Exchange exchange_;
};

}  // namespace

std::vector<Effect> feed_changes(std::string_view bytes, std::string_view charset, const SyncState& before,
                                 SyncState state, const Known& known, Instant now, bool accept_deletions) {
  const auto decoded = ical::as_utf8(bytes, charset);
  const std::string_view text = decoded ? *decoded : bytes;
  auto pieces = ical::split(text);
  if (!pieces) return failed(not_a_calendar(text, pieces.error()));
  auto changes = compare(pieces->pieces, known, is_whole_due(before, now));
  std::vector<Effect> out;
  ParseObjects parse;
  for (auto& [piece, href, content] : changes.changed) {
    parse.resources.push_back({std::move(href), piece_etag(*piece), std::move(content)});
    if (parse.resources.size() == parsed_at_once) out.emplace_back(std::exchange(parse, {}));
  }
  if (!parse.resources.empty()) out.emplace_back(std::move(parse));
  std::vector<Missing> missing;
  for (const auto& href : changes.missing) missing.push_back({href, 1});
  CommitBatch batch;
  const bool doubtful = !missing.empty() && ical::has_foreign_lines(text);
  for (auto& gone : released(missing, known.size(), accept_deletions, now, state, doubtful)) {
    batch.removed.push_back(std::move(gone.href));
  }
  PullDone done;
  done.held_removals = held_objects(missing, state);
  done.refresh_hint = pieces->refresh_hint;
  done.warnings = std::move(pieces->warnings);
  done.changed = !changes.changed.empty() || !batch.removed.empty();
  state.ctag = written(pieces->refresh_hint);
  if (done.changed || is_whole_due(state, now)) state.last_full = now;
  if (done.changed || state != before) {
    batch.state = std::move(state);
    batch.whole = true;
    out.emplace_back(std::move(batch));
  }
  out.emplace_back(std::move(done));
  return out;
}

std::unique_ptr<Pull> feed_pull(FeedTarget target, SyncState state, KnownHere known, Instant now,
                                bool accept_deletions) {
  return std::make_unique<FeedPull>(std::move(target), std::move(state), std::move(known), now,
                                    accept_deletions);
}

}  // namespace evenkeel::dav
