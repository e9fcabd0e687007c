#include "core/plans/preflight.hpp"

#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/plans/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::size_t working_days = 5;
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

/// Starts on the half hour in the working hours of one day, those that were not looked at yet.
struct DayTimes {
  std::vector<Interval> times;
  bool found = false;  // one of it is offered
};

std::vector<DayTimes> candidates(const World& world, PartnerIndex invited, Interval was) {
  const Partner& partner = world.partner(invited);
  const Seconds length = was.end - was.start;
  std::vector<DayTimes> days;
  Date date = partner.zone->date_of(was.start);
  for (int looked = 0; looked < 4 * static_cast<int>(working_days) && days.size() < working_days;
       ++looked, date += Days(1)) {
    const auto hours = ranges_on(date, partner.working_hours, *partner.zone);
    if (hours.empty()) continue;
    std::vector<Interval>& times = days.emplace_back().times;
    for (const Interval& range : hours) {
      for (Instant start = range.start; start + length <= range.end; start += step) {
        if (start > world.now && start != was.start) times.push_back({start, start + length});
      }
    }
  }
  return days;
}

/// The invitation at other times, each tried once.
class OtherTimes {
 public:
  OtherTimes(const World& world, const Preflight& preflight, std::size_t most, std::size_t tries)
      : without_(changed(world, MoveAway{preflight.what})),
        before_(confirmed_keys(without_)),
        invitation_(engagement_of(world, preflight.first)),
        who_(person(preflight.invited)),
        most_(most),
        tries_(tries) {}

  /// Adds the first of the day that breaks nothing and overlaps none that was found, if it is among the next
  /// few that are tried: one day alone must not use up all tries.
  void look_for_one(DayTimes& day) {
    constexpr std::size_t few = 2;
    for (std::size_t tried = 0; tried < few && !day.times.empty() && !done();) {
      const Interval time = day.times.front();
      day.times.erase(day.times.begin());
      const auto overlaps = [&](const Interval& other) { return other.overlaps(time); };
      if (std::ranges::any_of(found_, overlaps) || !is_free(without_, who_, time)) continue;
      ++tried;
      --tries_;
      const Keys after = confirmed_keys(accepted_at(without_, invitation_, who_, time));
      if (!std::ranges::includes(before_, after)) continue;
      found_.push_back(time);
      day.found = true;
      return;
    }
  }

  [[nodiscard]] bool done() const { return found_.size() == most_ || tries_ == 0; }

  [[nodiscard]] std::vector<Interval> take() && {
    std::ranges::sort(found_, {}, &Interval::start);
    return std::move(found_);
  }

 private:
  World without_;
  Keys before_;
  const Engagement& invitation_;
  PersonIndex who_;
  std::size_t most_;
  std::size_t tries_;
  std::vector<Interval> found_;
};

}  // namespace

std::string Preflight::key(const World& world) const {
  const Occurrence& o = engagement_of(world, what.front()).occurrence;
  const std::string key = "preflight/" + occurrence_hash(o.component->uid, std::nullopt);
  if (o.recurrence_id) return key;
  return fmt::format("{}/{}-{}", key, o.time.start.time_since_epoch().count(),
                     o.time.end.time_since_epoch().count());
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
  if (invitation.occurrence.all_day || invitation.occurrence.time.empty()) return {};
  auto days = candidates(world, preflight.invited, invitation.occurrence.time);
  OtherTimes times(world, preflight, most, tries);
  // One of each day before a second of any.
  for (const bool second : {false, true}) {
    for (bool more = true; more && !times.done();) {
      more = false;
      for (DayTimes& day : days) {
        if (day.found && !second) continue;
        times.look_for_one(day);
        more |= !day.times.empty();
      }
    }
  }
  return std::move(times).take();
}

}  // namespace evenkeel
