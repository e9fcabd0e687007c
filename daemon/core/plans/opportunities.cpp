#include "core/plans/opportunities.hpp"

#include "core/calendar/expand.hpp"
#include "core/findings/coverage.hpp"
#include "core/household/disclosure.hpp"
#include "core/household/order.hpp"
#include "core/plans/difference.hpp"
#include "core/plans/wording.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds looked_ahead = std::chrono::weeks(6);

/// An event of a feed. Occurrences borrow from the snapshot.
struct Offer {
  Occurrence occurrence;
  std::size_t source = 0;
};

void add_offers(const World& world, std::size_t source, Zones& zones, Interval within,
                std::vector<Offer>& offers) {
  SourceBudget budget;
  for (const StoredObject& stored : world.snapshot->sources[source].objects) {
    const Expansion expansion =
        expand(stored.object, {.zones = &zones, .owner = world.settings->zone, .range = within}, budget);
    for (const Occurrence& o : expansion.occurrences) {
      const bool offered = o.component->kind == ComponentKind::event &&
                           o.component->status != Status::cancelled && within.contains(o.time.start);
      if (offered && !o.time.empty()) offers.push_back({o, source});
    }
  }
}

std::vector<Offer> all_offers(const World& world, Zones& zones, Interval within) {
  std::vector<Offer> offers;
  for (std::size_t i = 0; i < world.snapshot->sources.size(); ++i) {
    const auto& configured = world.settings->opportunities;
    const SourceName& name = world.snapshot->sources[i].name;
    if (std::ranges::find(configured, name, &SourceSettings::name) == configured.end()) continue;
    add_offers(world, i, zones, within, offers);
  }
  std::ranges::stable_sort(
      offers, [](const Offer& a, const Offer& b) { return earlier(a.occurrence, b.occurrence); });
  return offers;
}

std::vector<Offer> next_offers(const World& world, Zones& zones, std::span<const Interval> meetings,
                               std::size_t most) {
  std::vector<Offer> offers = all_offers(world, zones, {world.now, world.range.end});
  std::vector<bool> wanted(offers.size(), false);
  for (const Interval& meeting : meetings) {
    std::size_t left = most;
    for (std::size_t i = 0; i < offers.size() && left > 0; ++i) {
      const Instant start = offers[i].occurrence.time.start;
      if (start < meeting.end) continue;
      if (start >= meeting.end + looked_ahead) break;
      wanted[i] = true;
      --left;
    }
  }
  std::size_t at = 0;
  std::erase_if(offers, [&](const Offer& /*o*/) { return !wanted[at++]; });
  return offers;
}

/// The event as the partner's own time: onsite, confirmed, no work.
Engagement attending(const World& world, const Offer& offer, PartnerIndex p) {
  Engagement e;
  e.occurrence = offer.occurrence;
  e.source = static_cast<std::uint32_t>(offer.source);
  e.person = person(p);
  e.first_presence = e.second_presence = Presence::onsite;
  if (offer.occurrence.all_day) {
    e.hours = world.work_days[index(p)]->bodies(offer.occurrence.dates);
  } else {
    e.time = timed_body(offer.occurrence);
  }
  return e;
}

Opportunity::Going going(const World& world, const Answers& answers, const Analysis& before,
                         const Offer& offer, PartnerIndex p) {
  if (world.paused[index(p)]) return {};
  const Engagement attended = attending(world, offer, p);
  World there = world;
  auto& engagements = there.engagements[index(p)];
  const auto place = std::ranges::find_if(
      engagements, [&](const Engagement& e) { return earlier(attended.occurrence, e.occurrence); });
  engagements.insert(place, attended);
  const Analysis after = analyse(there, answers, Suggestions::left_out);
  Opportunity::Going result;
  result.possible = difference(before.findings, after.findings).fresh.empty();
  for (const RotaEntry& entry : after.rota.entries) {
    const bool blocked = attended.overlaps(widened(world, entry.window, person(p)), Pass::confirmed);
    if (!blocked || entry.who != person(other(p))) continue;
    result.covers.push_back(world.settings->coverages[entry.window.coverage].title + " " +
                            span_text(entry.window.time, *world.settings->zone));
  }
  return result;
}

std::string list_of(const std::vector<std::string>& things) {
  std::string text;
  for (const std::string& thing : things) text += (text.empty() ? "" : ", ") + thing;
  return text;
}

}  // namespace

std::vector<Opportunity> opportunities(const World& world, const Answers& answers, const Analysis& before,
                                       Zones& zones, std::span<const Interval> meetings, std::size_t most) {
  const DisclosurePolicy policy(*world.settings, *world.snapshot, world.viewer);
  std::vector<Opportunity> found;
  for (const Offer& offer : next_offers(world, zones, meetings, most)) {
    const Occurrence& o = offer.occurrence;
    Opportunity& opportunity = found.emplace_back();
    opportunity.title = policy.title(*o.component, offer.source);
    opportunity.time = o.time;
    if (o.all_day) opportunity.dates = o.dates;
    for (const PartnerIndex p : both_partners) {
      opportunity.going[index(p)] = going(world, answers, before, offer, p);
    }
  }
  return found;
}

std::string opportunity_text(const Opportunity& opportunity, const Settings& settings) {
  const bool all_day = opportunity.dates.first < opportunity.dates.end;
  std::string who;
  for (const PartnerIndex p : both_partners) {
    const Opportunity::Going& going = opportunity.going[index(p)];
    if (!going.possible) continue;
    who += fmt::format("{}{} could go", who.empty() ? "" : "; ", name_of(settings, person(p)));
    if (!going.covers.empty()) {
      who += fmt::format(", {} would cover {}", name_of(settings, person(other(p))), list_of(going.covers));
    }
  }
  return fmt::format(
      "{}: {}: {}", all_day ? day_text(opportunity.dates.first) : span_text(opportunity.time, *settings.zone),
      opportunity.title.str(), who.empty() ? "nobody could go without a new clash" : who);
}

}  // namespace evenkeel
