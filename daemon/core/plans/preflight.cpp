#include "core/plans/preflight.hpp"

#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/plans/difference.hpp"

#include <algorithm>
#include <map>
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

/// What takes no time, and is nothing that means something by its kind, changes nothing when it is accepted.
bool could_matter(const Engagement& e) {
  return e.busy(Pass::all) || (e.kind != Kind::meeting && e.kind != Kind::other);
}

bool is_evidence(const Finding& finding, const PersonId& partner, const Engagement& e) {
  return std::ranges::any_of(finding.evidence, [&](const Evidence& evidence) {
    return evidence.person == partner && evidence.time == e.occurrence.time;
  });
}

/// The unanswered invitations of one partner, by the start of their first occurrence ahead.
std::vector<Preflight> open_invitations(const World& world, PartnerIndex invited) {
  std::vector<Preflight> open;
  std::map<Uid, std::size_t> places;
  const auto& engagements = world.engagements[index(person(invited))];
  for (std::size_t i = 0; i < engagements.size(); ++i) {
    const Engagement& e = engagements[i];
    if (!is_open_invitation(world, e) || !could_matter(e)) continue;
    const auto [place, is_new] = places.try_emplace(e.occurrence.component->uid, open.size());
    if (is_new) open.push_back({.invited = invited, .what = {}, .first = {}, .breaks = {}});
    open[place->second].what.push_back({person(invited), i});
  }
  return open;
}

bool has_to_do_with(const World& world, const Finding& finding, PartnerIndex invited,
                    const EngagementRef& what) {
  const Engagement& e = engagement_of(world, what);
  return is_evidence(finding, world.partner(invited).id, e) || e.overlaps(finding.time, Pass::all);
}

bool is_named(const World& world, const Finding& finding, const Preflight& invitation) {
  const PersonId& id = world.partner(invitation.invited).id;
  return finding.if_accepted && std::ranges::any_of(invitation.what, [&](const EngagementRef& what) {
           return is_evidence(finding, id, engagement_of(world, what));
         });
}

/// The world in which the partner has accepted all that stands under the UID of this invitation.
World accepted(World world, const Preflight& invitation) {
  const Uid uid = engagement_of(world, invitation.what.front()).occurrence.component->uid;
  for (Engagement& e : world.engagements[index(person(invitation.invited))]) {
    if (e.firmness == Firmness::unanswered && e.occurrence.component->uid == uid)
      e.firmness = Firmness::confirmed;
  }
  for (Deadline& d : world.deadlines) {
    const bool of_it = d.component != nullptr && d.component->uid == uid && d.partner == invitation.invited;
    if (of_it && d.firmness == Firmness::unanswered) d.firmness = Firmness::confirmed;
  }
  return world;
}

/// What would be there once it is accepted and is not without it.
std::vector<Finding> broken(const World& world, const Analysis& analysis, const Preflight& invitation) {
  const World other = accepted(world, invitation);
  const Analysis after = analyse(other, other.snapshot->answers, Suggestions::left_out);
  std::vector<Finding> fresh = difference(analysis.findings, after.findings).fresh;
  std::erase_if(fresh, [](const Finding& f) { return f.if_accepted; });
  return fresh;
}

std::vector<Finding> named(const World& world, const Analysis& analysis, const Preflight& invitation) {
  std::vector<Finding> findings;
  for (const Finding& f : analysis.findings) {
    if (is_named(world, f, invitation)) findings.push_back(f);
  }
  return findings;
}

EngagementRef first_that_breaks(const World& world, const Preflight& invitation) {
  const auto found = std::ranges::find_if(invitation.what, [&](const EngagementRef& what) {
    return std::ranges::any_of(invitation.breaks, [&](const Finding& f) {
      return has_to_do_with(world, f, invitation.invited, what);
    });
  });
  return found == invitation.what.end() ? invitation.what.front() : *found;
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
  return "preflight/" +
         occurrence_hash(engagement_of(world, what.front()).occurrence.component->uid, std::nullopt);
}

std::vector<Preflight> preflights(const World& world, const Analysis& analysis, PartnerIndex invited,
                                  std::size_t tries) {
  std::vector<Preflight> open = open_invitations(world, invited);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < open.size(); ++i) order.push_back(i);
  std::ranges::stable_partition(order, [&](std::size_t i) {
    return std::ranges::any_of(analysis.findings,
                               [&](const Finding& f) { return is_named(world, f, open[i]); });
  });
  for (const std::size_t i : order) {
    open[i].breaks = tries > 0 ? broken(world, analysis, open[i]) : named(world, analysis, open[i]);
    tries -= tries > 0 ? 1 : 0;
    std::ranges::stable_sort(open[i].breaks, {}, [](const Finding& f) { return f.time.start; });
    open[i].first = first_that_breaks(world, open[i]);
  }
  std::erase_if(open, [](const Preflight& p) { return p.breaks.empty(); });
  return open;
}

std::vector<Interval> harmless_times(const World& world, const Preflight& preflight, std::size_t most,
                                     std::size_t tries) {
  const Engagement& invitation = engagement_of(world, preflight.first);
  std::vector<Interval> found;
  if (invitation.occurrence.all_day || invitation.occurrence.time.empty()) return found;
  const World without = changed(world, MoveAway{preflight.what});
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
