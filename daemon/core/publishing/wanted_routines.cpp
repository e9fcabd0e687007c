#include "core/plans/routines.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/wanted_kinds.hpp"

#include <algorithm>
#include <map>

namespace evenkeel {
namespace {

/// The first instance of each routine that has not ended.
std::map<std::size_t, const Slot*> next_instances(const PublishingInput& input) {
  std::map<std::size_t, const Slot*> next;
  for (const Slot& slot : input.slots) {
    if (slot.time.end <= input.now) continue;
    const auto [place, added] = next.emplace(slot.routine, &slot);
    if (!added && slot.time.start < place->second->time.start) place->second = &slot;
  }
  return next;
}

std::string title_of(const Settings& settings, const Routine& routine) {
  if (routine.common() || routine.with.empty()) return routine.title;
  for (const Partner& partner : settings.partners) {
    if (partner.id == routine.with.front()) return partner.name + ": " + routine.title;
  }
  return routine.title;
}

std::string agenda_of(const PublishingInput& input, const Slot& slot) {
  if (input.calendar.audience == Audience::family) return {};
  const auto found = std::ranges::find(input.agendas, slot.key, &Agenda::slot_key);
  return found == input.agendas.end() ? std::string{} : found->text;
}

Publication publication(const PublishingInput& input, const Slot& slot, bool next) {
  const Routine& routine = input.settings.routines.at(slot.routine);
  Publication result;
  result.key = slot.key;
  result.kind = PublicationKind::routines;
  result.time = slot.time;
  result.content.title = title_of(input.settings, routine);
  result.content.description = agenda_of(input, slot);
  result.content.time = zoned(slot.time, zone_of(input.settings, routine));
  result.content.alarms.assign(routine.remind.begin(), routine.remind.end());
  result.content.categories = {routine.common() ? "Check-in" : "Routine"};
  if (next) {
    result.content.invitees = invitees(input, PublicationKind::routines, slot.key, routine.with);
    if (!result.content.invitees.empty()) result.content.organizer = input.calendar.organizer.str();
  }
  return result;
}

}  // namespace

std::vector<Publication> wanted_routines(const PublishingInput& input) {
  const auto next = next_instances(input);
  std::vector<Publication> result;
  for (const Slot& slot : input.slots) {
    if (slot.time.end <= input.now) continue;
    const Routine& routine = input.settings.routines.at(slot.routine);
    if (input.calendar.audience == Audience::family && !routine.common()) continue;
    if (!routine.common() && input.paused.contains(routine.with.front())) continue;
    result.push_back(publication(input, slot, next.at(slot.routine) == &slot));
  }
  return result;
}

}  // namespace evenkeel
