#include "app/pages/view.hpp"

#include "app/pages/view_parts.hpp"
#include "core/household/hours.hpp"

namespace evenkeel {
namespace {

constexpr Days quarter_length{13 * 7};
constexpr Days rota_length{4 * 7};

std::chrono::year_month month_of(Date d) {
  const std::chrono::year_month_day ymd(d);
  return ymd.year() / ymd.month();
}

Date first_of(std::chrono::year_month month) {
  return std::chrono::local_days(month / 1);
}

std::string title_of(const Settings& settings) {
  if (!settings.household_name.empty()) return settings.household_name;
  return settings.partners[0].name + " & " + settings.partners[1].name;
}

}  // namespace

Date year_after(Date from) {
  return first_of(month_of(from) + std::chrono::months(12));
}

DateSpan dates_of(const Occurrence& occurrence, const Zone& zone) {
  if (occurrence.all_day) return occurrence.dates;
  const DateSpan dates = evenkeel::dates_of(occurrence.time, zone);
  if (dates.first < dates.end) return dates;
  const Date first = zone.date_of(occurrence.time.start);
  return {first, first + Days(1)};
}

bool shows_kind(const DisclosurePolicy& policy, const Engagement& e) {
  return policy.shows_title(*e.occurrence.component, e.source) ||
         policy.text(e, Pass::confirmed).str() == kind_name(e.kind);
}

PlannerView planner_view(const PlannerInput& input) {
  const ViewScene scene(input);
  const Settings& settings = scene.settings();
  PlannerView view;
  view.household = title_of(settings);
  if (input.world.viewer.partner) view.audience = input.world.partner(*input.world.viewer.partner).name;
  for (const PartnerIndex p : both_partners) view.names[index(p)] = settings.partners[index(p)].name;
  for (const Helper& helper : settings.helpers) view.helpers.push_back(helper.name);
  view.now = input.world.now;
  view.zone = &input.zone;
  view.today = input.zone.date_of(view.now);
  view.crunch_load = settings.alerts.crunch_load;
  view.horizon = scene.home().date_of(scene.horizon());
  const Date monday = monday_of(input.from);
  view.quarter = {monday, monday + quarter_length};
  view.year = {first_of(month_of(input.from)), input.to};
  view.rota_dates = {monday_of(view.today), monday_of(view.today) + rota_length};
  const DateSpan all{std::min(monday, monday_of(view.year.first)), std::max(view.quarter.end, view.year.end)};
  view.weeks = view_weeks(scene, all);
  view.stays = view_stays(scene, all);
  view.deadlines = view_deadlines(scene, all);
  view.days = view_days(scene, all);
  view.careers = view_careers(settings, all);
  view.check_ins = view_check_ins(scene);
  view_findings(scene, view);
  view_rota(scene, view);
  view_hours(scene, view);
  return view;
}

}  // namespace evenkeel
