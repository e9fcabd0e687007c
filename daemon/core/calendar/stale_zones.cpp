#include "core/calendar/stale_zones.hpp"

#include <algorithm>
#include <string>

namespace evenkeel {
namespace {

/// A VTIMEZONE beside the zone that counts in its place.
struct Pair {
  const TzId* tzid;
  const Zone* sent;
  const Zone* counts;
  bool differs = false;
  Instant same_until = Instant::min();  // as far as the two were compared

  void compare_at(Instant t) {
    differs = sent->offset_at(t) != counts->offset_at(t);
    same_until = std::min(sent->offset_until(t), counts->offset_until(t));
  }
};

std::vector<Pair> pairs_of(const CalendarObject& object, const ExpandOptions& options) {
  using By = Zones::Resolution::By;
  std::vector<Pair> pairs;
  for (const VTimezone& timezone : object.timezones) {
    const auto found = options.zones->resolve(timezone.tzid, {}, std::nullopt, *options.owner);
    if (found.by != By::iana && found.by != By::alias && found.by != By::windows) continue;
    if (const Zone* sent = options.zones->as_sent(timezone)) {
      pairs.push_back({&timezone.tzid, sent, found.zone});
    }
  }
  return pairs;
}

/// That of the zone a component's start is written in.
Pair* pair_for(const Component& component, std::vector<Pair>& pairs) {
  const auto* const zoned = component.dtstart ? std::get_if<ZonedTime>(&*component.dtstart) : nullptr;
  if (zoned == nullptr) return nullptr;
  const auto found = std::ranges::find_if(pairs, [&](const Pair& p) { return *p.tzid == zoned->tzid; });
  return found == pairs.end() ? nullptr : &*found;
}

}  // namespace

void warn_of_stale_zones(const CalendarObject& object, const ExpandOptions& options, Expansion& expansion) {
  if (expansion.occurrences.empty()) return;
  auto pairs = pairs_of(object, options);
  if (pairs.empty()) return;
  const Component* component = nullptr;
  Pair* own = nullptr;
  for (const Occurrence& o : expansion.occurrences) {
    if (o.component != component) own = pair_for(*o.component, pairs);
    component = o.component;
    if (own == nullptr || own->differs || o.time.start < own->same_until) continue;
    own->compare_at(o.time.start);
  }
  for (const Pair& pair : pairs) {
    if (!pair.differs) continue;
    expansion.warnings.push_back({object.uid.str(), "the VTIMEZONE of \"" + pair.tzid->str().substr(0, 80) +
                                                        "\" that came with it is not as " +
                                                        pair.counts->name() + " is; the latter counts"});
  }
}

}  // namespace evenkeel
