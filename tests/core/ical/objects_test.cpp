#include "core/ical/objects.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

std::string component(std::initializer_list<std::string_view> inner, const char* kind = "VEVENT") {
  return std::string("BEGIN:") + kind + "\r\n" + lines(inner) + "END:" + kind + "\r\n";
}

std::vector<CalendarObject> objects(const std::string& inner) {
  auto result = read(calendar(inner), {});
  if (!result) {
    ADD_FAILURE() << result.error().text;
    return {};
  }
  return std::move(result->objects);
}

std::string version(const char* sequence, const char* stamp, const char* summary) {
  return component({"UID:u", "DTSTART:20261121", std::string("SEQUENCE:").append(sequence),
                    std::string("DTSTAMP:").append(stamp), std::string("SUMMARY:").append(summary)});
}

TEST(Objects, AreByUidInTheOrderOfFirstAppearance) {
  const auto all =
      objects(component({"UID:b", "DTSTART:20261121"}) + component({"UID:a", "DTSTART:20261121"}) +
              component({"UID:b", "DTSTART:20261123", "RECURRENCE-ID;VALUE=DATE:20261122"}));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].uid, Uid{"b"});
  EXPECT_EQ(all[0].components.size(), 2U);
  EXPECT_EQ(all[1].uid, Uid{"a"});
}

TEST(Objects, TheMasterComesFirst) {
  const auto all = objects(component({"UID:b", "DTSTART:20261123", "RECURRENCE-ID;VALUE=DATE:20261122"}) +
                           component({"UID:b", "DTSTART:20261121", "RECURRENCE-ID;VALUE=DATE:20261120"}) +
                           component({"UID:b", "DTSTART:20261101", "RRULE:FREQ=DAILY"}));
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(all[0].components.size(), 3U);
  EXPECT_FALSE(all[0].components[0].recurrence_id);
  EXPECT_EQ(all[0].components[1].recurrence_id, EventTime{date(2026, 11, 20)});
  EXPECT_EQ(all[0].components[2].recurrence_id, EventTime{date(2026, 11, 22)});
}

TEST(Objects, P83_OfTwoMastersTheHighestSequenceThenTheLatestStampThenTheLast) {
  const auto kept = [](const std::string& inner) {
    const auto all = objects(inner);
    EXPECT_EQ(all.size(), 1U);
    EXPECT_EQ(all.at(0).components.size(), 1U);
    EXPECT_EQ(all.at(0).warnings.size(), 1U);
    return all.at(0).components.at(0).summary;
  };
  EXPECT_EQ(kept(version("2", "20260101T000000Z", "x") + version("1", "20260102T000000Z", "y")),
            PrivateText{"x"});
  EXPECT_EQ(kept(version("1", "20260102T000000Z", "x") + version("1", "20260101T000000Z", "y")),
            PrivateText{"x"});
  EXPECT_EQ(kept(version("1", "20260101T000000Z", "x") + version("1", "20260101T000000Z", "y")),
            PrivateText{"y"});
}

TEST(Objects, P83_OfTwoOverridesToo) {
  const auto override_of = [](const char* sequence, const char* summary) {
    return component({"UID:u", "RECURRENCE-ID:20261122T090000Z", "DTSTART:20261122T100000Z",
                      std::string("SEQUENCE:").append(sequence), std::string("SUMMARY:").append(summary)});
  };
  const auto all = objects(override_of("3", "new") + override_of("2", "old"));
  ASSERT_EQ(all.size(), 1U);
  ASSERT_EQ(all[0].components.size(), 1U);
  EXPECT_EQ(all[0].components[0].summary, PrivateText{"new"});
}

TEST(Objects, AnOverrideOfAllThatFollowIsAnotherThanOfOne) {
  const auto all = objects(
      component({"UID:u", "RECURRENCE-ID;RANGE=THISANDFUTURE:20261122T090000Z", "DTSTART:20261122T100000Z"}) +
      component({"UID:u", "RECURRENCE-ID:20261122T090000Z", "DTSTART:20261122T110000Z"}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].components.size(), 2U);
}

TEST(Objects, AnEventAndATodoOfOneUidAreTwo) {
  const auto all =
      objects(component({"UID:u", "DTSTART:20261121"}) + component({"UID:u", "DUE:20261121"}, "VTODO"));
  EXPECT_EQ(all.size(), 2U);
}

TEST(Objects, HaveTheZonesTheyName) {
  const auto zone = [](const char* name) {
    return lines({"BEGIN:VTIMEZONE", std::string("TZID:").append(name), "BEGIN:STANDARD",
                  "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD",
                  "END:VTIMEZONE"});
  };
  // A zone may stand behind what names it.
  const auto all =
      objects(component({"UID:u", "DTSTART;TZID=A:20261121T090000", "DTEND;TZID=B:20261121T090000",
                         "EXDATE;TZID=A:20261122T090000", "RDATE;TZID=C:20261123T090000"}) +
              component({"UID:v", "DTSTART:20261121"}) + zone("A") + zone("B") + zone("C") + zone("D"));
  ASSERT_EQ(all.size(), 2U);
  std::vector<std::string> names;
  for (const auto& one : all[0].timezones) names.push_back(one.tzid.str());
  EXPECT_EQ(names, (std::vector<std::string>{"A", "B", "C"}));
  EXPECT_TRUE(all[1].timezones.empty());
}

TEST(Objects, P35_ManyTimesTheSame) {
  std::string inner;
  for (int i = 0; i < 700; ++i) inner += component({"UID:u", "DTSTART:20261121"});
  const auto all = objects(inner);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].components.size(), 1U);
}

}  // namespace
}  // namespace evenkeel::ical
