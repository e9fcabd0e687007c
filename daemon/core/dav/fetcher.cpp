#include "core/dav/fetcher.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/dav/requests.hpp"
#include "core/dav/unreadable.hpp"
#include "core/ical/charset.hpp"
#include "core/ical/read.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr int refusals_enough = 3;   // then multiget is not tried any more
constexpr int failures_enough = 20;  // then the rest of the batch waits for another time
constexpr int batches_enough = 3;    // given up like that, and nothing came: it is not about single objects
// Some servers leave out of a multiget what is gone. So many of those are asked for by their own; what a
// listing and a multiget have both left out besides them is gone.
constexpr std::size_t asked_by_their_own = 50;

std::string key(const Url& collection, const Href& href) {
  const auto url = resolve_member(collection, href.str());
  return url ? path_key(*url) : std::string{};
}

/// Where no ETag says what has changed, the content does: without DTSTAMP and other noise (P48).
ETag content_etag(const std::string& text) {
  const auto pieces = ical::split(text);
  if (!pieces) return ETag("hash:" + fingerprint(text));
  std::string all;
  for (const auto& piece : pieces->pieces)
    all.append(piece.uid.str()).append("\n").append(piece.hash).append("\n");
  return ETag("hash:" + fingerprint(all));
}

/// P96, P30: from BEGIN:VCALENDAR (after an optional byte order mark) to END:VCALENDAR.
bool whole_calendar(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return false;
  text = text.substr(first, text.find_last_not_of(blank) - first + 1);
  const auto folded = [](std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, [](char x, char y) { return (x >= 'a' && x <= 'z' ? x - 32 : x) == y; });
  };
  constexpr std::string_view begin = "BEGIN:VCALENDAR";
  constexpr std::string_view end = "END:VCALENDAR";
  return text.size() > begin.size() + end.size() && folded(text.substr(0, begin.size()), begin) &&
         folded(text.substr(text.size() - end.size()), end);
}

/// A failure that is not about the one object.
bool of_the_server(const Answer& answer) {
  const int status = answer.head.status;
  return status == 0 || is_redirect(status) || status == 401 || status == 407 ||
         answer.failure->retry_after.has_value() ||
         (status == 200 && answer.failure->error.kind != ErrorKind::refused);
}

/// It gives no objects by their own at all; 403 and the like may pass.
bool gives_none_alone(int status) {
  return status == 405 || status == 406 || status == 415 || status == 501;
}

/// A multiget's is the XML's to say; of an object by its own, what stands before it does.
std::string text_of(const Answer& answer) {
  auto decoded = ical::as_utf8(answer.body, ical::charset_of(answer.head.header("content-type")));
  if (decoded) return *std::move(decoded);
  return answer.body;
}

}  // namespace

Fetcher::Fetcher(Url collection, std::vector<Wanted> wanted)
    : collection_(std::move(collection)),
      queue_(std::make_move_iterator(wanted.begin()), std::make_move_iterator(wanted.end())) {}

std::optional<Request> Fetcher::next() {
  single_.reset();
  if (refusals_ >= refusals_enough && singles_.empty()) {
    const auto count = std::min(queue_.size(), multiget_batch);
    const auto end = queue_.begin() + static_cast<std::ptrdiff_t>(count);
    singles_.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
  }
  if (queue_.size() == 1 && singles_.empty() && queue_.front().doubtful) {
    singles_.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  if (!singles_.empty()) {
    single_ = std::move(singles_.front());
    singles_.pop_front();
    // The credentials stay where the collection is, whatever host an href names.
    auto url = resolve_member(collection_, single_->listed.str()).value_or(collection_);
    url.scheme = collection_.scheme;
    url.host = collection_.host;
    url.port = collection_.port;
    url.userinfo = collection_.userinfo;
    return get_object(url.str());
  }
  if (queue_.empty()) return std::nullopt;
  batch_.clear();
  given_.clear();
  batch_order_.clear();
  std::vector<Href> hrefs;
  while (!queue_.empty() && hrefs.size() < batch_size_) {
    auto at = key(collection_, queue_.front().listed);
    hrefs.push_back(queue_.front().listed);
    batch_order_.push_back(at);
    batch_.emplace(std::move(at), std::move(queue_.front()));
    queue_.pop_front();
  }
  return calendar_multiget(collection_.str(), hrefs);
}

std::optional<Fetched> Fetcher::fetched(const Wanted& wanted, const ETag& etag, std::string text) const {
  // What the next listing will be compared with is what this one said: its date where it gave that for an
  // ETag, its silence where it gave nothing.
  const bool by_date = wanted.etag.str().starts_with("lm:");
  ETag proof = etag.empty() || by_date ? wanted.etag : etag;
  if (wanted.bare || proof.empty()) {
    proof = content_etag(text);
    if (proof == version_of(wanted.known)) return std::nullopt;
  }
  if (wanted.doubtful && proof == wanted.known) return std::nullopt;
  return Fetched{wanted.href, std::move(proof), std::move(text)};
}

std::vector<Fetched> Fetcher::take(std::vector<Response> responses) {
  std::vector<Fetched> out;
  for (auto& response : responses) {
    const auto it = batch_.find(key(collection_, response.href));
    if (it == batch_.end()) continue;
    if (it->second.doubtful && (response.status == 404 || response.status == 410)) {
      batch_.erase(it);
      continue;
    }
    // What is cut off, or a web page, may be had whole by its own.
    if (response.status >= 400 || !response.calendar_data || !whole_calendar(*response.calendar_data))
      continue;
    if (it->second.doubtful) still_there_.push_back(it->second.href);
    compare_versions(it->second, response.etag);
    auto object = fetched(it->second, response.etag.value_or(ETag{}), std::move(*response.calendar_data));
    if (object) {
      given_.insert_or_assign(object->href, std::move(it->second));
      out.push_back(std::move(*object));
    }
    batch_.erase(it);
    failures_in_a_row_ = 0;
    some_came_ = true;
  }
  return out;
}

/// One of several servers that is behind the others gives what was there before, with its ETag of then.
void Fetcher::compare_versions(const Wanted& wanted, const std::optional<ETag>& given) {
  const bool comparable = given && !given->empty() && !wanted.etag.empty() && !wanted.doubtful &&
                          !wanted.etag.str().starts_with("lm:");
  if (comparable && !same_version(wanted.etag, *given))
    other_versions_.push_back(wanted.href.str() + "\n" + wanted.etag.str() + "\n" + given->str());
}

void Fetcher::ask_alone(const Href& href, std::optional<Fetched> resource) {
  constexpr std::size_t most_kept = std::size_t{4} << 20U;
  auto wanted = given_.extract(href);
  if (!wanted) return;
  singles_.push_back(std::move(wanted.mapped()));
  if (!resource || doubted_bytes_ + resource->text.size() > most_kept) return;
  doubted_bytes_ += resource->text.size();
  doubted_.insert_or_assign(href, *std::move(resource));
}

std::vector<Fetched> Fetcher::believe_doubted() {
  std::vector<Fetched> out;
  std::erase_if(singles_, [&](const Wanted& wanted) {
    auto one = doubted_.extract(wanted.href);
    if (!one) return false;
    out.push_back(std::move(one.mapped()));
    return true;
  });
  doubted_bytes_ = 0;
  return out;
}

void Fetcher::ask_also(std::vector<Wanted> wanted) {
  std::ranges::move(wanted, std::back_inserter(queue_));
}

/// A batch larger than every server takes did not do: what it left is asked for in smaller ones.
void Fetcher::ask_for_less() {
  batch_size_ = batch_most_ = multiget_batch;
  for (auto at = batch_order_.rbegin(); at != batch_order_.rend(); ++at) {
    if (const auto it = batch_.find(*at); it != batch_.end()) queue_.push_front(std::move(it->second));
  }
  batch_.clear();
  batch_order_.clear();
}

void Fetcher::end_multiget(bool refused) {
  constexpr std::size_t few = 10;
  if (batch_order_.size() > multiget_batch && (refused || batch_.size() > few)) return ask_for_less();
  if (refused) ++refusals_;
  if (batch_.size() <= few) batch_size_ = std::min(2 * batch_size_, batch_most_);
  for (const auto& at : batch_order_) {
    if (const auto it = batch_.find(at); it != batch_.end()) {
      const bool known_by_others = it->second.doubtful && asked_whether_gone_ >= asked_by_their_own;
      if (!known_by_others || refused) singles_.push_back(std::move(it->second));
      batch_.erase(it);
    }
  }
  batch_order_.clear();
}

void Fetcher::give_up(const Wanted& wanted, const std::string& why) {
  unfetched_.push_back(wanted.href);
  warnings_.push_back(
      {wanted.listed.str(), "could not be fetched and keeps its last good copy (" + why + ")"});
  ++failures_in_a_row_;
}

/// Not one by one for ever: what is left of the batch is asked for by the next pull.
void Fetcher::leave_batch() {
  std::erase_if(singles_, [&](const Wanted& wanted) {
    if (wanted.doubtful) return false;
    give_up(wanted, "too many before it could not be had");
    return true;
  });
  failures_in_a_row_ = 0;
  ++batches_left_;
}

/// Missing in the listing and, asked for by its own, not there: it is gone. Only the calendar itself proves
/// the opposite.
std::expected<std::optional<Fetched>, Failure> Fetcher::end_doubtful(const Wanted& wanted,
                                                                     const Answer& answer) {
  const int status = answer.head.status;
  ++asked_whether_gone_;
  if (auto text = answer.failure ? std::string() : text_of(answer); whole_calendar(text)) {
    if (std::ranges::find(still_there_, wanted.href) == still_there_.end())
      still_there_.push_back(wanted.href);
    return fetched(wanted, ETag(answer.head.header("etag")), std::move(text));
  }
  if (answer.failure && of_the_server(answer)) return std::unexpected(*answer.failure);
  if (status != 404 && status != 410) undecided_.push_back(wanted.href);
  return std::nullopt;
}

std::expected<std::optional<Fetched>, Failure> Fetcher::end_object(const Answer& answer) {
  const Wanted wanted = std::exchange(single_, std::nullopt).value_or(Wanted{});
  const int status = answer.head.status;
  if (wanted.doubtful) return end_doubtful(wanted, answer);
  auto doubted = doubted_.extract(wanted.href);
  if (doubted) doubted_bytes_ -= doubted.mapped().text.size();
  if (answer.failure) {
    if (doubted && gives_none_alone(status)) return std::move(doubted.mapped());
    // Listed and yet not there: gone between the two requests, never to be had, or a passing 404. A whole
    // listing by the next pull tells (P13, P14); what stands in that too is asked for some more times (P55).
    if (status == 404 || status == 410) {
      unfetched_.push_back(wanted.href);
      if (!wanted.again) ++vanished_;
      return std::nullopt;
    }
    if (of_the_server(answer)) return std::unexpected(*answer.failure);
    give_up(wanted, answer.failure->error.text);
  } else if (auto text = text_of(answer); !whole_calendar(text)) {
    give_up(wanted, "what the server gives is no whole calendar");
  } else {
    failures_in_a_row_ = 0;
    some_came_ = true;
    // A GET's ETag may be altered by compression on the way; the listing's is the one to compare by.
    return fetched(wanted, wanted.etag, std::move(text));
  }
  if (failures_in_a_row_ < failures_enough) return std::nullopt;
  leave_batch();
  if (some_came_ || batches_left_ < batches_enough) return std::nullopt;
  return std::unexpected(
      Failure{{ErrorKind::transient, "the server cannot give the objects that it lists"}, {}});
}

}  // namespace evenkeel::dav
