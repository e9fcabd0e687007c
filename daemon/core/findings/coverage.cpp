#include "core/findings/coverage.hpp"

#include "core/time/rrule.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace evenkeel {

namespace {

bool is_available(const Helper& helper, const Zone& zone, const Interval& time) {
  return hours_in(helper.available, zone, time).covers(time);
}

bool has(const Dates& dates, Date d) {
  return std::ranges::binary_search(dates, d);
}

/// The dates that `rrule` and `on` give; with both, those in both.
Dates given_dates(const Coverage& coverage, const Dates& on, DateSpan within) {
  const Date first = std::max(within.first, coverage.start);
  if (first >= within.end) return {};
  const bool by_event = !coverage.on.empty();
  if (coverage.rrule.empty()) {
    if (!by_event) return {};
    return {std::ranges::lower_bound(on, first), std::ranges::lower_bound(on, within.end)};
  }
  const auto rule = parse_rrule(coverage.rrule);
  if (!rule) return {};  // the settings were read with the same parser
  Budget budget;
  Dates dates = rule_dates(*rule, coverage.start, {first, within.end}, budget);
  if (by_event) std::erase_if(dates, [&on](Date d) { return !has(on, d); });
  return dates;
}

std::string duty_key(const Coverage& coverage, Date d, std::size_t range) {
  std::string key = "duty/" + coverage.id + "/" + iso_date(d);
  if (range > 0) key += "." + std::to_string(range + 1);
  return key;
}

bool helper_able(const World& world, const PassTimes& times, const CoverageWindow& window, PersonIndex person,
                 bool agreed) {
  const Helper& helper = world.settings->helpers[index(person) - 2];
  if (!is_available(helper, *world.settings->zone, window.time)) return false;
  if (times.of(person).busy.overlaps(widened(world, window, person))) return false;
  return agreed || window.time.start - world.now >= helper.notice;
}

}  // namespace

Dates coverage_dates(const World& world, std::size_t coverage, DateSpan within) {
  const CoverageDates& matched = world.coverage_dates[coverage];
  Dates dates = given_dates(world.settings->coverages[coverage], matched.on, within);
  std::erase_if(dates, [&](Date d) { return has(matched.except, d) || has(world.pause_dates, d); });
  return dates;
}

std::vector<CoverageWindow> coverage_windows(const World& world, Interval within) {
  std::vector<CoverageWindow> windows;
  if (within.empty()) return windows;
  const Zone& zone = *world.settings->zone;
  // A window that began the day before may reach into the interval.
  const DateSpan dates{zone.date_of(within.start) - Days(1), zone.date_of(within.end) + Days(1)};
  for (std::size_t c = 0; c < world.settings->coverages.size(); ++c) {
    const Coverage& coverage = world.settings->coverages[c];
    for (const Date d : coverage_dates(world, c, dates)) {
      for (std::size_t r = 0; r < coverage.time.size(); ++r) {
        const Interval time = range_on(d, coverage.time[r], zone);
        if (!time.overlaps(within)) continue;
        windows.push_back({c, r, d, time, duty_key(coverage, d, r)});
      }
    }
  }
  std::ranges::stable_sort(windows, [](const CoverageWindow& a, const CoverageWindow& b) {
    return std::tie(a.time, a.coverage, a.range) < std::tie(b.time, b.coverage, b.range);
  });
  return windows;
}

std::vector<PersonIndex> people_of(const Settings& settings, const Coverage& coverage) {
  std::vector<PersonIndex> people;
  const auto wanted = [&coverage](const PersonId& id) {
    return std::ranges::find(coverage.who, id) != coverage.who.end();
  };
  for (const PartnerIndex p : both_partners) {
    if (wanted(settings.partners[index(p)].id)) people.push_back(person(p));
  }
  for (std::size_t i = 0; i < settings.helpers.size(); ++i) {
    if (wanted(settings.helpers[i].id)) people.push_back(static_cast<PersonIndex>(2 + i));
  }
  return people;
}

Interval widened(const World& world, const CoverageWindow& window, PersonIndex person) {
  const Coverage& coverage = world.settings->coverages[window.coverage];
  const auto own = coverage.travel.find(id_of(*world.settings, person));
  const Seconds travel = own != coverage.travel.end() ? own->second : coverage.default_travel;
  return {window.time.start - travel, window.time.end + travel};
}

bool able(const World& world, const PassTimes& times, const CoverageWindow& window, PersonIndex person) {
  return able(world, times, window, person, world.snapshot->answers.helper_agreed.contains(window.duty_key));
}

bool able(const World& world, const PassTimes& times, const CoverageWindow& window, PersonIndex person,
          bool agreed) {
  if (index(person) >= 2) return helper_able(world, times, window, person, agreed);
  if (world.paused[index(person)]) return false;
  const Coverage& coverage = world.settings->coverages[window.coverage];
  const Occupied& occupied = times.of(person);
  const Interval needed = widened(world, window, person);
  const IntervalSet& blocks = coverage.attention == Attention::full ? occupied.busy : occupied.present;
  return !blocks.overlaps(needed) && !occupied.fixed.overlaps(needed);
}

std::vector<std::size_t> blocking(const World& world, const PassTimes& times, const CoverageWindow& window,
                                  PersonIndex person) {
  std::vector<std::size_t> found = times.busy_over(person, widened(world, window, person));
  const Coverage& coverage = world.settings->coverages[window.coverage];
  if (index(person) < 2 && coverage.attention == Attention::present) {
    std::erase_if(found, [&](std::size_t i) {
      return times.engagement(person, i).presence(times.pass()) == Presence::remote;
    });
  }
  return found;
}

}  // namespace evenkeel
