#include "io/store/content_json.hpp"

#include "io/store/store_fixture.hpp"
#include "io/store/sync_state_json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace evenkeel {

using nlohmann::json;

namespace {

/// A zone of its own rules: UTC+2, never changing.
const Zone& plus_two() {
  static const Zone zone("Custom/Plus-Two", Seconds(7200), {}, "");
  return zone;
}

PublicationRecord zoned_record(const Zone* zone) {
  PublicationRecord made = record("slot/x/2026");
  made.base.time = ZonedSpan{LocalTime(Seconds(100'000)), LocalTime(Seconds(103'600)), zone};
  return made;
}

}  // namespace

TEST(ContentJson, AZoneThatIsNotKnownAnyMoreBecomesUtcAtTheSameInstants) {
  const PublicationRecord back = must(record_of(record_json(zoned_record(&plus_two())), test_zones()));
  const ZonedSpan expected{LocalTime(Seconds(100'000 - 7200)), LocalTime(Seconds(103'600 - 7200)),
                           &test_zones().utc()};
  EXPECT_EQ(std::get<ZonedSpan>(back.base.time), expected);
}

TEST(ContentJson, ASpanWithoutAZoneStaysOne) {
  EXPECT_EQ(must(record_of(record_json(zoned_record(nullptr)), test_zones())), zoned_record(nullptr));
}

TEST(ContentJson, TheZoneIsWrittenByName) {
  const json written = json::parse(record_json(zoned_record(&test_zones().utc())));
  EXPECT_EQ(written["base"]["time"]["zone"], test_zones().utc().name());
}

TEST(ContentJson, TextThatIsNoUtf8DoesNotStopIt) {
  PublicationRecord bad = record("k");
  bad.note = "caf\xe9";
  EXPECT_EQ(must(record_of(record_json(bad), test_zones())).note, "caf\xef\xbf\xbd");
}

TEST(ContentJson, AnInfiniteLoadStaysOne) {
  PublicationRecord made = record("crunch/sam/x");
  made.badness = std::numeric_limits<double>::infinity();
  EXPECT_EQ(must(record_of(record_json(made), test_zones())).badness, made.badness);
}

TEST(ContentJson, MembersThatAreMissingHaveTheirDefault) {
  json older = json::parse(record_json(record("k", 3)));
  for (const char* member : {"declined", "declined_slots", "note", "moved", "generation"})
    older.erase(member);
  older["base"].erase("alarms");
  EXPECT_EQ(must(record_of(older.dump(), test_zones())), record("k", 3));
  EXPECT_EQ(must(sync_state_of("{}")), dav::SyncState());
  EXPECT_FALSE(sync_state_of("[]").has_value());
}

TEST(ContentJson, WhatDoesNotFitIsAnErrorThatQuotesNothing) {
  json wrong = json::parse(record_json(record("k")));
  wrong["state"] = "canary-value";
  for (const std::string& text :
       {wrong.dump(), std::string("canary"), std::string("[]"), std::string(),
        std::string(R"({"base":"canary"})"), std::string(R"({"declined":"canary"})")}) {
    const auto refused = record_of(text, test_zones());
    ASSERT_FALSE(refused.has_value()) << text;
    EXPECT_EQ(refused.error().kind, ErrorKind::invalid_data);
    EXPECT_EQ(refused.error().text.find("canary"), std::string::npos) << refused.error().text;
  }
}

}  // namespace evenkeel
