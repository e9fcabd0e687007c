// Tokens and Digest, over an inner transport that the test answers by hand.
#include "io/net/signing_in.hpp"

#include "io/net/collect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>

namespace evenkeel {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Instant start{Seconds(1'800'000'000)};

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
  TransferId submit(const dav::Request& request, const Account& account) override {
    submitted.push_back({TransferId{submitted.size() + 1}, request, account});
    return submitted.back().id;
  }
  void cancel(TransferId id) override { cancelled.push_back(id); }
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

std::string token_answer(const std::string& access, const std::string& refresh, int life = 3600) {
  return R"({"access_token":")" + access + R"(","token_type":"Bearer","expires_in":)" + std::to_string(life) +
         (refresh.empty() ? "" : R"(,"refresh_token":")" + refresh + "\"") + "}";
}

class SigningIn : public testing::Test {
 protected:
  SigningIn() {
    tokens.held["alex/work"] = {
        .access = Secret("a1"), .refresh = Secret("r1"), .obtained = start, .expires = start + Hours(1)};
  }

  TransferId submit(const std::string& pool = "alex/work") {
    Account account;
    account.pool = pool;
    account.oauth = client;
    return transport->submit(test::get("https://cal.example/"), account);
  }
  std::map<TransferId, test::Outcome> outcomes() {
    std::map<TransferId, test::Outcome> all;
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

TEST_F(SigningIn, AFreshTokenIsUsedAsItIs) {
  const TransferId id = submit();
  inner.answer(0, 200, "fine");
  EXPECT_EQ(outcomes()[id].body, "fine");
  EXPECT_THAT(bearers(), ElementsAre("a1"));
  EXPECT_TRUE(tokens.saved.empty());
}

TEST_F(SigningIn, ARequestWithoutCredentialsCarriesNone) {
  dav::Request request = test::get("https://other.example/");
  request.credentials = false;
  transport->submit(request, {.pool = "p", .user = {}, .password = {}, .ca_file = {}, .oauth = client});
  EXPECT_THAT(bearers(), ElementsAre(""));
}

TEST_F(SigningIn, SeveralThatWantANewTokenWaitForOneRenewal) {
  clock.time = start + Hours(2);
  const TransferId one = submit("alex/work");
  const TransferId other = submit("alex/second");
  ASSERT_THAT(bearers(), ElementsAre("renewal"));
  EXPECT_THAT(inner.submitted[0].request.body, HasSubstr("refresh_token=r1"));
  inner.answer(0, 200, token_answer("a2", "r2"));
  outcomes();
  ASSERT_THAT(bearers(), ElementsAre("renewal", "a2", "a2"));
  inner.answer(1, 200, "one");
  inner.answer(2, 200, "other");
  auto all = outcomes();
  EXPECT_EQ(all[one].body, "one");
  EXPECT_EQ(all[other].body, "other");
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r2");
}

TEST_F(SigningIn, WhatCannotBeStoredIsNotAskedFor) {
  clock.time = start + Hours(2);
  tokens.failures = 1;
  const TransferId id = submit();
  EXPECT_TRUE(inner.submitted.empty());
  EXPECT_THAT(outcomes()[id].result->error().text, HasSubstr("the disk is full"));
}

TEST_F(SigningIn, ATokenThatIsNotStoredIsNotUsedAndNotLost) {
  clock.time = start + Hours(2);
  const TransferId id = submit();
  tokens.failures = 2;  // after the trial: the answer's own, and once more for who waited
  inner.answer(0, 200, token_answer("a2", "r2"));
  EXPECT_FALSE(*outcomes()[id].result);
  EXPECT_THAT(bearers(), ElementsAre("renewal"));
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r1");
  tokens.failures = 0;
  submit();
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r2");
  EXPECT_THAT(bearers(), ElementsAre("renewal", "a2"));
}

TEST_F(SigningIn, A401IsAskedAgainOnceWithANewToken) {
  const TransferId id = submit();
  inner.answer(0, 401, "no");
  outcomes();
  ASSERT_THAT(bearers(), ElementsAre("a1", "renewal"));
  inner.answer(1, 200, token_answer("a2", ""));
  outcomes();
  ASSERT_THAT(bearers(), ElementsAre("a1", "renewal", "a2"));
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r1");  // not rotated
  inner.answer(2, 401, "no");
  const auto outcome = outcomes()[id];
  EXPECT_FALSE(outcome.head.has_value());
  ASSERT_FALSE(*outcome.result);
  EXPECT_EQ(outcome.result->error().kind, ErrorKind::unauthorised);
  EXPECT_THAT(outcome.result->error().text, HasSubstr("evenkeel auth alex/work"));
  EXPECT_EQ(inner.submitted.size(), 3U);
}

TEST_F(SigningIn, A401OfAnOldTokenTakesTheOneThatIsThereByNow) {
  const TransferId one = submit();
  const TransferId other = submit();
  inner.answer(0, 401);
  outcomes();
  inner.answer(2, 200, token_answer("a2", "r2"));
  outcomes();
  inner.answer(1, 401);
  outcomes();
  EXPECT_THAT(bearers(), ElementsAre("a1", "a1", "renewal", "a2", "a2"));
  inner.answer(3, 200, "one");
  inner.answer(4, 200, "other");
  auto all = outcomes();
  EXPECT_EQ(all[one].body, "one");
  EXPECT_EQ(all[other].body, "other");
}

TEST_F(SigningIn, TheSameTokenOnceMoreOrOneWithoutLifeDoesNotGoRound) {
  const TransferId id = submit();
  inner.answer(0, 401);
  outcomes();
  inner.answer(1, 200, token_answer("a1", "r2", 0));
  outcomes();
  EXPECT_THAT(bearers(), ElementsAre("a1", "renewal", "a1"));
  inner.answer(2, 401);
  EXPECT_FALSE(*outcomes()[id].result);
  EXPECT_EQ(inner.submitted.size(), 3U);
}

TEST_F(SigningIn, AnEndedSignInIsNotAskedForAgain) {
  clock.time = start + Hours(2);
  const TransferId id = submit();
  inner.answer(0, 400, R"({"error":"invalid_grant"})");
  const auto outcome = outcomes()[id];
  ASSERT_FALSE(*outcome.result);
  EXPECT_EQ(outcome.result->error().kind, ErrorKind::unauthorised);
  EXPECT_TRUE(tokens.held["alex/work"].refused);
  clock.time += Days(30);
  const TransferId later = submit();
  EXPECT_THAT(outcomes()[later].result->error().text, HasSubstr("evenkeel auth alex/work"));
  EXPECT_EQ(inner.submitted.size(), 1U);
}

TEST_F(SigningIn, AProviderThatFailsIsLeftAloneForAMinute) {
  clock.time = start + Hours(2);
  const TransferId id = submit();
  inner.answer(0, 503);
  EXPECT_EQ(outcomes()[id].result->error().kind, ErrorKind::transient);
  EXPECT_FALSE(tokens.held["alex/work"].refused);
  clock.time += Seconds(59);
  submit();
  EXPECT_EQ(inner.submitted.size(), 1U);
  clock.time += Seconds(1);
  submit();
  EXPECT_EQ(inner.submitted.size(), 2U);
  inner.answer(1, 200, token_answer("a2", "r2"));
}

TEST_F(SigningIn, AClockThatJumpsRenewsAndGoesOn) {
  for (const Seconds jump : {Seconds(-Days(365)), Seconds(Days(3650))}) {
    tokens.held["alex/work"].obtained = start;
    clock.time = start + jump;
    const std::size_t before = inner.submitted.size();
    submit();
    inner.answer(before, 200, token_answer("a" + std::to_string(before + 2), ""));
    outcomes();
    submit();
    EXPECT_EQ(inner.submitted.size(), before + 3) << "a renewal and two requests";
    EXPECT_TRUE(oauth::is_fresh(tokens.held["alex/work"], clock.time));
  }
}

TEST_F(SigningIn, NobodyHasSignedIn) {
  tokens.held.clear();
  const TransferId id = submit();
  EXPECT_EQ(outcomes()[id].result->error().kind, ErrorKind::unauthorised);
  EXPECT_TRUE(inner.submitted.empty());
}

TEST_F(SigningIn, WhoIsCancelledHearsNothingAndTheRenewalIsKept) {
  clock.time = start + Hours(2);
  transport->cancel(submit());
  inner.answer(0, 200, token_answer("a2", "r2"));
  EXPECT_TRUE(outcomes().empty());
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r2");
  EXPECT_EQ(inner.submitted.size(), 1U);
}

TEST_F(SigningIn, ARenewalUnderWayIsStoredBeforeTheEnd) {
  clock.time = start + Hours(2);
  submit();
  inner.answer(0, 200, token_answer("a2", "r2"));
  transport.reset();
  EXPECT_EQ(tokens.held["alex/work"].refresh.reveal(), "r2");
}

TEST_F(SigningIn, DigestIsSpokenWhereItIsAskedFor) {
  const Account account{.pool = "sam/work", .user = "sam", .password = Secret("pw"), .ca_file = {}};
  const TransferId id = transport->submit(test::get("https://cal.example/"), account);
  EXPECT_FALSE(inner.submitted[0].account.digest);
  inner.answer(0, 401, "",
               {{"www-authenticate", "Basic realm=\"x\""}, {"www-authenticate", "DIGEST realm=\"x\""}});
  outcomes();
  ASSERT_EQ(inner.submitted.size(), 2U);
  EXPECT_TRUE(inner.submitted[1].account.digest);
  inner.answer(1, 207);
  EXPECT_EQ(outcomes()[id].head->status, 207);
  transport->submit(test::get("https://cal.example/"), account);
  EXPECT_TRUE(inner.submitted[2].account.digest) << "the server is known by now";
  Account partner = account;
  partner.pool = "alex/work";
  transport->submit(test::get("https://cal.example/"), partner);
  EXPECT_FALSE(inner.submitted[3].account.digest) << "nothing of it is shared";
}

TEST_F(SigningIn, ARefusedPasswordIsTriedByDigestOnceAndOnlyWhereOffered) {
  const Account account{.pool = "sam/work", .user = "sam", .password = Secret("pw"), .ca_file = {}};
  const TransferId id = transport->submit(test::get("https://cal.example/"), account);
  inner.answer(0, 401, "", {{"www-authenticate", "Digest realm=\"x\""}});
  outcomes();
  inner.answer(1, 401, "", {{"www-authenticate", "Digest realm=\"x\""}});
  EXPECT_EQ(outcomes()[id].head->status, 401);
  const TransferId basic = transport->submit(test::get("https://cal.example/"), account);
  inner.answer(2, 401, "", {{"www-authenticate", "Basic realm=\"digest , digest \""}});
  EXPECT_EQ(outcomes()[basic].head->status, 401);
  EXPECT_EQ(inner.submitted.size(), 3U);
}

TEST_F(SigningIn, APasswordDoesNotGoUnprotectedThroughTheNetwork) {
  const Account account{.pool = "sam/work", .user = "sam", .password = Secret("pw"), .ca_file = {}};
  const TransferId id = transport->submit(test::get("http://nas.lan/"), account);
  EXPECT_TRUE(inner.submitted[0].account.digest);
  inner.answer(0, 401, "", {{"www-authenticate", "Basic realm=\"x\""}});
  const auto outcome = outcomes()[id];
  ASSERT_FALSE(*outcome.result);
  EXPECT_EQ(outcome.result->error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace evenkeel
