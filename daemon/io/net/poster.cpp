#include "io/net/poster.hpp"

#include "core/dav/url.hpp"
#include "io/net/account.hpp"
#include "io/net/request.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenkeel::net {
namespace {

constexpr std::chrono::seconds patience{30};
constexpr const char* not_a_url = "the address of a [[notify]] is no http(s) URL with all it needs";
constexpr std::uint64_t largest_answer = 1U << 20U;

/// Each address has a pool of its own, and may lie in the house only when it names a host there.
Account account_of(const std::string& url) {
  SourceSettings as_source;
  as_source.url = url;
  as_source.name = {"notify", url};
  return account_for(as_source, Secret());
}

class HttpPoster final : public Poster {
 public:
  HttpPoster(Transport& transport, Stop stop) : transport_(transport), stop_(std::move(stop)) {}

  [[nodiscard]] Expected<void> post(const std::string& url, const std::string& json) override {
    const auto parsed = dav::parse_url(url);
    if (!parsed) return fail(ErrorKind::permanent, not_a_url);
    dav::Request request = bounded("POST", url);
    request.headers = {{"Content-Type", "application/json"}};
    request.body = json;
    const auto answer = perform(transport_, request, account_of(url), stop_);
    if (!answer) return std::unexpected(answer.error());
    return judged(answer->head.status, parsed->origin());
  }

  [[nodiscard]] Expected<void> ask(const std::string& url) override {
    const auto parsed = dav::parse_url(url);
    if (!parsed) return fail(ErrorKind::permanent, not_a_url);
    const dav::Request request = bounded("HEAD", url);
    const auto answer = perform(transport_, request, account_of(url), stop_);
    if (!answer) return std::unexpected(answer.error());
    const int status = answer->head.status;
    const bool refused = status == 401 || status == 403 || status == 404 || status == 410 || status >= 500;
    return refused ? judged(status, parsed->origin()) : Expected<void>();
  }

 private:
  [[nodiscard]] static dav::Request bounded(const char* method, const std::string& url) {
    dav::Request request;
    request.method = method;
    request.url = url;
    request.limits.total = patience;
    request.limits.stalled = patience;
    request.limits.max_bytes = largest_answer;
    return request;
  }

  static Expected<void> judged(int status, const std::string& origin) {
    if (status >= 200 && status < 300) return {};
    const bool final = status >= 300 && status < 500 && status != 408 && status != 429;
    return fail(final ? ErrorKind::permanent : ErrorKind::transient,
                fmt::format("{} answered {}", origin, status));
  }

  Transport& transport_;
  Stop stop_;
};

}  // namespace

std::unique_ptr<Poster> make_poster(Transport& transport, Stop stop) {
  return std::make_unique<HttpPoster>(transport, std::move(stop));
}

}  // namespace evenkeel::net
