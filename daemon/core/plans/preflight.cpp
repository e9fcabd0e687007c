#include "core/plans/preflight.hpp"

#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace evenkeel {
namespace {

constexpr int working_days = 5;
constexpr Seconds step = Minutes(30);

const Engagement& engagement_of(const World& world, const EngagementRef& ref) {
  return world.engagements[index(ref.person)][ref.engagement];
}

bool is_open_invitation(const World& world, const Engagement& e) {
  return e.firmness == Firmness::unanswered && !e.from_household && !e.announced &&
         e.occurrence.time.start > world.now;
}

bool is_evidence(const Finding& finding, const PersonId& partner, const Engagement& e) {
  return std::ranges::any_of(finding.evidence, [&](const Evidence& evidence) {
    return evidence.person == partner && evidence.time == e.occurrence.time;
  });
}

using Keys = std::set<std::string>;

/// Keys of what stands whatever is answered.
Keys confirmed_keys(const World& world) {
  Keys keys;
  for (const Finding& finding : analyse(world, world.snapshot->answers, Suggestions::left_out).findings) {
    if (!finding.if_accepted) keys.insert(finding.key);
  }
  return keys;
}

/// The world in which the invitation is at another time, and accepted.
World accepted_at(const World& without, Engagement invitation, PersonIndex who, Interval time) {
  World world = without;
  invitation.occurrence.time = time;
  invitation.time = time;
  invitation.firmness = Firmness::confirmed;
  auto& engagements = world.engagements[index(who)];
  const auto place = std::ranges::partition_point(
      engagements, [&](const Engagement& e) { return e.occurrence.time.start < time.start; });
  engagements.insert(place, invitation);
  return world;
}

bool is_free(const World& without, PersonIndex who, Interval time) {
  return std::ranges::none_of(without.engagements[index(who)], [&](const Engagement& e) {
    return e.busy(Pass::all) && e.overlaps(time, Pass::all);
  });
}

/// Starts on the half hour in the working hours of the days looked at.
std::vector<Interval> candidates(const World& world, PartnerIndex invited, Interval was) {
  const Partner& partner = world.partner(invited);
  const Seconds length = was.end - was.start;
  std::vector<Interval> times;
  int days = 0;
  Date date = partner.zone->date_of(was.start);
  for (int looked = 0; looked < 4 * working_days && days < working_days; ++looked, date += Days(1)) {
    const auto hours = ranges_on(date, partner.working_hours, *partner.zone);
    days += hours.empty() ? 0 : 1;
    for (const Interval& range : hours) {
      for (Instant start = range.start; start + length <= range.end; start += step) {
        if (start > world.now && start != was.start) times.push_back({start, start + length});
      }
    }
  }
  return times;
}

}  // namespace

std::string Preflight::key(const World& world) const {
  const Occurrence& occurrence = engagement_of(world, what).occurrence;
  return "preflight/" + occurrence_hash(occurrence.component->uid, occurrence.recurrence_id);
}

std::vector<Preflight> preflights(const World& world, const Analysis& analysis) {
  std::vector<Preflight> found;
  for (const PartnerIndex p : both_partners) {
    const auto& engagements = world.engagements[index(person(p))];
    for (std::size_t i = 0; i < engagements.size(); ++i) {
      if (!is_open_invitation(world, engagements[i])) continue;
      Preflight preflight{.invited = p, .what = {person(p), i}, .breaks = {}};
      for (const Finding& finding : analysis.findings) {
        if (finding.if_accepted && is_evidence(finding, world.partner(p).id, engagements[i]))
          preflight.breaks.push_back(&finding);
      }
      if (!preflight.breaks.empty()) found.push_back(std::move(preflight));
    }
  }
  return found;
}

std::vector<Interval> harmless_times(const World& world, const Preflight& preflight, std::size_t most,
                                     std::size_t tries) {
  const Engagement& invitation = engagement_of(world, preflight.what);
  std::vector<Interval> found;
  if (invitation.occurrence.all_day || invitation.occurrence.time.empty()) return found;
  const World without = changed(world, MoveAway{{preflight.what}});
  const Keys before = confirmed_keys(without);
  const PersonIndex who = person(preflight.invited);
  for (const Interval& time : candidates(world, preflight.invited, invitation.occurrence.time)) {
    if (found.size() == most || tries == 0) break;
    if (!is_free(without, who, time)) continue;
    --tries;
    const Keys after = confirmed_keys(accepted_at(without, invitation, who, time));
    if (std::ranges::includes(before, after)) found.push_back(time);
  }
  return found;
}

}  // namespace evenkeel
