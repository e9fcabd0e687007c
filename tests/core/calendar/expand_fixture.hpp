// Short ways to write series and what they expand to.
#pragma once

#include "core/calendar/expand.hpp"
#include "core/time/tzdata.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace evenkeel::test {

/// "20260105T090000" in New York, "...Z" in UTC, "...F" floating, "20260105" a date, "Zone:2026..." in it.
inline EventTime time(std::string text) {
  TzId zone{"America/New_York"};
  if (const auto colon = text.find(':'); colon != std::string::npos) {
    zone = TzId{text.substr(0, colon)};
    text.erase(0, colon + 1);
  }
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
  const Date day =
      date(number(0, 4), static_cast<unsigned>(number(4, 2)), static_cast<unsigned>(number(6, 2)));
  if (text.size() == 8) return day;
  const LocalTime local =
      LocalTime{day} + Hours{number(9, 2)} + Minutes{number(11, 2)} + Seconds{number(13, 2)};
  if (text.ends_with('Z')) return Instant{local.time_since_epoch()};
  if (text.ends_with('F')) return local;
  return ZonedTime{local, zone};
}

inline std::string text(LocalTime t) {
  const auto day = std::chrono::floor<Days>(t);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::hh_mm_ss hms{t - LocalTime{day}};
  char out[64];
  std::snprintf(out, sizeof out, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(ymd.year()),
                static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                static_cast<int>(hms.hours().count()), static_cast<int>(hms.minutes().count()),
                static_cast<int>(hms.seconds().count()));
  return out;
}
inline std::string text(Instant t) {
  return text(LocalTime{t.time_since_epoch()});
}
inline std::string text(Date d) {
  return text(LocalTime{d}).substr(0, 8);
}

class ExpandTest : public testing::Test {
 protected:
  Zones zones{tzdata};
  const Zone* owner = zones.named("Europe/London");
  CalendarObject object;
  Expansion last;

  ExpandTest() { object.uid = Uid{"u"}; }

  /// Adds a component of one hour (a day when it is a date).
  Component& add(const std::string& start, const std::string& rule = "") {
    Component c;
    c.uid = object.uid;
    c.dtstart = time(start);
    c.duration = NominalDuration{Days{0}, Hours{1}};
    if (start.size() == 8) c.duration.reset();
    if (!rule.empty()) c.rrules.push_back(rule);
    object.components.push_back(c);
    return object.components.back();
  }
  Component& override(const std::string& id, const std::string& start) {
    Component& c = add(start);
    c.recurrence_id = time(id);
    return c;
  }

  /// Starts of what overlaps the range, in UTC or as dates.
  std::vector<std::string> starts(const std::string& from = "20260101T000000Z",
                                  const std::string& to = "20270101T000000Z", bool todos = false) {
    SourceBudget budget;
    last = expand(
        object, {&zones, owner, {std::get<Instant>(time(from)), std::get<Instant>(time(to))}, todos}, budget);
    std::vector<std::string> out;
    for (const auto& o : last.occurrences) {
      out.push_back(o.all_day ? text(o.dates.first) : text(o.time.start));
    }
    return out;
  }
  /// Of the last expansion: "start/recurrence id".
  std::vector<std::string> with_ids() const {
    std::vector<std::string> out;
    for (const auto& o : last.occurrences) {
      std::string id = "-";
      if (o.recurrence_id) id = std::visit([](auto v) { return text(v); }, *o.recurrence_id);
      out.push_back((o.all_day ? text(o.dates.first) : text(o.time.start)) + "/" + id);
    }
    return out;
  }
  std::vector<std::string> ends() const {
    std::vector<std::string> out;
    for (const auto& o : last.occurrences) out.push_back(o.all_day ? text(o.dates.end) : text(o.time.end));
    return out;
  }
};

using List = std::vector<std::string>;

}  // namespace evenkeel::test
