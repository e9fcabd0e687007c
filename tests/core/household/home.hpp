// A household for tests: Alex and Sam in London, Gran who helps; Monday 23 November 2026, 08:00. In November
// London keeps UTC, so civil times read like instants.
#pragma once

#include "core/household/world.hpp"
#include "core/time/zones.hpp"

#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace evenkeel::test {

inline LocalTime civil(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  const std::chrono::sys_days d = std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
  return LocalTime(d.time_since_epoch()) + Hours(hour) + Minutes(minute);
}
inline Date date(int year, unsigned month, unsigned day) {
  return std::chrono::floor<Days>(civil(year, month, day));
}
/// Of November 2026, UTC.
inline Instant nov(unsigned day, int hour = 0, int minute = 0) {
  return Instant(civil(2026, 11, day, hour, minute).time_since_epoch());
}
inline Instant dec(unsigned day, int hour = 0, int minute = 0) {
  return Instant(civil(2026, 12, day, hour, minute).time_since_epoch());
}
inline Interval nov_span(unsigned day, int from, int to) {
  return {nov(day, from), nov(day, to)};
}

inline std::optional<std::string> system_zone(std::string_view name) {
  std::ifstream file("/usr/share/zoneinfo/" + std::string(name), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

inline WeekRanges every_day(const std::string& days, Seconds from, Seconds to) {
  WeekRanges week;
  for (std::size_t i = 0; i < 7; ++i) {
    if (days[i] != '-') week.days[i] = {{from, to}};
  }
  return week;
}

class Home {
 public:
  Home() : zones(system_zone) {
    settings.zone = zones.named("Europe/London");
    const std::array<std::string, 2> ids{"alex", "sam"};
    const std::array<std::string, 2> names{"Alex", "Sam"};
    for (std::size_t i = 0; i < 2; ++i) {
      Partner& p = settings.partners[i];
      p.id = PersonId(ids[i]);
      p.name = names[i];
      p.email = Address(ids[i] + "@example.org");
      p.aliases = {Address(ids[i] + "@work.example")};
      p.zone = settings.zone;
      p.working_hours = every_day("MTWTF--", Hours(9), Hours(17));
      p.calendars = {source(ids[i], "work"), source(ids[i], "private")};
      p.calendars[1].work = false;
    }
    settings.household_calendars = {source("household", "school"), source("household", "family")};
    settings.shared.resize(1);
    settings.shared[0].connection = source("household", "shared");
    Helper gran;
    gran.id = PersonId("gran");
    gran.name = "Gran";
    gran.available = every_day("MTWTFSS", Hours(8), Hours(20));
    gran.calendars = {source("gran", "own")};
    settings.helpers = {gran};
    for (const char* name : {"alex/work", "alex/private", "sam/work", "sam/private", "household/school",
                             "household/family", "household/shared", "gran/own"}) {
      const std::string text(name);
      const auto slash = text.find('/');
      SourceSnapshot s;
      s.name = {text.substr(0, slash), text.substr(slash + 1)};
      snapshot.sources.push_back(s);
    }
  }

  static SourceSettings source(const std::string& owner, const std::string& name) {
    SourceSettings s;
    s.name = {owner, name};
    return s;
  }

  /// The component stays where it is only until the next one is added to the same source.
  Component& timed(const std::string& where, const std::string& summary, LocalTime start, LocalTime end) {
    Component& c = bare(where, summary);
    c.dtstart = start;
    c.dtend = end;
    return c;
  }
  Component& timed(const std::string& where, const std::string& summary, unsigned day, int from, int to) {
    return timed(where, summary, civil(2026, 11, day, from), civil(2026, 11, day, to));
  }
  Component& all_day(const std::string& where, const std::string& summary, Date first, Date end) {
    Component& c = bare(where, summary);
    c.dtstart = first;
    c.dtend = end;
    return c;
  }
  Component& todo(const std::string& where, const std::string& summary, EventTime due) {
    Component& c = bare(where, summary);
    c.kind = ComponentKind::todo;
    c.dtend = due;
    return c;
  }

  Component& bare(const std::string& where, const std::string& summary) {
    for (SourceSnapshot& s : snapshot.sources) {
      if (s.name.str() != where) continue;
      StoredObject stored;
      stored.object.uid = Uid("uid-" + std::to_string(++count_));
      Component c;
      c.uid = stored.object.uid;
      c.summary = PrivateText(summary);
      stored.object.components.push_back(c);
      s.objects.push_back(stored);
      return s.objects.back().object.components.back();
    }
    throw std::logic_error("no source " + where);
  }

  Rule& rule(const std::string& summary) {
    settings.rules.emplace_back().match.summary = summary;
    return settings.rules.back();
  }

  [[nodiscard]] World world() { return build_world(settings, snapshot, zones, now, viewer, own); }
  /// The only engagement of a partner.
  [[nodiscard]] Engagement only(PartnerIndex p = PartnerIndex::first) {
    kept_.push_back(world());
    const auto& all = kept_.back().engagements[index(p)];
    if (all.size() != 1) throw std::logic_error(std::to_string(all.size()) + " engagements");
    return all.front();
  }

  Zones zones;
  Settings settings;
  Snapshot snapshot;
  Instant now = nov(23, 8);
  Viewer viewer;
  OwnEvents own;

 private:
  int count_ = 0;
  std::deque<World> kept_;
};

}  // namespace evenkeel::test
