#include "core/calendar/stale_zones.hpp"

#include "core/calendar/expand.hpp"
#include "core/time/tzid.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::size_t most_known = 32;

}  // namespace

void StaleZones::Pair::compare_at(Instant t) {
  differs = sent->offset_at(t) != counts->offset_at(t);
  same_until = std::min(sent->offset_until(t), counts->offset_until(t));
}

const StaleZones::Sent& StaleZones::sent(const VTimezone& timezone, const ExpandOptions& options) {
  using By = Zones::Resolution::By;
  const auto known = std::ranges::find(known_, timezone, &Sent::timezone);
  if (known != known_.end()) return *known;
  if (known_.size() == most_known) known_.clear();
  Sent& added = known_.emplace_back(timezone);
  const auto found = options.zones->resolve(timezone.tzid, {}, std::nullopt, *options.owner);
  if (found.by == By::iana || found.by == By::alias || found.by == By::windows) {
    added.zone = options.zones->as_sent(timezone);
    added.counts = found.zone;
  }
  return added;
}

/// That of the zone a component's start is written in.
StaleZones::Pair* StaleZones::pair_for(const Component& component) {
  const auto* const zoned = component.dtstart ? std::get_if<ZonedTime>(&*component.dtstart) : nullptr;
  if (zoned == nullptr) return nullptr;
  const auto found = std::ranges::find_if(pairs_, [&](const Pair& p) { return *p.tzid == zoned->tzid; });
  return found == pairs_.end() ? nullptr : &*found;
}

void StaleZones::warn(const CalendarObject& object, const ExpandOptions& options, Expansion& expansion) {
  if (expansion.occurrences.empty()) return;
  pairs_.clear();
  for (const VTimezone& timezone : object.timezones) {
    const Sent& one = sent(timezone, options);
    if (one.zone != nullptr) pairs_.push_back({&timezone.tzid, one.zone, one.counts});
  }
  if (pairs_.empty()) return;
  const Component* component = nullptr;
  Pair* own = nullptr;
  for (const Occurrence& o : expansion.occurrences) {
    if (o.component != component) own = pair_for(*o.component);
    component = o.component;
    if (own == nullptr || own->differs || o.time.start < own->same_until) continue;
    own->compare_at(o.time.start);
  }
  for (const Pair& pair : pairs_) {
    if (!pair.differs) continue;
    expansion.warnings.push_back(
        {object.uid.str(), "the VTIMEZONE of \"" + std::string(bare_tzid(pair.tzid->str()).substr(0, 80)) +
                               "\" that came with it is not as " + pair.counts->name() +
                               " is; the latter counts"});
  }
}

}  // namespace evenkeel
