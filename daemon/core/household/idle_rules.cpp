#include "core/household/idle_rules.hpp"

#include "core/calendar/expand.hpp"
#include "core/household/rules.hpp"
#include "core/household/source_owner.hpp"
#include "core/household/world.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

/// One rule alone, as one that would ignore what it matches.
Settings only(const Settings& settings, std::size_t rule) {
  Settings one = settings;
  one.rules = {settings.rules[rule]};
  one.rules.front().ignore = true;
  return one;
}

class Ahead {
 public:
  Ahead(const Settings& settings, const Snapshot& snapshot, Zones& zones, Instant now) {
    const Interval ahead{now, analysis_range(settings, now).end};
    for (const SourceSnapshot& source : snapshot.sources) {
      const SourceOwner owner = owner_of(settings, source.name);
      if (owner.settings == nullptr) continue;
      SourceBudget budget;
      for (const StoredObject& stored : source.objects) {
        const Expansion expansion = expand(
            stored.object, {.zones = &zones, .owner = owner.zone, .range = ahead, .todos = true}, budget);
        for (const Occurrence& o : expansion.occurrences) occurrences_.emplace_back(&source.name, o);
      }
    }
  }

  [[nodiscard]] bool any(const RuleMatcher& matcher) const {
    std::vector<Warning> ignored;
    return std::ranges::any_of(occurrences_, [&](const auto& seen) {
      const auto& [source, o] = seen;
      const RuleSubject subject{*o.component, *source, o.all_day, o.stated_length()};
      return matcher.apply(subject, ignored).ignore;
    });
  }

 private:
  std::vector<std::pair<const SourceName*, Occurrence>> occurrences_;
};

}  // namespace

std::vector<std::size_t> idle_rules(const Settings& settings, const Snapshot& snapshot, Zones& zones,
                                    Instant now) {
  const Ahead ahead(settings, snapshot, zones, now);
  std::vector<std::size_t> idle;
  for (std::size_t i = 0; i < settings.rules.size(); ++i) {
    const Settings one = only(settings, i);
    if (!ahead.any(RuleMatcher(one))) idle.push_back(i);
  }
  return idle;
}

}  // namespace evenkeel
