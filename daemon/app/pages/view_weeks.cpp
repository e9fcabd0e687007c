// Loads, stays, deadlines, the household's days and the career model: what the months look like.
#include "app/pages/view_parts.hpp"
#include "core/findings/crunch.hpp"
#include "core/household/hours.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

namespace evenkeel {
namespace {

bool touches(const DateSpan& a, const DateSpan& b) {
  return a.first < b.end && b.first < a.end;
}

/// The pass in which an occurrence means what it means.
Pass pass_of(Firmness firmness) {
  return firmness == Firmness::confirmed ? Pass::confirmed : Pass::all;
}

/// What a stay tells of somebody else's calendar is that they are away; leave and days at home only where
/// their owner discloses kinds.
std::optional<StayKind> stay_of(const Engagement& e, const DisclosurePolicy& policy) {
  if (e.presence(pass_of(e.firmness)) == Presence::away) return StayKind::away;
  if (e.kind != Kind::leave && e.kind != Kind::remote_day) return std::nullopt;
  if (!shows_kind(policy, e)) return std::nullopt;
  return e.kind == Kind::leave ? StayKind::leave : StayKind::remote;
}

/// Texts of the days that join into one stay, each once.
std::string joined(const std::set<std::string>& texts) {
  constexpr std::size_t most = 3;
  std::string text;
  std::size_t count = 0;
  for (const std::string& each : texts) {
    if (count++ == most) return text + fmt::format(" and {} more", texts.size() - most);
    text += (text.empty() ? "" : ", ") + each;
  }
  return text;
}

using StayKey = std::tuple<PartnerIndex, StayKind, bool>;  // whose, what, confirmed
struct Staying {
  DateSpan dates;
  std::set<std::string> texts;
};

/// Stays of one kind that overlap are one.
std::vector<PlannerStay> merged(const std::map<StayKey, std::vector<Staying>>& found) {
  std::vector<PlannerStay> stays;
  for (const auto& [key, list] : found) {
    std::vector<Staying> sorted = list;
    std::ranges::sort(sorted, {}, &Staying::dates);
    std::vector<Staying> joint;
    for (Staying& each : sorted) {
      if (joint.empty() || joint.back().dates.end <= each.dates.first) {
        joint.push_back(std::move(each));
        continue;
      }
      joint.back().dates.end = std::max(joint.back().dates.end, each.dates.end);
      joint.back().texts.merge(each.texts);
    }
    for (const Staying& each : joint) {
      stays.push_back({.partner = std::get<0>(key),
                       .kind = std::get<1>(key),
                       .dates = each.dates,
                       .confirmed = std::get<2>(key),
                       .text = joined(each.texts)});
    }
  }
  return stays;
}

Date date_of(const Due& due, const Zone& zone) {
  if (const auto* date = std::get_if<Date>(&due)) return *date;
  if (const auto* local = std::get_if<LocalTime>(&due)) return std::chrono::floor<Days>(*local);
  return zone.date_of(std::get<Instant>(due));
}

PlannerDeadline shown(const Deadline& d, const WorldView& from) {
  const Zone& zone = *from.world.partner(d.partner).zone;
  PlannerDeadline result{.partner = d.partner,
                         .title = from.policy.title(d).str(),
                         .confirmed = d.firmness == Firmness::confirmed,
                         .start = zone.date_of(d.start),
                         .due = d.due_date.value_or(zone.date_of(d.due)),
                         .remaining = d.remaining,
                         .alternatives = {}};
  if (d.toml != nullptr) {
    for (const Due& alternative : d.toml->alternatives) {
      result.alternatives.push_back(date_of(alternative, zone));
    }
  }
  return result;
}

PlannerDeadline milestone(const Engagement& e, PartnerIndex p, const WorldView& from) {
  const Date date = dates_of(e.occurrence, *from.world.partner(p).zone).first;
  const bool shown = from.policy.shows_title(*e.occurrence.component, e.source);
  return {.partner = p,
          .title = shown ? from.policy.text(e, Pass::confirmed).str() : "a milestone",
          .milestone = true,
          .confirmed = e.firmness == Firmness::confirmed,
          .start = date,
          .due = date,
          .alternatives = {}};
}

std::string career_text(const Settings& settings, const Career& career) {
  if (!career.lead_model) return "Equal shares";
  const bool first = career.lead == settings.partners[0].id;
  return fmt::format("{} leads: {} % of the duties", settings.partners[first ? 0 : 1].name,
                     career.share_percent);
}

}  // namespace

std::vector<PlannerWeek> view_weeks(const ViewScene& scene, DateSpan dates) {
  std::map<Date, PlannerWeek> weeks;
  for (Date d = monday_of(dates.first); d < dates.end; d += Days(7)) weeks[d].monday = d;
  scene.both([&](const WorldView& from, Instant since) {
    for (const PartnerIndex p : both_partners) {
      const Zone& zone = *from.world.partner(p).zone;
      const Interval within{std::max(zone.midnight(dates.first), from.world.range.start),
                            std::min(zone.midnight(dates.end), from.world.range.end)};
      for (const WeekLoad& w : week_loads(from.world, from.times, p, within)) {
        const auto week = weeks.find(w.monday);
        if (week == weeks.end() || w.time.end <= since) continue;
        week->second.loads[index(p)] = {w.load, w.busy, Seconds(std::llround(w.spread)), w.available};
      }
    }
  });
  std::vector<PlannerWeek> result;
  for (auto& [monday, week] : weeks) result.push_back(week);
  return result;
}

std::vector<PlannerStay> view_stays(const ViewScene& scene, DateSpan dates) {
  std::map<StayKey, std::vector<Staying>> found;
  scene.both([&](const WorldView& from, Instant since) {
    for (const PartnerIndex p : both_partners) {
      for (const Engagement& e : from.world.engagements[index(p)]) {
        if (e.occurrence.time.start < since) continue;
        const auto kind = stay_of(e, from.policy);
        if (!kind) continue;
        const DateSpan days = dates_of(e.occurrence, *from.world.partner(p).zone);
        if (!touches(days, dates)) continue;
        found[{p, *kind, e.firmness == Firmness::confirmed}].push_back(
            {days, {from.policy.text(e, pass_of(e.firmness)).str()}});
      }
    }
  });
  return merged(found);
}

std::vector<PlannerDeadline> view_deadlines(const ViewScene& scene, DateSpan dates) {
  std::vector<PlannerDeadline> deadlines;
  scene.both([&](const WorldView& from, Instant since) {
    for (const Deadline& d : from.world.deadlines) {
      if (d.due >= since) deadlines.push_back(shown(d, from));
    }
    for (const PartnerIndex p : both_partners) {
      for (const Engagement& e : from.world.engagements[index(p)]) {
        if (e.kind != Kind::milestone || e.occurrence.time.start < since ||
            e.occurrence.time.end <= from.world.now)
          continue;
        deadlines.push_back(milestone(e, p, from));
      }
    }
  });
  std::erase_if(deadlines,
                [&](const PlannerDeadline& d) { return !touches({d.start, d.due + Days(1)}, dates); });
  std::ranges::stable_sort(deadlines, {},
                           [](const PlannerDeadline& d) { return std::tie(d.due, d.partner); });
  return deadlines;
}

std::vector<PlannerDay> view_days(const ViewScene& scene, DateSpan dates) {
  std::vector<PlannerDay> days;
  scene.both([&](const WorldView& from, Instant since) {
    std::set<Date> heeded(from.world.pause_dates.begin(), from.world.pause_dates.end());
    for (const CoverageDates& coverage : from.world.coverage_dates) {
      heeded.insert(coverage.on.begin(), coverage.on.end());
      heeded.insert(coverage.except.begin(), coverage.except.end());
    }
    for (const HouseholdEvent& e : from.world.household_events) {
      const DateSpan span = dates_of(e.occurrence, scene.home());
      if (e.announcement != Announcement::none || e.occurrence.time.start < since || !touches(span, dates))
        continue;
      const auto date = heeded.lower_bound(span.first);
      const bool closing = date != heeded.end() && *date < span.end;
      if (!closing && !e.occurrence.all_day) continue;
      days.push_back({span, from.policy.text(e).str(), closing});
    }
  });
  std::ranges::stable_sort(days, {}, &PlannerDay::dates);
  const auto same = [](const PlannerDay& a, const PlannerDay& b) {
    return a.dates == b.dates && a.text == b.text;
  };
  days.erase(std::ranges::unique(days, same).begin(), days.end());
  return days;
}

std::vector<PlannerCareer> view_careers(const Settings& settings, DateSpan dates) {
  std::vector<Career> careers = settings.careers;
  std::ranges::stable_sort(careers, {}, &Career::from);
  std::vector<PlannerCareer> result{{dates, "Equal shares"}};
  for (const Career& career : careers) {
    if (career.from >= dates.end) break;
    const Date from = std::max(career.from, dates.first);
    if (result.back().dates.first == from) result.pop_back();
    if (!result.empty()) result.back().dates.end = from;
    result.push_back({{from, dates.end}, career_text(settings, career)});
  }
  return result;
}

}  // namespace evenkeel
