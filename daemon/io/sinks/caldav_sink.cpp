#include "io/sinks/caldav_sink.hpp"

#include "core/dav/classify.hpp"
#include "core/dav/multistatus.hpp"
#include "core/dav/privileges.hpp"
#include "core/dav/redirect.hpp"
#include "core/dav/requests.hpp"
#include "core/dav/url.hpp"
#include "core/household/ascii.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace evenkeel {
namespace {

bool is_success(int status) {
  return status >= 200 && status < 300;
}

bool is_gone(int status) {
  return status == 404 || status == 410;
}

std::unexpected<Error> precondition_failed() {
  return fail(ErrorKind::precondition_failed, "the server has another version (412)");
}

/// The first inner status of a 207 that is a failure; 0 when there is none.
int inner_failure(const std::string& body) {
  const auto answer = dav::read_multistatus(body);
  if (!answer) return 500;
  for (const dav::Response& response : answer->responses) {
    if (response.status >= 400) return response.status;
  }
  return 0;
}

/// What a PROPFIND of depth 0 says; nothing when it cannot be read.
std::optional<dav::Response> described_by(const std::string& body) {
  auto answer = dav::read_multistatus(body);
  if (!answer || answer->responses.empty()) return std::nullopt;
  return std::move(answer->responses.front());
}

/// Those with `mailto:`, as people read them; empty when `own` is among them.
std::string addresses_but_for(const std::vector<std::string>& addresses, const Address& own) {
  constexpr std::string_view scheme = "mailto:";
  std::string others;
  for (const std::string& written : addresses) {
    const std::string address = ascii::lower(ascii::trimmed(written));
    if (!address.starts_with(scheme)) continue;
    if (address.substr(scheme.size()) == own.str()) return {};
    others += (others.empty() ? "" : ", ") + address.substr(scheme.size());
  }
  return others;
}

class CaldavSink final : public Sink {
 public:
  CaldavSink(const SharedCalendar& calendar, SinkContext context)
      : name_(calendar.name),
        organizer_(calendar.organizer),
        context_(std::move(context)),
        collection_(context_.collection) {
    // What a server's redirects led the pull to is written to only where the credentials may go too.
    const auto found = dav::parse_url(collection_);
    if (!found || !dav::credentials_belong(calendar.connection.url, *found))
      collection_ = calendar.connection.url;
    if (!collection_.ends_with('/')) collection_ += '/';
  }

  [[nodiscard]] const std::string& name() const override { return name_; }

  [[nodiscard]] Expected<SinkAbilities> abilities() override {
    dav::Request options;
    options.method = "OPTIONS";
    options.url = collection_;
    auto offered = ask(options);
    if (!offered) return std::unexpected(offered.error());
    SinkAbilities result;
    for (const auto& [header, value] : offered->head.headers) {
      if (header == "dav" && value.find("calendar-auto-schedule") != std::string::npos) {
        result.auto_schedule = true;
      }
    }
    auto described = ask(dav::describe(collection_));
    if (!described) return std::unexpected(described.error());
    result.writable = may_write(described->body);
    if (result.auto_schedule && !organizer_.empty()) {
      auto others = other_organizers();
      if (!others) return std::unexpected(others.error());
      result.schedules_for = *std::move(others);
    }
    result.auto_schedule = result.auto_schedule && result.schedules_for.empty();
    return result;
  }

  [[nodiscard]] Expected<std::optional<StoredResource>> get(const Href& href) override {
    auto url = resource(href);
    if (!url) return std::unexpected(url.error());
    dav::Request request = dav::get_object(*url);
    // A compressed answer has an ETag of its own (RFC 9110 8.8.3.3; Apache adds "-gzip"), which no If-Match
    // fits.
    request.accept_compressed = false;
    auto answer = send(request);
    if (!answer) return std::unexpected(answer.error());
    if (is_gone(answer->head.status)) return std::nullopt;
    if (answer->head.status != 200) return std::unexpected(failure(*answer));
    return StoredResource{ETag(answer->head.header("etag")), std::move(answer->body)};
  }

  [[nodiscard]] Expected<ETag> create(const Href& href, const std::string& text) override {
    return put(href, {"If-None-Match", "*"}, text);
  }

  [[nodiscard]] Expected<ETag> update(const Href& href, const ETag& if_match,
                                      const std::string& text) override {
    return put(href, {"If-Match", if_match.str()}, text);
  }

  [[nodiscard]] Expected<void> remove(const Href& href, const ETag& if_match) override {
    auto url = resource(href);
    if (!url) return std::unexpected(url.error());
    dav::Request request;
    request.method = "DELETE";
    request.url = *url;
    if (!if_match.empty()) request.headers.emplace_back("If-Match", if_match.str());
    auto answer = send(request);
    if (!answer) return std::unexpected(answer.error());
    if (is_gone(answer->head.status)) return {};
    if (answer->head.status == 207 && is_gone(inner_failure(answer->body))) return {};
    return accepted(*answer);
  }

 private:
  /// RFC 6638 3.1: a server invites only where the ORGANIZER is an address of the calendar's owner, and
  /// nobody hears of the others. So an answer that bears no SCHEDULE-STATUS may be trusted: a server need not
  /// give one to whom it reached (7.3; Apple's does not). Empty where ours is such an address, or the server
  /// does not say; transient when it may say it later.
  [[nodiscard]] Expected<std::string> other_organizers() {
    const auto base = dav::parse_url(collection_);
    const auto owned = ask(dav::describe_owner(collection_));
    if (!owned && owned.error().kind == ErrorKind::transient) return std::unexpected(owned.error());
    if (!base || !owned) return std::string();
    const auto owner = described_by(owned->body);
    if (!owner || owner->principals.empty()) return std::string();
    const auto url = dav::resolve(*base, owner->principals.front().str());
    if (!url || !dav::same_origin(*base, *url)) return std::string();
    const auto answer = ask(dav::describe(url->str()));
    if (!answer && answer.error().kind == ErrorKind::transient) return std::unexpected(answer.error());
    const auto principal = answer ? described_by(answer->body) : std::nullopt;
    return principal ? addresses_but_for(principal->addresses, organizer_) : std::string();
  }

  /// The collection is the only place that is ever written to.
  [[nodiscard]] Expected<std::string> resource(const Href& href) const {
    const auto base = dav::parse_url(collection_);
    if (!base) return fail(ErrorKind::permanent, "the calendar's address is no http(s) URL");
    const auto url = dav::resolve(*base, href.str());
    if (!url || !dav::same_origin(*base, *url) || !inside(*base, *url)) {
      return fail(ErrorKind::refused, "the event's address lies outside of the calendar");
    }
    return url->str();
  }

  static bool inside(const dav::Url& collection, const dav::Url& resource) {
    const std::string folder = dav::path_key(collection);
    const std::string path = dav::path_key(resource);
    return path.size() > folder.size() + 1 && path.starts_with(folder) &&
           (folder.ends_with('/') || path[folder.size()] == '/');
  }

  Expected<net::Response> send(const dav::Request& request) {
    auto answer = net::perform(*context_.transport, request, context_.account, context_.stop);
    if (!answer) return std::unexpected(answer.error().within(name_));
    return answer;
  }

  Expected<net::Response> ask(const dav::Request& request) {
    auto answer = send(request);
    if (answer && !is_success(answer->head.status)) return std::unexpected(failure(*answer));
    return answer;
  }

  [[nodiscard]] Error failure(const net::Response& answer) const {
    return dav::classify(answer.head, answer.body, context_.account.user, Instant{}).error.within(name_);
  }

  [[nodiscard]] Expected<void> accepted(const net::Response& answer) const {
    net::Response judged = answer;
    if (answer.head.status == 207) {
      const int inner = inner_failure(answer.body);
      if (inner != 0) judged.head.status = inner;
    }
    if (judged.head.status == 412) return precondition_failed();
    if (is_success(judged.head.status)) return {};
    return std::unexpected(refusal(judged));
  }

  /// Of one event that is not taken the calendar itself is not to blame.
  [[nodiscard]] Error refusal(const net::Response& answer) const {
    Error error = dav::classify(answer.head, answer.body, context_.account.user, Instant{}).error;
    if (answer.head.status == 403) error.text = "403: the server does not let this user change this event";
    if (answer.head.status == 400) error.text = "400: the server does not take this event";
    return error.within(name_);
  }

  Expected<ETag> put(const Href& href, dav::Header condition, const std::string& text) {
    auto url = resource(href);
    if (!url) return std::unexpected(url.error());
    dav::Request request;
    request.method = "PUT";
    request.url = *url;
    request.headers.emplace_back("Content-Type", "text/calendar; charset=utf-8");
    if (!condition.second.empty()) request.headers.push_back(std::move(condition));
    request.body = text;
    auto answer = send(request);
    if (!answer) return std::unexpected(answer.error());
    if (auto done = accepted(*answer); !done) return std::unexpected(done.error());
    return ETag(answer->head.header("etag"));
  }

  /// A server that says nothing of privileges will say it to a PUT.
  static bool may_write(const std::string& body) {
    const auto answer = dav::read_multistatus(body);
    return !answer || answer->responses.empty() || dav::may_write(answer->responses.front()).value_or(true);
  }

  std::string name_;
  Address organizer_;
  SinkContext context_;
  std::string collection_;
};

}  // namespace

std::unique_ptr<Sink> make_caldav_sink(const SharedCalendar& calendar, const SinkContext& context) {
  return std::make_unique<CaldavSink>(calendar, context);
}

}  // namespace evenkeel
