// What the planner shows (DESIGN section 10), as one value: words are already fit for its audience, so that
// whatever draws it can show all of it. Made by planner_view() of the values that the commands print.
#pragma once

#include "core/findings/finding.hpp"
#include "core/household/people.hpp"
#include "core/time/instant.hpp"
#include "core/time/zone.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// What a scenario does to a thing that is shown.
enum class Change : std::uint8_t { none, fresh, gone, changed };

/// One partner's week (DESIGN section 6, Week load); exact.
struct PlannerLoad {
  double load = 0;
  Seconds busy{0};
  Seconds spread{0};
  Seconds available{0};
  bool operator==(const PlannerLoad&) const = default;
};

struct PlannerWeek {
  Date monday{};
  std::array<PlannerLoad, 2> loads;
  std::array<std::optional<PlannerLoad>, 2> before;  // of a scenario: where it was another
};

enum class StayKind : std::uint8_t { away, leave, remote };

/// Days on which somebody is away, on leave or works at home.
struct PlannerStay {
  PartnerIndex partner{};
  StayKind kind{};
  DateSpan dates;
  bool confirmed = true;
  std::string text;
  Change change = Change::none;
};

/// A deadline or milestone; `start` is when work on it can begin (of a milestone: its date).
struct PlannerDeadline {
  PartnerIndex partner{};
  std::string title;
  bool milestone = false;
  bool confirmed = true;
  Date start{};
  Date due{};
  Seconds remaining{0};
  std::vector<Date> alternatives;  // the contingency plan
  Change change = Change::none;
};

/// The critical interval of a crunch.
struct PlannerBand {
  PartnerIndex partner{};
  DateSpan dates;
  double load = 0;
  std::size_t finding = 0;  // index into PlannerView::findings, or `no_finding`
};
constexpr std::size_t no_finding = static_cast<std::size_t>(-1);

struct PlannerFinding {
  Finding finding;
  DateSpan dates;
  std::string when;                    // in words
  std::string concerns;                // names
  std::vector<std::string> evidence;   // "Alex: Wed 25 Nov 15:00–16:30, busy"
  std::vector<std::string> decide_by;  // nothing, or "Mon 28 Dec 09:00"
  Change change = Change::none;
};

/// What the household's calendars say of whole days; `closing`: coverage heeds it.
struct PlannerDay {
  DateSpan dates;
  std::string text;
  bool closing = false;
};

struct PlannerCheckIn {
  Interval time;
  Date date{};
  std::string title;
  std::string when;
  bool common = true;
};

/// One window of the rota.
struct PlannerDuty {
  Interval time;
  Date date{};
  std::string title;
  std::optional<PersonIndex> who;
  std::string name;  // "Alex", "ask Gran", "nobody yet"
  std::string reason;
  std::string tight;  // "5 min after busy until 15:00"; empty: there is room
  Change change = Change::none;
};

/// Running points of the first partner less those due, at the end of a date; hundredths.
struct PlannerBalance {
  Date date{};
  std::int64_t hundredths = 0;
};

/// A stretch of dates with one career model.
struct PlannerCareer {
  DateSpan dates;
  std::string text;
};

enum class BlockKind : std::uint8_t { busy, remote, away, leave, focus };

/// Time that one partner has taken on one day.
struct PlannerBlock {
  Interval time;
  BlockKind kind = BlockKind::busy;
  bool confirmed = true;
  std::string text;
};

/// One day of the week view, in the household's zone.
struct PlannerHours {
  Date date{};
  Interval time;  // the whole day
  std::array<std::vector<Interval>, 2> working;
  std::array<std::vector<PlannerBlock>, 2> blocks;
  std::vector<PlannerDuty> duties;
  std::vector<Interval> free;  // of both
  std::vector<PlannerCheckIn> check_ins;
};

struct PlannerMetric {
  std::string name;  // "Meeting hours, Alex"
  std::string before, after;
  bool operator==(const PlannerMetric&) const = default;
};

/// Of a scenario laid over the household.
struct PlannerChanges {
  std::string title;
  int fresh = 0, worse = 0, gone = 0;  // findings
  std::vector<PlannerMetric> metrics;  // all of them
};

struct PlannerView {
  std::string household;
  std::string audience;  // a partner's name; empty: the household
  std::array<std::string, 2> names;
  std::vector<std::string> helpers;
  Instant now{};
  Date today{};
  const Zone* zone = nullptr;  // of what is shown
  double crunch_load = 0.7;
  Date horizon{};                          // the first date for which nothing is looked for
  DateSpan quarter;                        // 13 weeks from a Monday on
  DateSpan year;                           // whole months
  std::vector<PlannerWeek> weeks;          // those that touch quarter or year, by Monday
  std::vector<PlannerStay> stays;          // by partner, kind, date
  std::vector<PlannerDeadline> deadlines;  // by due
  std::vector<PlannerBand> crunches;
  std::vector<PlannerFinding> findings;  // worst first, then what a scenario takes away
  std::size_t findings_left_out = 0;
  std::vector<PlannerDay> days;
  std::vector<PlannerCheckIn> check_ins;
  std::vector<PlannerCareer> careers;
  std::vector<PlannerDuty> rota;  // of four weeks
  DateSpan rota_dates;
  std::vector<PlannerBalance> balance;  // at the end of each date of rota_dates
  std::vector<PlannerHours> hours;      // of the same four weeks
  std::vector<Interval> free;           // the next common free slots
  std::optional<PlannerChanges> changes;
};

}  // namespace evenkeel
