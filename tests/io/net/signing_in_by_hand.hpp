// Signing in over an inner transport that the test answers by hand.
#pragma once

#include "io/net/collect.hpp"
#include "io/net/signing_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace evenkeel::test {

inline const Instant start{Seconds(1'800'000'000)};

struct TestClock final : Clock {
  Instant time = start;
  [[nodiscard]] Instant now() const override { return time; }
};

struct TestTokens final : TokenStore {
  std::map<std::string, oauth::Tokens> held;
  std::vector<std::string> saved;  // refresh tokens, in order
  int failures = 0;                // of the next saves
  Expected<std::optional<oauth::Tokens>> load(const std::string& key) override {
    const auto found = held.find(key);
    return found == held.end() ? std::nullopt : std::optional(found->second);
  }
  Expected<void> save(const std::string& key, const oauth::Tokens& tokens) override {
    if (failures > 0 && failures-- > 0) return fail(ErrorKind::permanent, "the disk is full");
    held.insert_or_assign(key, tokens);
    saved.push_back(tokens.refresh.reveal());
    return {};
  }
  Expected<std::size_t> forget(const std::string&) override { return 0; }
};

struct Submitted {
  TransferId id;
  dav::Request request;
  Account account;
};

struct Inner final : Transport {
  std::vector<Submitted> submitted;
  std::deque<TransferEvent> events;
  std::vector<TransferId> cancelled;
  std::vector<std::pair<TransferId, bool>> held;
  TransferId submit(const dav::Request& request, const Account& account) override {
    submitted.push_back({TransferId{submitted.size() + 1}, request, account});
    return submitted.back().id;
  }
  void cancel(TransferId id) override { cancelled.push_back(id); }
  void hold(TransferId id, bool on) override { held.emplace_back(id, on); }
  std::vector<TransferEvent> wait(std::chrono::milliseconds, std::span<const int>) override {
    std::vector<TransferEvent> out(events.begin(), events.end());
    events.clear();
    return out;
  }
  [[nodiscard]] WireCount count(const std::string&) const override { return {}; }
  void answer(std::size_t n, int status, const std::string& body = "",
              std::vector<dav::Header> headers = {}) {
    const TransferId id = submitted.at(n).id;
    events.emplace_back(HeadReceived{id, {.status = status, .headers = std::move(headers)}});
    if (!body.empty()) events.emplace_back(BodyReceived{id, body});
    events.emplace_back(Completed{id, {}});
  }
};

inline std::string token_answer(const std::string& access, const std::string& refresh, int life = 3600) {
  return R"({"access_token":")" + access + R"(","token_type":"Bearer","expires_in":)" + std::to_string(life) +
         (refresh.empty() ? "" : R"(,"refresh_token":")" + refresh + "\"") + "}";
}

class SigningInByHand : public testing::Test {
 protected:
  SigningInByHand() {
    tokens.held["alex/work"] = {
        .access = Secret("a1"), .refresh = Secret("r1"), .obtained = start, .expires = start + Hours(1)};
  }

  TransferId submit(const std::string& pool = "alex/work") {
    Account account;
    account.pool = pool;
    account.oauth = client;
    return transport->submit(get("https://cal.example/"), account);
  }
  std::map<TransferId, Outcome> outcomes() {
    std::map<TransferId, Outcome> all;
    for (int round = 0; round < 4; ++round) {
      for (TransferEvent& event : transport->wait({}, {})) {
        if (auto* head = std::get_if<HeadReceived>(&event)) all[head->id].head = head->head;
        if (auto* body = std::get_if<BodyReceived>(&event)) all[body->id].body += body->bytes;
        if (auto* done = std::get_if<Completed>(&event)) all[done->id].result = done->result;
      }
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> bearers() const {
    std::vector<std::string> all;
    for (const Submitted& sent : inner.submitted) {
      all.push_back(sent.request.url == client->token_url ? "renewal" : sent.account.bearer.reveal());
    }
    return all;
  }

  TestClock clock;
  TestTokens tokens;
  std::shared_ptr<const oauth::Client> client = std::make_shared<const oauth::Client>(oauth::Client{
      "alex/work", "evenkeel auth alex/work", "https://a.example/token", "id", Secret("pw"), ""});
  std::unique_ptr<Inner> owned = std::make_unique<Inner>();
  Inner& inner = *owned;
  std::unique_ptr<Transport> transport = net::make_signing_in_transport(std::move(owned), tokens, clock);
};

}  // namespace evenkeel::test
