// Tokens that run out, and are renewed.
#include "signing_in_by_hand.hpp"

namespace evenkeel::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

using SigningIn = SigningInByHand;

TEST_F(SigningIn, AFreshTokenIsUsedAsItIs) {
  const TransferId id = submit();
  inner.answer(0, 200, "fine");
  EXPECT_EQ(outcomes()[id].body, "fine");
  EXPECT_THAT(bearers(), ElementsAre("a1"));
  EXPECT_TRUE(tokens.saved.empty());
}

// Else the pulls' bound of what waits in memory would bind nothing.
TEST_F(SigningIn, WhatIsHeldBackIsHeldBackOnTheWire) {
  const TransferId id = submit();
  transport->hold(id, true);
  transport->hold(id, false);
  EXPECT_THAT(inner.held,
              ElementsAre(std::pair(inner.submitted[0].id, true), std::pair(inner.submitted[0].id, false)));
  transport->cancel(id);
  transport->hold(id, true);
  EXPECT_EQ(inner.held.size(), 2U);
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

}  // namespace
}  // namespace evenkeel::test
