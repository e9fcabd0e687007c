// One VEVENT or VTODO, property by property.
#include "core/ical/read.hpp"

#include "core/ical/calendar_text.hpp"

namespace evenkeel::ical {
namespace {

TEST(Read, WhatAnEventSays) {
  const auto c = only(event({"DTEND:20261121T100000Z", "SUMMARY:Budget\\, part 2", "LOCATION:Room 4\\; left",
                             "STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "CLASS:CONFIDENTIAL", "SEQUENCE:7",
                             "DTSTAMP:20260102T030405Z", "ORGANIZER;CN=Boss:MAILTO:Boss@Example.org"}));
  EXPECT_EQ(c.kind, ComponentKind::event);
  EXPECT_EQ(c.uid, Uid{"u"});
  EXPECT_EQ(c.dtstart, EventTime{utc(2026, 11, 21, 9)});
  EXPECT_EQ(c.dtend, EventTime{utc(2026, 11, 21, 10)});
  EXPECT_EQ(c.summary, PrivateText{"Budget, part 2"});
  EXPECT_EQ(c.location, PrivateText{"Room 4; left"});
  EXPECT_EQ(c.status, Status::tentative);
  EXPECT_EQ(c.transp, Transp::transparent);
  EXPECT_EQ(c.classification, Classification::confidential);
  EXPECT_EQ(c.sequence, 7);
  EXPECT_EQ(c.dtstamp, utc(2026, 1, 2, 3, 4) + Seconds{5});
  EXPECT_EQ(c.organizer, Address{"boss@example.org"});
}

TEST(Read, WhatIsNotSaid) {
  const auto c = only(event({}));
  EXPECT_EQ(c.status, Status::none);
  EXPECT_EQ(c.transp, Transp::absent);
  EXPECT_EQ(c.classification, Classification::public_);
  EXPECT_EQ(c.busy_status, BusyStatus::absent);
  EXPECT_EQ(c.organizer, std::nullopt);
  EXPECT_EQ(c.recurrence_id, std::nullopt);
  EXPECT_EQ(c.travel, Seconds{0});
}

TEST(Read, AnUnknownClassIsPrivate) {  // RFC 5545 3.8.1.3
  EXPECT_EQ(only(event({"CLASS:X-FAMILY"})).classification, Classification::private_);
  EXPECT_EQ(only(event({"CLASS:private"})).classification, Classification::private_);
  EXPECT_EQ(only(event({"CLASS:PUBLIC"})).classification, Classification::public_);
}

TEST(Read, WhatATodoSays) {
  const auto c = only(calendar(lines(
      {"BEGIN:VTODO", "UID:t", "DTSTART:20261120T090000Z", "DUE;VALUE=DATE:20261201", "STATUS:IN-PROCESS",
       "PERCENT-COMPLETE:40", "COMPLETED:20261121T101112Z", "ESTIMATED-DURATION:PT6H", "END:VTODO"})));
  EXPECT_EQ(c.kind, ComponentKind::todo);
  EXPECT_EQ(c.dtend, EventTime{date(2026, 12, 1)});
  EXPECT_EQ(c.status, Status::in_process);
  EXPECT_EQ(c.percent_complete, 40);
  EXPECT_EQ(c.completed, utc(2026, 11, 21, 10, 11) + Seconds{12});
  EXPECT_EQ(c.estimated_duration, Hours{6});
}

TEST(Read, AnEstimateUnderItsOlderNames) {
  const auto with = [](std::string_view line) {
    return only(calendar(lines({"BEGIN:VTODO", "UID:t", line, "END:VTODO"}))).estimated_duration;
  };
  EXPECT_EQ(with("X-ESTIMATED-DURATION:P1DT2H"), Hours{26});
  EXPECT_EQ(with("X-FOO-ESTIMATED-DURATION;VALUE=DURATION:PT30M"), Minutes{30});
  EXPECT_EQ(with("X-DURATION:PT30M"), std::nullopt);
  EXPECT_EQ(with("ESTIMATED-DURATION:-PT30M"), std::nullopt);
}

TEST(Read, CategoriesOfSeveralLinesAndLists) {
  const auto c = only(event({"CATEGORIES:Trip,WORK\\, remote", "CATEGORIES:leave", "CATEGORIES: a , b "}));
  EXPECT_EQ(c.categories,
            (std::vector<PrivateText>{PrivateText{"Trip"}, PrivateText{"WORK, remote"}, PrivateText{"leave"},
                                      PrivateText{"a"}, PrivateText{"b"}}));
}

TEST(Read, MicrosoftsBusyStatus) {
  const std::pair<const char*, BusyStatus> cases[] = {
      {"FREE", BusyStatus::free},
      {"TENTATIVE", BusyStatus::tentative},
      {"BUSY", BusyStatus::busy},
      {"OOF", BusyStatus::oof},
      {"WORKINGELSEWHERE", BusyStatus::working_elsewhere},
      {"oof", BusyStatus::oof},
      // Everything but FREE and WORKINGELSEWHERE is busy (DESIGN section 5, Presence).
      {"ELSE", BusyStatus::busy},
      {"", BusyStatus::absent}};
  for (const auto& [text, expected] : cases) {
    const std::string line = std::string("X-MICROSOFT-CDO-BUSYSTATUS:") + text;
    EXPECT_EQ(only(event({line})).busy_status, expected) << text;
  }
}

TEST(Read, ApplesTravelTime) {
  EXPECT_EQ(only(event({"X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M"})).travel, Minutes{45});
  EXPECT_EQ(only(event({"X-APPLE-TRAVEL-DURATION;VALUE=DURATION:-PT45M"})).travel, Seconds{0});
}

TEST(Read, OfAttendeesOnlyTheHouseholdAndTheNumber) {
  const ReadOptions options{{Address{"alex@example.org"}, Address{"sam@example.org"}}, false};
  const auto c =
      only(event({"ATTENDEE;CN=\"Boss; x\";PARTSTAT=ACCEPTED:mailto:boss@example.org",
                  "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ALEX@example.org",
                  "ATTENDEE;EMAIL=sam@example.org:/principals/sam/", "ATTENDEE:urn:uuid:1", "BEGIN:VALARM",
                  "ACTION:EMAIL", "ATTENDEE:mailto:alex@example.org", "END:VALARM"}),
           options);
  EXPECT_EQ(c.attendee_count, 4U);
  ASSERT_EQ(c.attendees.size(), 2U);
  EXPECT_EQ(c.attendees[0], (Attendee{Address{"alex@example.org"}, PartStat::tentative, ""}));
  EXPECT_EQ(c.attendees[1], (Attendee{Address{"sam@example.org"}, PartStat::needs_action, ""}));
}

TEST(Read, PartStats) {
  const std::pair<const char*, PartStat> cases[] = {
      {"NEEDS-ACTION", PartStat::needs_action}, {"ACCEPTED", PartStat::accepted},
      {"DECLINED", PartStat::declined},         {"TENTATIVE", PartStat::tentative},
      {"DELEGATED", PartStat::delegated},       {"IN-PROCESS", PartStat::other},
      {"X-WHO-KNOWS", PartStat::needs_action},  // RFC 5545 3.2.12
      {"declined", PartStat::declined}};
  for (const auto& [text, expected] : cases) {
    const std::string line = std::string("ATTENDEE;PARTSTAT=") + text + ":mailto:a@b";
    EXPECT_EQ(only(event({line}), {{Address{"a@b"}}, false}).attendees.at(0).partstat, expected) << text;
  }
}

TEST(Read, OwnObjectsAreKeptWhole) {
  const auto text = [](const char* uid) {
    return calendar(lines({"BEGIN:VEVENT", std::string("UID:").append(uid), "DTSTART:20261121T090000Z",
                           "DESCRIPTION:agenda\\nline two",
                           "ATTENDEE;SCHEDULE-STATUS=\"1.2\":mailto:someone@example.org", "END:VEVENT"}));
  };
  const ReadOptions whole{{}, true};
  const auto own = only(text("abc@evenkeel"), whole);
  EXPECT_EQ(own.description, PrivateText{"agenda\nline two"});
  ASSERT_EQ(own.attendees.size(), 1U);
  EXPECT_EQ(own.attendees[0].schedule_status, "1.2");
  EXPECT_TRUE(only(text("abc@evenkeel"), {}).description.empty());
  EXPECT_TRUE(only(text("abc@example.org"), whole).description.empty());
  EXPECT_TRUE(only(text("abc@example.org"), whole).attendees.empty());
}

TEST(Read, RecurrenceComesThroughAsItWasWritten) {  // PITFALLS 0.6: libical drops or cuts each of these
  const auto c =
      only(event({"RRULE:FREQ=DAILY;COUNT=5;UNTIL=20261201T000000Z", "RRULE:FREQ=WEEKLY",
                  "EXRULE:FREQ=MONTHLY", "RDATE:20261201T090000Z,20261202T090000Z",
                  "RDATE;VALUE=PERIOD:20261203T090000Z/PT1H,20261204T090000Z/20261204T100000Z",
                  "RDATE;TZID=Europe/Berlin:20261205T100000", "EXDATE;VALUE=DATE:20261122,20261123"}));
  EXPECT_EQ(c.rrules, (std::vector<std::string>{"FREQ=DAILY;COUNT=5;UNTIL=20261201T000000Z", "FREQ=WEEKLY"}));
  EXPECT_EQ(c.exrules, (std::vector<std::string>{"FREQ=MONTHLY"}));
  ASSERT_EQ(c.rdates.size(), 5U);
  EXPECT_EQ(std::get<EventTime>(c.rdates[1]), EventTime{utc(2026, 12, 2, 9)});
  EXPECT_EQ(std::get<RDatePeriod>(c.rdates[2]),
            (RDatePeriod{utc(2026, 12, 3, 9), NominalDuration{Days{0}, Hours{1}}}));
  EXPECT_EQ(std::get<RDatePeriod>(c.rdates[3]),
            (RDatePeriod{utc(2026, 12, 4, 9), EventTime{utc(2026, 12, 4, 10)}}));
  EXPECT_EQ(std::get<EventTime>(c.rdates[4]),
            (EventTime{ZonedTime{local(2026, 12, 5, 10), TzId{"Europe/Berlin"}}}));
  EXPECT_EQ(c.exdates, (std::vector<EventTime>{date(2026, 11, 22), date(2026, 11, 23)}));
}

TEST(Read, LongListsOfDatesAreWhole) {  // libical cuts at 500
  std::string list = "RDATE;VALUE=DATE:";
  for (int i = 0; i < 2'000; ++i) list += i == 0 ? "20261201" : ",20261201";
  EXPECT_EQ(only(event({list})).rdates.size(), 2'000U);
}

TEST(Read, Overrides) {
  const auto c = only(event({"RECURRENCE-ID;TZID=Europe/Berlin;RANGE=THISANDFUTURE:20261121T100000"}));
  EXPECT_EQ(c.recurrence_id, (EventTime{ZonedTime{local(2026, 11, 21, 10), TzId{"Europe/Berlin"}}}));
  EXPECT_TRUE(c.this_and_future);
}

TEST(Read, ACancelledInstanceMayHaveNoStart) {  // RFC 5546 3.2.5
  const auto c = only(calendar(
      lines({"BEGIN:VEVENT", "UID:u", "RECURRENCE-ID:20261121T090000Z", "STATUS:CANCELLED", "END:VEVENT"})));
  EXPECT_EQ(c.dtstart, EventTime{utc(2026, 11, 21, 9)});
}

TEST(Read, AnAnswerNeedsNoStart) {  // RFC 5546 3.2.3, and the example of 4.2.2
  const std::string reply = calendar("BEGIN:VEVENT\r\nUID:a\r\nSEQUENCE:2\r\nEND:VEVENT\r\n");
  EXPECT_TRUE(ical::read(reply, {})->objects.empty());
  const auto result = ical::read(reply, {.household = {}, .answers = true});
  ASSERT_TRUE(result.has_value());
  ASSERT_EQ(result->objects.size(), 1U);
  EXPECT_EQ(result->objects[0].components.at(0).sequence, 2);
  EXPECT_FALSE(result->objects[0].components.at(0).dtstart.has_value());
}

TEST(Read, TheFirstOfTwoCounts) {
  const auto c = only(event({"DTSTART:20270101T000000Z", "SUMMARY:a", "SUMMARY:b", "UID:v"}));
  EXPECT_EQ(c.dtstart, EventTime{utc(2026, 11, 21, 9)});
  EXPECT_EQ(c.summary, PrivateText{"a"});
  EXPECT_EQ(c.uid, Uid{"u"});
}

struct BrokenCase {
  const char* name;
  std::vector<const char*> lines;
  const char* about;
};

TEST(Read, ABrokenComponentIsSkippedAndNamed) {
  const BrokenCase cases[] = {
      {"no start", {"UID:broken", "SUMMARY:x"}, "broken"},
      {"bad start", {"UID:broken", "DTSTART:20260230"}, "broken"},
      {"empty start", {"UID:broken", "DTSTART:"}, "broken"},
      {"bad end", {"UID:broken", "DTSTART:20261121", "DTEND:tomorrow"}, "broken"},
      {"bad duration", {"UID:broken", "DTSTART:20261121", "DURATION:an hour"}, "broken"},
      {"bad recurrence-id", {"UID:broken", "DTSTART:20261121", "RECURRENCE-ID:x"}, "broken"},
      {"no uid, no start", {"SUMMARY:x"}, "line 4"},
  };
  for (const auto& one : cases) {
    std::string inner = "BEGIN:VEVENT\r\n";
    for (const auto* line : one.lines) inner += std::string(line) + "\r\n";
    inner += "END:VEVENT\r\n" + lines({"BEGIN:VEVENT", "UID:good", "DTSTART:20261121", "END:VEVENT"});
    const auto result = read(calendar(inner), {});
    ASSERT_TRUE(result) << one.name;
    ASSERT_EQ(result->objects.size(), 1U) << one.name;
    EXPECT_EQ(result->objects[0].uid, Uid{"good"}) << one.name;
    ASSERT_EQ(result->warnings.size(), 1U) << one.name;
    EXPECT_EQ(result->warnings[0].about, one.about) << one.name;
    EXPECT_TRUE(result->warnings[0].text.starts_with("skipped: ")) << one.name;
  }
}

TEST(Read, AValueThatCannotBeReadCostsOnlyItself) {
  const auto result = read(event({"EXDATE:20261122T090000Z,soon", "a line that was not folded"}), {});
  ASSERT_TRUE(result);
  ASSERT_EQ(result->objects.size(), 1U);
  EXPECT_EQ(result->objects[0].components[0].exdates.size(), 1U);
  ASSERT_EQ(result->objects[0].warnings.size(), 1U);
  EXPECT_EQ(result->objects[0].warnings[0].about, "u");
}

TEST(Read, P39_WithoutUidItIsKnownByItsContent) {
  const auto text = [](const char* stamp, const char* summary) {
    return calendar(lines({"BEGIN:VEVENT", std::string("DTSTAMP:").append(stamp), "DTSTART:20261121",
                           std::string("SUMMARY:").append(summary), "END:VEVENT"}));
  };
  const Uid first = only(text("20260101T000000Z", "a")).uid;
  EXPECT_FALSE(first.empty());
  EXPECT_EQ(only(text("20260102T000000Z", "a")).uid, first);
  EXPECT_NE(only(text("20260101T000000Z", "b")).uid, first);
}

TEST(Read, UidsAreText) {
  EXPECT_EQ(only(calendar(lines({"BEGIN:VEVENT", "UID:a\\,b\\;c", "DTSTART:20261121", "END:VEVENT"}))).uid,
            Uid{"a,b;c"});
}

}  // namespace
}  // namespace evenkeel::ical
