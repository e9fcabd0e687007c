// What stands in the head of an HTTP answer: where it leads, how long to wait, how to sign in. An input is a
// few answers; they are judged one by one, and then given in turn to requests that sign in.
#include "core/dav/classify.hpp"
#include "core/dav/redirect.hpp"
#include "core/oauth/authorization.hpp"
#include "core/oauth/token_endpoint.hpp"
#include "fuzz/answers.hpp"
#include "fuzz/claim.hpp"
#include "io/net/signing_in.hpp"

#include <algorithm>
#include <map>

namespace {

using namespace evenkeel;
using fuzz::claim;

constexpr Instant now{Seconds(1'795'593'600)};
constexpr std::size_t most_headers = 50;

bool one_line(std::string_view text) {
  return text.find_first_of("\r\n") == std::string_view::npos;
}

void check_url(std::string_view text) {
  const auto url = dav::parse_url(text);
  if (!url) return;
  const std::string written = url->str();
  const auto again = dav::parse_url(written);
  claim(again && again->str() == written);
  claim(dav::same_origin(*url, *again) && dav::path_key(*url) == dav::path_key(*again));
  claim(one_line(written));
}

void check_redirect(const dav::ResponseHead& head, const std::string& method, const std::string& from) {
  dav::Request sent;
  sent.method = method;
  sent.url = from;
  sent.body = "body";
  const auto next = dav::redirected(sent, head, 0, dav::Phase::discovery);
  if (!next) {
    claim(one_line(next.error().text));
    return;
  }
  const auto first = dav::parse_url(from);
  const auto to = dav::parse_url(next->url);
  claim(to.has_value());
  claim(next->method == method && next->body == sent.body);
  claim(!from.starts_with("https") || to->scheme == "https");
  claim(!next->credentials || dav::same_site(*first, *to));
  claim(to->userinfo.empty() || (dav::same_origin(*first, *to) && to->userinfo == first->userinfo));
  claim(!dav::redirected(sent, head, dav::max_redirects, dav::Phase::discovery));
}

void check_head(const fuzz::Answer& answer) {
  claim(answer.head.status >= 200);
  claim(answer.head.headers.size() <= most_headers + 1);
  for (const auto& [name, value] : answer.head.headers) {
    claim(std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }));
    claim(value.find('\n') == std::string::npos);
    check_url(value);
    const Seconds wait = dav::retry_after(value, now);
    claim(wait >= Minutes(1) && wait <= Hours(2));
  }
  const dav::Failure failure = dav::classify(answer.head, answer.body, "sam", now);
  claim(one_line(failure.error.text));
  for (const char* from : {"https://sam@cal.example.org:8443/a/b?c", "http://cal.example.org/"}) {
    for (const char* method : {"GET", "REPORT"}) {
      if (dav::is_redirect(answer.head.status)) check_redirect(answer.head, method, from);
    }
  }
}

const oauth::Client client{"alex/work", "evenkeel auth alex/work", "https://a.example/token",
                           "id",        Secret("client-secret"),   ""};

void check_tokens(const fuzz::Answer& answer) {
  const auto tokens = oauth::read_answer(answer.head, answer.body, client, now);
  if (!tokens) {
    claim(tokens.error().text.size() < 500 && one_line(tokens.error().text));
    return;
  }
  claim(!tokens->access.empty());
  const auto stored = oauth::tokens_of_line(oauth::to_line(*tokens));
  claim(stored && *stored == *tokens);
}

struct FixedClock final : Clock {
  [[nodiscard]] Instant now() const override { return ::now; }
};

struct KeptTokens final : TokenStore {
  std::optional<oauth::Tokens> held{oauth::Tokens{
      .access = Secret("a"), .refresh = Secret("r"), .obtained = ::now, .expires = ::now + Hours(1)}};
  Expected<std::optional<oauth::Tokens>> load(const std::string&) override { return held; }
  Expected<void> save(const std::string&, const oauth::Tokens& tokens) override {
    held = tokens;
    return {};
  }
  Expected<std::size_t> forget(const std::string&) override { return 0; }
};

/// Gives each request the next answer of the input; in the end none comes any more.
class Scripted final : public Transport {
 public:
  explicit Scripted(std::string_view text) : text_(text) {}
  TransferId submit(const dav::Request& request, const Account& account) override {
    const TransferId id{++submitted};
    const bool encrypted = request.url.starts_with("https:");
    claim(encrypted || account.digest);  // no password and no token in the clear
    claim(account.bearer.empty() || request.url != client.token_url);
    if (auto answer = fuzz::answer_of(fuzz::take_section(text_), most_headers)) {
      events_.emplace_back(HeadReceived{id, std::move(answer->head)});
      events_.emplace_back(BodyReceived{id, std::string(answer->body)});
      events_.emplace_back(Completed{id, {}});
    } else {
      events_.emplace_back(Completed{id, fail(ErrorKind::transient, "closed")});
    }
    return id;
  }
  void cancel(TransferId) override {}
  std::vector<TransferEvent> wait(std::chrono::milliseconds, std::span<const int>) override {
    return std::exchange(events_, {});
  }
  [[nodiscard]] WireCount count(const std::string&) const override { return {}; }

  std::uint64_t submitted = 0;

 private:
  std::string_view text_;
  std::vector<TransferEvent> events_;
};

void sign_in(std::string_view text, const std::string& url, bool with_tokens) {
  auto owned = std::make_unique<Scripted>(text);
  Scripted& inner = *owned;
  KeptTokens tokens;
  const FixedClock clock;
  const auto transport = net::make_signing_in_transport(std::move(owned), tokens, clock);
  Account account;
  account.pool = "alex/work";
  if (with_tokens) {
    account.oauth = std::make_shared<const oauth::Client>(client);
  } else {
    account.user = "alex";
    account.password = Secret("password");
  }
  dav::Request request;
  request.url = url;
  const TransferId id = transport->submit(request, account);
  int ended = 0;
  for (int round = 0; round < 20; ++round) {
    for (const TransferEvent& event : transport->wait({}, {})) {
      const auto* done = std::get_if<Completed>(&event);
      ended += done != nullptr && done->id == id ? 1 : 0;
    }
  }
  claim(ended == 1);
  claim(inner.submitted <= 6);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  std::string_view rest = text;
  for (int i = 0; i < 8 && !rest.empty(); ++i) {
    const std::string_view section = fuzz::take_section(rest);
    if (const auto answer = fuzz::answer_of(section, most_headers)) {
      check_head(*answer);
      check_tokens(*answer);
    }
    std::string_view lines = section;
    const std::string_view first = fuzz::take_line(lines);
    check_url(first);
    if (const auto code = oauth::read_redirect(first, "state"); code && *code) claim(!(*code)->empty());
  }
  sign_in(text, "https://cal.example.org/", true);
  sign_in(text, "https://cal.example.org/", false);
  sign_in(text, "http://cal.example.org/", false);
  return 0;
}
