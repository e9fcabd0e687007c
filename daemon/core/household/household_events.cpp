#include "core/household/building.hpp"
#include "core/household/classify.hpp"
#include "core/household/naming.hpp"
#include "core/household/order.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace evenkeel {

namespace {

HouseholdEvent household_event(const Sighting& seen, const HouseholdNaming& naming) {
  const Occurrence& o = seen.occurrence;
  const Naming read = naming.read(*o.component);
  const Meaning meaning = meaning_of(o, seen.facts.rules, seen.facts.category, false);
  HouseholdEvent event;
  event.occurrence = o;
  event.source = seen.source;
  event.named = read.named;
  event.announced_for = read.announced_for;
  event.announcement = read.announcement;
  event.kind = meaning.kind;
  event.firmness = o.component->status == Status::tentative ? Firmness::tentative : Firmness::confirmed;
  if (!o.all_day) event.body = timed_body(o);
  const bool takes_time = !event.body.empty() && read.announcement == Announcement::none;
  event.busy[0] = takes_time && meaning.presence != Presence::free;
  event.busy[1] = takes_time && (meaning.presence != Presence::free || meaning.oof_leave);
  return event;
}

bool is_shared(const World& world, std::size_t source) {
  return owner_of(*world.settings, world.snapshot->sources[source].name).shared;
}

/// Adds the dates the event touches, as far as anybody looks at them.
void touch(const World& world, const HouseholdEvent& event, Dates& dates) {
  const Zone& zone = *world.settings->zone;
  const Occurrence& o = event.occurrence;
  const DateSpan span = o.all_day ? o.dates : dates_of(o.time, zone);
  const Days margin(366);
  const Date first = std::max(span.first, zone.date_of(world.range.start) - margin);
  const Date end = std::min(span.end, zone.date_of(world.range.end) + margin);
  for (Date d = first; d < end; d += Days(1)) dates.push_back(d);
}

void tidy(Dates& dates) {
  std::ranges::sort(dates);
  dates.erase(std::ranges::unique(dates).begin(), dates.end());
}

/// Answers for each component once what `matches` say of it.
class Matched {
 public:
  Matched(const World& world, Reading& reading, const std::vector<CalendarMatch>& matches)
      : world_(world), reading_(reading), matches_(matches) {}
  bool operator()(const HouseholdEvent& event) {
    const Component* component = event.occurrence.component;
    const auto [place, fresh] = known_.try_emplace(component, false);
    if (fresh) {
      const SourceName& source = world_.snapshot->sources[event.source].name;
      place->second = reading_.matcher().any(matches_, source, *component, reading_.warnings());
    }
    return place->second;
  }

 private:
  const World& world_;
  Reading& reading_;
  const std::vector<CalendarMatch>& matches_;
  std::unordered_map<const Component*, bool> known_;
};

Dates dates_matching(const World& world, Reading& reading, const std::vector<CalendarMatch>& matches) {
  Dates dates;
  if (matches.empty()) return dates;
  Matched matched(world, reading, matches);
  for (const HouseholdEvent& event : world.household_events) {
    if (matched(event)) touch(world, event, dates);
  }
  tidy(dates);
  return dates;
}

}  // namespace

std::vector<HouseholdSighting> read_household(World& world, Reading& reading) {
  std::vector<Sighting> seen;
  for (std::size_t i = 0; i < world.snapshot->sources.size(); ++i) {
    const SourceOwner owner = owner_of(*world.settings, world.snapshot->sources[i].name);
    if (owner.who == SourceOwner::Who::household)
      reading.each_event(i, [&seen](const Sighting& s) { seen.push_back(s); });
  }
  std::vector<Ranked> ranked;
  ranked.reserve(seen.size());
  for (const Sighting& s : seen) ranked.push_back({&s.occurrence, s.rank});
  const std::vector<bool> gone = duplicates(ranked);
  const HouseholdNaming naming(*world.settings);
  std::vector<HouseholdSighting> result;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (!gone[i]) result.push_back({seen[i], household_event(seen[i], naming)});
  }
  std::ranges::stable_sort(result, [](const HouseholdSighting& a, const HouseholdSighting& b) {
    return earlier(a.seen.occurrence, b.seen.occurrence);
  });
  for (const HouseholdSighting& h : result) world.household_events.push_back(h.event);
  return result;
}

void judge_pauses(World& world) {
  for (const PartnerIndex p : both_partners) {
    world.paused[index(p)] = world.snapshot->paused.contains(world.partner(p).id);
  }
  for (const HouseholdEvent& event : world.household_events) {
    if (event.announcement != Announcement::pause || !event.occurrence.time.contains(world.now)) continue;
    if (!is_shared(world, event.source)) continue;
    for (std::size_t i = 0; i < 2; ++i) world.paused[i] = world.paused[i] || event.announced_for[i];
  }
}

void match_dates(World& world, Reading& reading) {
  world.pause_dates = dates_matching(world, reading, world.settings->pause);
  for (const Coverage& coverage : world.settings->coverages) {
    world.coverage_dates.push_back(
        {dates_matching(world, reading, coverage.on), dates_matching(world, reading, coverage.except)});
  }
}

}  // namespace evenkeel
