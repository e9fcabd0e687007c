// Digest where it is asked for, and no password unprotected.
#include "signing_in_by_hand.hpp"

namespace evenkeel::test {
namespace {

using Password = SigningInByHand;

TEST_F(Password, DigestIsSpokenWhereItIsAskedFor) {
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

TEST_F(Password, ARefusedPasswordIsTriedByDigestOnceAndOnlyWhereOffered) {
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

TEST_F(Password, APasswordDoesNotGoUnprotectedThroughTheNetwork) {
  const Account account{.pool = "sam/work", .user = "sam", .password = Secret("pw"), .ca_file = {}};
  const TransferId id = transport->submit(test::get("http://nas.lan/"), account);
  EXPECT_TRUE(inner.submitted[0].account.digest);
  inner.answer(0, 401, "", {{"www-authenticate", "Basic realm=\"x\""}});
  const auto outcome = outcomes()[id];
  ASSERT_FALSE(*outcome.result);
  EXPECT_EQ(outcome.result->error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace evenkeel::test
