#include "core/dav/classify.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenkeel::dav {
namespace {

const Instant now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + Hours(9);

Failure of(int status, const std::string& body = "", const std::string& retry = "",
           const std::string& user = "alex") {
  ResponseHead head{status, {}};
  if (!retry.empty()) head.headers.emplace_back("retry-after", retry);
  return classify(head, body, user, now);
}

TEST(Classify, IsAKindForEachReaction) {
  EXPECT_EQ(of(401).error.kind, ErrorKind::unauthorised);
  EXPECT_EQ(of(403).error.kind, ErrorKind::permanent);
  EXPECT_EQ(of(404).error.kind, ErrorKind::permanent);
  EXPECT_EQ(of(412).error.kind, ErrorKind::precondition_failed);
  EXPECT_EQ(of(429).error.kind, ErrorKind::transient);
  EXPECT_EQ(of(500).error.kind, ErrorKind::transient);
  EXPECT_EQ(of(503).error.kind, ErrorKind::transient);
  EXPECT_EQ(of(200).error.kind, ErrorKind::invalid_data);
  EXPECT_EQ(of(204).error.kind, ErrorKind::invalid_data);
  EXPECT_EQ(of(501).error.kind, ErrorKind::unsupported);
  EXPECT_EQ(of(418).error.kind, ErrorKind::permanent);
}

TEST(Classify, SaysWhomTheServerRefuses) {
  EXPECT_EQ(of(401).error.text, "401: the server refuses user alex; check user and password");
  EXPECT_EQ(of(401, "", "", "").error.text, "401: the server wants a user and a password");
}

// P53: what Google answers for a quota, and what it answers for a missing right.
TEST(Classify, TellsAQuotaFromAPassword) {
  const auto quota = of(403, R"({"error":{"errors":[{"domain":"usageLimits","reason":"quotaExceeded"}]}})");
  EXPECT_EQ(quota.error.kind, ErrorKind::transient);
  EXPECT_EQ(quota.retry_after, Seconds(900));
  EXPECT_EQ(of(403, "<error><need-privileges/></error>").error.kind, ErrorKind::permanent);
}

// P52: missing, a date, absurd. The clamp is 1 minute to 2 hours, the default 15 minutes.
TEST(RetryAfter, IsClamped) {
  EXPECT_EQ(retry_after("", now), Minutes(15));
  EXPECT_EQ(retry_after("soon", now), Minutes(15));
  EXPECT_EQ(retry_after("-5", now), Minutes(15));
  EXPECT_EQ(retry_after("0", now), Minutes(1));
  EXPECT_EQ(retry_after("300", now), Minutes(5));
  EXPECT_EQ(retry_after("7201", now), Hours(2));
  EXPECT_EQ(retry_after("99999999999999999999", now), Hours(2));
  EXPECT_EQ(retry_after("Sat, 21 Nov 2026 09:30:00 GMT", now), Minutes(30));
  EXPECT_EQ(retry_after("Fri, 20 Nov 2026 09:30:00 GMT", now), Minutes(1));
  EXPECT_EQ(retry_after("Sat, 21 Nov 2099 09:30:00 GMT", now), Hours(2));
  EXPECT_EQ(retry_after("Sat, 31 Feb 2026 09:30:00 GMT", now), Minutes(15));
}

TEST(RetryAfter, IsGivenOnlyWhereTheServerAsksToBeLeftAlone) {
  EXPECT_EQ(of(503, "", "60").retry_after, Seconds(60));
  EXPECT_EQ(of(429).retry_after, Minutes(15));
  EXPECT_FALSE(of(500, "", "60").retry_after);
  EXPECT_FALSE(of(401).retry_after);
}

}  // namespace
}  // namespace evenkeel::dav
