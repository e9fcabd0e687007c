#include "core/household/effort.hpp"
#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/household/world.hpp"

namespace evenkeel {

namespace {

/// A date is due at the end of its working hours.
Instant due_instant(const Due& due, const Partner& partner) {
  if (const auto* date = std::get_if<Date>(&due)) return end_of_work(partner, *date);
  if (const auto* local = std::get_if<LocalTime>(&due)) return partner.zone->to_instant(*local);
  return std::get<Instant>(due);
}

/// A date starts at its midnight.
Instant start_instant(const Due& start, const Partner& partner) {
  if (const auto* date = std::get_if<Date>(&start)) return partner.zone->midnight(*date);
  return due_instant(start, partner);
}

}  // namespace

std::optional<Deadline> deadline_due(const World& world, PartnerIndex p, const TomlDeadline& toml,
                                     const Due& due) {
  const Partner& partner = world.partner(p);
  Deadline d;
  d.due = due_instant(due, partner);
  if (d.due <= world.now || d.due >= world.range.end || toml.progress.value_or(0) >= 100) return std::nullopt;
  d.id = toml.id.empty() ? slug(toml.title) : toml.id;
  d.partner = p;
  d.toml = &toml;
  d.effort = toml.effort;
  if (const auto* date = std::get_if<Date>(&due)) d.due_date = *date;
  d.start = start_by_lead(d.due, d.due_date.value_or(partner.zone->date_of(d.due)), toml.lead, *partner.zone);
  if (toml.start) {
    const Instant start = start_instant(*toml.start, partner);
    if (start < d.due) d.start = start;
  }
  WorkedHours hours(world, p);
  d.remaining = toml.progress ? remaining_by_percent(d.effort, *toml.progress)
                              : remaining_by_now(d.effort, d.start, d.due, world.now, hours.since(d.start));
  return d;
}

}  // namespace evenkeel
