#include "io/net/signing_in.hpp"

#include "io/net/addresses.hpp"
#include "io/net/renewals.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace evenkeel::net {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

std::uint64_t number(TransferId id) {
  return static_cast<std::uint64_t>(id);
}

TransferId id_of(const TransferEvent& event) {
  return std::visit([](const auto& e) { return e.id; }, event);
}

/// Lower case, and without what stands in quotes.
std::string bare(std::string_view text) {
  std::string out;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '\\') ++i;
    if (c == '"') quoted = !quoted;
    if (!quoted) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

/// Whether one of the challenges (RFC 9110 11.6.1) is of the scheme Digest.
bool offers_digest(const dav::ResponseHead& head) {
  return std::ranges::any_of(head.headers, [](const dav::Header& header) {
    if (header.first != "www-authenticate") return false;
    const std::string challenges = bare(header.second);
    return challenges.starts_with("digest ") || challenges.find(", digest ") != std::string::npos;
  });
}

/// A request between the caller and the inner transport.
struct Sent {
  dav::Request request;
  Account account;
  TransferId inner{};
  bool waiting = false;      // for a token
  bool challenged = false;   // the answer is a 401 that the caller does not see
  bool unprotected = false;  // since the password would have to go in the clear
  bool again = false;        // it was
  Secret refused;            // the token that came back with a 401
};

class SigningIn final : public Transport {
 public:
  SigningIn(std::unique_ptr<Transport> inner, TokenStore& tokens, const Clock& clock)
      : inner_(std::move(inner)), renewals_(*inner_, tokens, clock) {}
  SigningIn(const SigningIn&) = delete;
  SigningIn& operator=(const SigningIn&) = delete;

  /// A renewal that is under way is waited for a while: its answer may hold the only refresh token.
  ~SigningIn() override {
    const auto end = steady_clock::now() + std::chrono::seconds(10);
    std::vector<std::string> ended;
    while (!renewals_.idle() && steady_clock::now() < end) {
      for (const TransferEvent& event : inner_->wait(milliseconds(250), {})) renewals_.take(event, ended);
    }
  }

  TransferId submit(const dav::Request& request, const Account& account) override {
    const TransferId id{++last_id_};
    sent_.emplace(number(id), Sent{.request = request, .account = account, .refused = {}});
    send(id);
    return id;
  }

  void cancel(TransferId id) override {
    const auto found = sent_.find(number(id));
    if (found != sent_.end()) {
      if (!found->second.waiting) inner_->cancel(found->second.inner);
      callers_.erase(number(found->second.inner));
      sent_.erase(found);
    }
    std::erase_if(events_, [&](const TransferEvent& event) { return id_of(event) == id; });
  }

  void hold(TransferId id, bool held) override {
    const auto found = sent_.find(number(id));
    if (found != sent_.end() && !found->second.waiting) inner_->hold(found->second.inner, held);
  }

  std::vector<TransferEvent> wait(milliseconds timeout, std::span<const int> fds) override {
    if (events_.empty()) {
      for (TransferEvent& event : inner_->wait(timeout, fds)) take(std::move(event));
    }
    return std::exchange(events_, {});
  }

  [[nodiscard]] WireCount count(const std::string& pool) const override { return inner_->count(pool); }

 private:
  void send(TransferId id) {
    Sent& sent = sent_.at(number(id));
    if (sent.request.credentials && sent.account.oauth) {
      auto token = sent.waiting ? renewals_.renewed(sent.account.oauth)
                                : renewals_.token(sent.account.oauth, sent.refused);
      sent.waiting = std::holds_alternative<Wait>(token);
      if (sent.waiting) return;
      if (const auto* error = std::get_if<Error>(&token)) return end(id, std::unexpected(*error));
      sent.account.bearer = std::get<Secret>(std::move(token));
    } else if (digest_.contains(sent.account.pool) || is_unprotected(sent.request.url)) {
      sent.account.digest = true;
    }
    sent.inner = inner_->submit(sent.request, sent.account);
    callers_.emplace(number(sent.inner), id);
  }

  void end(TransferId id, Expected<void> result) {
    sent_.erase(number(id));
    events_.emplace_back(Completed{id, std::move(result)});
  }

  void take(TransferEvent event) {
    std::vector<std::string> renewed;
    if (renewals_.take(event, renewed)) {
      for (const std::string& key : renewed) resume(key);
      return;
    }
    const auto caller = callers_.find(number(id_of(event)));
    if (caller == callers_.end()) return;
    const TransferId id = caller->second;
    Sent& sent = sent_.at(number(id));
    if (const auto* head = std::get_if<HeadReceived>(&event); head != nullptr && judge(sent, head->head)) {
      return;
    }
    const bool done = std::holds_alternative<Completed>(event);
    if (done) callers_.erase(caller);
    if (sent.challenged) {
      if (done) answer_challenge(id, sent, std::get<Completed>(event).result);
      return;
    }
    std::visit([&](auto& e) { e.id = id; }, event);
    events_.push_back(std::move(event));
    if (done) sent_.erase(number(id));
  }

  /// Whether this head is one that the caller is not to see.
  bool judge(Sent& sent, const dav::ResponseHead& head) {
    if (sent.account.digest && head.status != 401) digest_.insert(sent.account.pool);
    if (head.status != 401 || !sent.request.credentials) return false;
    const bool by_password = sent.account.oauth == nullptr && !sent.account.user.empty();
    sent.unprotected = by_password && is_unprotected(sent.request.url) && !offers_digest(head);
    const bool by_digest = by_password && !sent.account.digest && !sent.again && offers_digest(head);
    sent.challenged = sent.account.oauth != nullptr || by_digest || sent.unprotected;
    return sent.challenged;
  }

  void answer_challenge(TransferId id, Sent& sent, const Expected<void>& result) {
    if (!result) return end(id, result);
    if (sent.unprotected) {
      return end(id, fail(ErrorKind::refused, origin_of(sent.request.url) +
                                                  ": the server wants the password unprotected; use https"));
    }
    if (sent.again) return end(id, std::unexpected(oauth::access_refused(*sent.account.oauth)));
    sent.challenged = false;
    sent.again = true;
    sent.account.digest = sent.account.oauth == nullptr;
    sent.refused = std::exchange(sent.account.bearer, {});
    send(id);
  }

  /// Those that waited for this sign-in go on, or fail with it.
  void resume(const std::string& key) {
    std::vector<TransferId> waiting;
    for (const auto& [id, sent] : sent_) {
      if (sent.waiting && sent.account.oauth->key == key) waiting.push_back(TransferId{id});
    }
    for (const TransferId id : waiting) send(id);
  }

  std::unique_ptr<Transport> inner_;
  Renewals renewals_;
  std::map<std::uint64_t, Sent> sent_;
  std::map<std::uint64_t, TransferId> callers_;  // by the inner transport's id
  std::set<std::string> digest_;                 // pools whose server took Digest
  std::vector<TransferEvent> events_;
  std::uint64_t last_id_ = 0;
};

}  // namespace

std::unique_ptr<Transport> make_signing_in_transport(std::unique_ptr<Transport> inner, TokenStore& tokens,
                                                     const Clock& clock) {
  return std::make_unique<SigningIn>(std::move(inner), tokens, clock);
}

}  // namespace evenkeel::net
