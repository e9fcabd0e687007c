#include "core/household/reading.hpp"

#include "core/calendar/place.hpp"
#include "core/household/classify.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

namespace {

bool has_events(const CalendarObject& object) {
  return std::ranges::any_of(object.components,
                             [](const Component& c) { return c.kind == ComponentKind::event; });
}

}  // namespace

bool source_counts(const World& world, const SourceSnapshot& source, const SourceOwner& owner) {
  if (owner.settings == nullptr) return false;
  return !source.last_success || world.now - *source.last_success <= owner.settings->forget_after;
}

bool within_bounds(const SourceSettings& source, Date d) {
  return (!source.from || d >= *source.from) && (!source.until || d <= *source.until);
}

const ComponentFacts& Reading::facts_of(const Component& component, std::size_t source,
                                        const SourceOwner& owner, bool all_day, Seconds length) {
  if (last_.component == &component && last_.all_day == all_day &&
      (last_.length == length || !matcher_.length_matters())) {
    return last_.facts;
  }
  const bool everybodys = owner.who == SourceOwner::Who::household;
  const std::span<const Address> addresses =
      everybodys ? std::span<const Address>{} : std::span<const Address>(addresses_[index(owner.person)]);
  ComponentFacts facts;
  const RuleSubject subject{component, world_.snapshot->sources[source].name, all_day, length};
  facts.rules = matcher_.apply(subject, warnings());
  facts.category = RuleMatcher::category_kind(component);
  facts.exists = exists(component, addresses, facts.rules);
  facts.firmness = firmness_of(component, addresses);
  facts.organised = is_organizer(component, addresses);
  last_ = {&component, all_day, length, facts};
  return last_.facts;
}

bool Reading::is_copy(const SourceOwner& owner, const Occurrence& occurrence) const {
  if (!own_.copy || owner.who != SourceOwner::Who::partner) return false;
  return own_.copy(static_cast<PartnerIndex>(index(owner.person)), occurrence);
}

void Reading::read_object(const StoredObject& stored, std::size_t source, const SourceOwner& owner,
                          Expander& expander, SourceBudget& budget,
                          const std::function<void(const Sighting&)>& found) {
  if (!has_events(stored.object)) return;
  // In a partner's calendar an own UID may be anything but the copy of an invitation; there `copy` decides.
  const bool by_uid = owner.who != SourceOwner::Who::partner || !own_.copy;
  if (by_uid && own_.uid && own_.uid(stored.object.uid)) return;
  const Expansion& expansion = expander.expand(stored.object, budget);
  for (const Warning& warning : expansion.warnings) {
    const SourceName& name = world_.snapshot->sources[source].name;
    warnings().push_back({name.str() + ": " + warning.about, warning.text});
  }
  const bool bounded = owner.settings->from || owner.settings->until;
  for (const Occurrence& o : expansion.occurrences) {
    const ComponentFacts& facts = facts_of(*o.component, source, owner, o.all_day, o.stated_length());
    if (!facts.exists || is_copy(owner, o)) continue;
    if (bounded &&
        !within_bounds(*owner.settings, o.all_day ? o.dates.first : owner.zone->date_of(o.time.start))) {
      continue;
    }
    found({.occurrence = o, .source = source, .rank = source, .facts = facts});
  }
}

void Reading::each_event(std::size_t source, const std::function<void(const Sighting&)>& found) {
  const SourceSnapshot& snapshot = world_.snapshot->sources[source];
  const SourceOwner owner = owner_of(*world_.settings, snapshot.name);
  if (!source_counts(world_, snapshot, owner)) return;
  Expander expander({.zones = &zones_, .owner = owner.zone, .range = world_.range});
  SourceBudget budget;
  for (const StoredObject& stored : snapshot.objects) {
    read_object(stored, source, owner, expander, budget, found);
  }
}

}  // namespace evenkeel
