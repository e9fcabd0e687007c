// DESIGN section 6, Crunches: which deadlines there are, from when to when, and how much is left.
#include "core/household/home.hpp"

#include <gtest/gtest.h>

namespace evenkeel {
namespace {

using test::civil;
using test::date;
using test::dec;
using test::Home;
using test::nov;

Deadline only(Home& home) {
  const World world = home.world();
  if (world.deadlines.size() != 1) throw std::logic_error("not one deadline");
  return world.deadlines.front();
}

TomlDeadline& toml(Home& home, Due due) {
  TomlDeadline& d = home.settings.partners[0].deadlines.emplace_back();
  d.title = "Budget freeze!";
  d.due = due;
  return d;
}

TEST(Deadlines, ADateIsDueAtTheEndOfItsWorkingHoursAndStartsAtTheLead) {
  Home home;
  toml(home, date(2026, 12, 11));
  const Deadline d = only(home);
  EXPECT_EQ(d.id, "budget-freeze");
  EXPECT_EQ(d.due, dec(11, 17));
  EXPECT_EQ(d.start, nov(27));  // 14 dates before, 00:00
  EXPECT_EQ(d.remaining, Hours(4));
}

TEST(Deadlines, OtherLeadsAreSubtracted) {
  Home home;
  toml(home, civil(2026, 12, 11, 12)).lead.length = Hours(36);
  EXPECT_EQ(only(home).start, dec(10));
}

TEST(Deadlines, EvenProgressIsAssumed) {
  // Working days 16-20 and 23-27 November, 8 h each; now is Monday 23rd 13:00: 44 h of 80 h are over.
  Home home;
  home.now = nov(23, 13);
  TomlDeadline& d = toml(home, date(2026, 11, 27));
  d.start = date(2026, 11, 16);
  d.effort = Hours(20);
  EXPECT_EQ(only(home).remaining, Hours(9));
  d.progress = 10;
  EXPECT_EQ(only(home).remaining, Hours(18));
  d.progress = 100;
  EXPECT_TRUE(home.world().deadlines.empty());
}

TEST(Deadlines, EffortsAreWholeMinutesHalfUp) {
  Home home;
  TomlDeadline& d = toml(home, date(2026, 12, 11));
  d.effort = Minutes(1);
  d.progress = 50;
  EXPECT_EQ(only(home).remaining, Minutes(1));  // 30 s
  d.progress = 51;
  EXPECT_EQ(only(home).remaining, Minutes(0));
}

TEST(Deadlines, OnlyThoseAheadAndBeforeTheHorizon) {
  Home home;
  home.settings.horizon = Days(14);  // until Monday 7 December 00:00
  toml(home, nov(23, 8));
  toml(home, dec(7));
  EXPECT_TRUE(home.world().deadlines.empty());
  toml(home, dec(6, 23));
  EXPECT_EQ(home.world().deadlines.size(), 1U);
}

TEST(Deadlines, OfToDos) {
  Home home;
  Component& c = home.todo("alex/work", "Report", EventTime(civil(2026, 12, 4, 12)));
  c.dtstart = civil(2026, 11, 30, 9);
  c.estimated_duration = Hours(6);
  c.percent_complete = 50;
  Deadline d = only(home);
  EXPECT_EQ(d.start, nov(30, 9));
  EXPECT_EQ(d.due, dec(4, 12));
  EXPECT_EQ(d.remaining, Hours(3));
  EXPECT_EQ(d.id.size(), 12U);
  home.rule("Report").effort = Hours(10);  // a rule comes first
  EXPECT_EQ(only(home).remaining, Hours(5));
}

TEST(Deadlines, DurationStandsForDue) {
  Home home;
  Component& c = home.bare("alex/work", "Report");
  c.kind = ComponentKind::todo;
  c.dtstart = date(2026, 11, 30);
  c.duration = NominalDuration{Days(4), Seconds{0}};
  EXPECT_EQ(only(home).due, dec(4, 17));
}

// Ticked off, an instance may come with its RECURRENCE-ID alone, which reading puts into DTSTART.
TEST(Deadlines, AnInstanceWithoutTimesIsDueAsItsSeriesIs) {
  const EventTime third = EventTime(civil(2026, 11, 25, 9));
  const auto due = [&](std::optional<EventTime> start, EventTime first_due) {
    Home home;
    Component& series = home.todo("alex/work", "Report", first_due);
    series.dtstart = start;
    series.rrules = {"FREQ=DAILY"};
    Component instance = series;
    instance.rrules.clear();
    instance.dtend.reset();
    instance.dtstart = instance.recurrence_id = third;
    instance.status = Status::completed;
    home.snapshot.sources.front().objects.back().object.components.push_back(instance);
    const World world = home.world();
    std::vector<Instant> all;
    for (const auto& todo : world.todos) all.push_back(todo.due);
    std::ranges::sort(all);
    return all;
  };
  EXPECT_EQ(due(EventTime(civil(2026, 11, 23, 9)), EventTime(civil(2026, 11, 23, 12))),
            (std::vector{nov(23, 12), nov(25, 12)}));
  EXPECT_EQ(due(std::nullopt, EventTime(civil(2026, 11, 23, 9))), (std::vector{nov(23, 9), nov(25, 9)}));
}

TEST(Deadlines, DoneOnesAreNone) {
  Home home;
  home.todo("alex/work", "a", EventTime(date(2026, 12, 4))).completed = nov(20);
  home.todo("alex/work", "b", EventTime(date(2026, 12, 4))).status = Status::completed;
  home.todo("alex/work", "c", EventTime(date(2026, 12, 4))).percent_complete = 100;
  home.todo("alex/work", "d", EventTime(date(2026, 12, 4))).status = Status::cancelled;
  home.todo("household/family", "e", EventTime(date(2026, 12, 4)));
  const World world = home.world();
  EXPECT_TRUE(world.deadlines.empty());
  EXPECT_EQ(world.todos.size(), 3U);
}

TEST(Deadlines, OfEvents) {
  Home home;
  home.timed("alex/work", "Launch", 27, 12, 13).categories = {PrivateText("deadline")};
  EXPECT_EQ(only(home).due, nov(27, 12));
  Home other;
  other.all_day("alex/work", "Launch", date(2026, 11, 26), date(2026, 11, 28)).categories = {
      PrivateText("deadline")};
  const Deadline d = only(other);
  EXPECT_EQ(d.due, nov(27, 17));  // its last day
  EXPECT_EQ(d.start, nov(13));
}

TEST(Deadlines, OfAPausedPartnerAreNone) {
  Home home;
  toml(home, date(2026, 12, 11));
  home.snapshot.paused = {PersonId("alex")};
  EXPECT_TRUE(home.world().deadlines.empty());
}

}  // namespace
}  // namespace evenkeel
