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

}  // namespace

void warn_of_stale_zones(const CalendarObject& object, const ExpandOptions& options, Expansion& expansion) {
  if (expansion.occurrences.empty()) return;
  auto pairs = pairs_of(object, options);
  if (pairs.empty()) return;
  for (const Occurrence& o : expansion.occurrences) {
    const auto& start = o.component->dtstart;
    const auto* const zoned = start ? std::get_if<ZonedTime>(&*start) : nullptr;
    if (zoned == nullptr) continue;
    const auto pair = std::ranges::find_if(pairs, [&](const Pair& p) { return *p.tzid == zoned->tzid; });
    if (pair == pairs.end() || pair->differs) continue;
    pair->differs = pair->sent->offset_at(o.time.start) != pair->counts->offset_at(o.time.start);
  }
  for (const Pair& pair : pairs) {
    if (!pair.differs) continue;
    expansion.warnings.push_back({object.uid.str(), "the VTIMEZONE of \"" + pair.tzid->str().substr(0, 80) +
                                                        "\" that came with it is not as " +
                                                        pair.counts->name() + " is; the latter counts"});
  }
}

}  // namespace evenkeel
