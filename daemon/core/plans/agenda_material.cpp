#include "core/plans/agenda_material.hpp"

#include "core/household/disclosure.hpp"
#include "core/plans/evenings.hpp"
#include "core/plans/routines.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

std::string quoted(const DisclosedText& text) {
  return "‘" + text.str() + "’";
}

const Zone& zone_of(const World& world, PartnerIndex p) {
  return *world.partner(p).zone;
}

DateSpan dates_of(const Engagement& engagement, const Zone& zone) {
  const Occurrence& o = engagement.occurrence;
  if (o.all_day) return o.dates;
  const Date first = zone.date_of(o.time.start);
  const Date last = o.time.empty() ? first : zone.date_of(o.time.end - Seconds(1));
  return {first, last + Days(1)};
}

void add_met_deadlines(const World& world, const DisclosurePolicy& policy, std::vector<Win>& wins) {
  for (const DueTodo& todo : world.todos) {
    if (!todo.done || !todo.completed || *todo.completed > todo.due || *todo.completed > world.now) continue;
    const std::string& name = world.partner(todo.partner).name;
    wins.push_back({zone_of(world, todo.partner).date_of(*todo.completed),
                    policy.shows_title(*todo.component, todo.source)
                        ? fmt::format("{} finished {} in time", name, quoted(policy.title(todo)))
                        : name + " met a deadline"});
  }
}

void add_past_events(const World& world, const DisclosurePolicy& policy, std::vector<Win>& wins) {
  for (const PartnerIndex p : both_partners) {
    for (const Engagement& e : world.engagements[index(p)]) {
      if (e.occurrence.time.end > world.now || e.firmness != Firmness::confirmed) continue;
      const Date date = zone_of(world, p).date_of(e.occurrence.time.start);
      const std::string& name = world.partner(p).name;
      if (e.kind == Kind::milestone) {
        const std::string what = policy.shows_title(*e.occurrence.component, e.source)
                                     ? quoted(policy.text(e, Pass::confirmed))
                                     : "a milestone";
        wins.push_back({date, fmt::format("{} reached {}", name, what), true});
      } else if (e.kind == Kind::learning) {
        wins.push_back({date, fmt::format("{} kept time to learn", name)});
      }
    }
  }
}

/// As CONTRACT section 1 counts `learning_kept`: slots of one partner that stood and have begun.
void add_kept_slots(const World& world, std::vector<Win>& wins) {
  for (const auto& [key, time] : world.snapshot->answers.placed) {
    if (time.start >= world.now) continue;
    const Routine* routine = routine_of(*world.settings, key);
    if (routine == nullptr || routine->common()) continue;
    for (const PartnerIndex p : both_partners) {
      const Partner& partner = world.partner(p);
      if (routine->with.empty() || routine->with.front() != partner.id) continue;
      if (world.paused[index(p)]) continue;
      wins.push_back(
          {zone_of(world, p).date_of(time.start), fmt::format("{} kept ‘{}’", partner.name, routine->title)});
    }
  }
}

bool is_ahead(Kind kind) {
  return kind == Kind::travel || kind == Kind::leave || kind == Kind::deadline || kind == Kind::milestone;
}

std::vector<Ahead> things_ahead(const World& world, const DisclosurePolicy& policy) {
  std::vector<Ahead> ahead;
  for (const PartnerIndex p : both_partners) {
    for (const Engagement& e : world.engagements[index(p)]) {
      if (e.occurrence.time.end <= world.now) continue;
      if (!is_ahead(e.kind) && e.presence(Pass::confirmed) != Presence::away) continue;
      std::string text = policy.text(e, Pass::confirmed).str();
      if (e.firmness != Firmness::confirmed) text += " (not confirmed)";
      ahead.push_back({dates_of(e, zone_of(world, p)), p, std::move(text)});
    }
  }
  for (const Deadline& d : world.deadlines) {
    if (d.component != nullptr && d.component->kind == ComponentKind::event) continue;  // stands above
    const Date date = d.due_date.value_or(zone_of(world, d.partner).date_of(d.due));
    const bool titled = d.toml != nullptr || policy.shows_title(*d.component, d.source);
    ahead.push_back({{date, date + Days(1)},
                     d.partner,
                     titled ? quoted(policy.title(d)) + " is due" : policy.title(d).str() + " is due"});
  }
  for (const HouseholdEvent& e : world.household_events) {
    if (!e.occurrence.all_day || e.occurrence.time.end <= world.now || e.announcement != Announcement::none)
      continue;
    ahead.push_back({e.occurrence.dates, std::nullopt, policy.text(e).str()});
  }
  std::ranges::stable_sort(ahead, {}, &Ahead::dates);
  return ahead;
}

std::array<std::vector<Interval>, 2> meeting_times(const World& world) {
  std::array<std::vector<Interval>, 2> times;
  for (const PartnerIndex p : both_partners) {
    for (const Engagement& e : world.engagements[index(p)]) {
      if (e.kind != Kind::meeting || e.firmness != Firmness::confirmed || !e.busy(Pass::confirmed)) continue;
      const auto parts = e.body(Pass::confirmed);
      times[index(p)].insert(times[index(p)].end(), parts.begin(), parts.end());
    }
  }
  return times;
}

Days period_length(Period period) {
  switch (period) {
    case Period::week:
      return Days(7);
    case Period::month:
    case Period::rrule:
      return Days(31);
    case Period::quarter:
      return Days(92);
    case Period::year:
      return Days(366);
  }
  return Days(7);
}

}  // namespace

AgendaMaterial agenda_material(const World& world, const Analysis& analysis) {
  const DisclosurePolicy policy(*world.settings, *world.snapshot, world.viewer);
  AgendaMaterial material;
  add_met_deadlines(world, policy, material.wins);
  add_past_events(world, policy, material.wins);
  add_kept_slots(world, material.wins);
  std::ranges::stable_sort(material.wins, {}, &Win::date);
  material.ahead = things_ahead(world, policy);
  for (const PartnerIndex p : both_partners) {
    for (const WeekLoad& week :
         week_loads(world, analysis.occupied[index(p)], Pass::confirmed, p, world.reported())) {
      material.week_loads[week.monday][index(p)] = week.load;
    }
    for (const Crunch& crunch : analysis.crunches[index(p)])
      material.crunches[index(p)].push_back(crunch.time);
  }
  material.alignment = propose_alignment(*world.settings, world.now, meeting_times(world));
  return material;
}

AgendaCircumstances circumstances(const World& world, const Analysis& analysis,
                                  const AgendaMaterial& material, const Prompts& prompts,
                                  const std::map<std::string, std::string, std::less<>>& files,
                                  const Slot& slot) {
  const Routine& routine = world.settings->routines[slot.routine];
  const Date since = world.settings->zone->date_of(slot.time.start) - period_length(routine.every);
  std::vector<std::string> proposals = proposed_evenings(world, analysis, material.wins, slot);
  std::vector<Win> wins;
  std::ranges::copy_if(material.wins, std::back_inserter(wins),
                       [&](const Win& win) { return win.date >= since; });
  return {.settings = *world.settings,
          .now = world.now,
          .findings = analysis.findings,
          .rota = analysis.rota,
          .slots = analysis.routines.slots,
          .crunches = material.crunches,
          .wins = std::move(wins),
          .ahead = material.ahead,
          .week_loads = material.week_loads,
          .promises = world.snapshot->promises,
          .decisions = world.snapshot->decisions,
          .changes = material.changes,
          .proposals = std::move(proposals),
          .alignment = material.alignment,
          .opportunities = material.opportunities,
          .prompts = prompts,
          .files = files};
}

}  // namespace evenkeel
