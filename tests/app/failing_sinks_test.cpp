#include "app/cycle/failing_sinks.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

OutboxEntry entry(Verb verb, const char* calendar, const char* key, const char* error = "") {
  OutboxEntry e;
  e.verb = verb;
  e.calendar = calendar;
  e.key = key;
  e.last_error = error;
  return e;
}

TEST(FailingSinks, AreNamedOnceWithAllThatWaitsForThem) {
  const auto failing = failing_sinks(
      {entry(Verb::create, "shared", "a", "read-only"), entry(Verb::create, "shared", "b", "read-only"),
       entry(Verb::update, "shared", "c"), entry(Verb::create, "kids", "a"),
       entry(Verb::mail, "shared", "a", "refused"), entry(Verb::post, "", "message/ntfy/both", "503")});
  ASSERT_EQ(failing.size(), 3U);
  EXPECT_EQ(failing[0].name, "household/shared");
  EXPECT_EQ(failing[0].waiting, 3U);
  EXPECT_EQ(failing[0].last_error, "read-only");
  EXPECT_EQ(failing[1].name, "mail");
  EXPECT_EQ(failing[2].name, "ntfy");
}

}  // namespace
}  // namespace evenkeel
