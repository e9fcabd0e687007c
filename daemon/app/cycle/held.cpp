#include "app/cycle/held.hpp"

#include <charconv>
#include <string>

namespace evenkeel {
namespace {

std::string held_fact(const SharedCalendar& calendar) {
  return "held-deletions/" + calendar.name;
}

}  // namespace

Expected<void> note_held(Store& store, const Outcome& outcome) {
  for (const CalendarDecisions& decided : outcome.calendars) {
    if (!decided.observation.fresh) continue;  // nothing was decided
    const std::string fact = held_fact(*decided.calendar);
    const auto before = store.fact(fact);
    if (!before) return std::unexpected(before.error());
    const auto& held = decided.decisions.held;
    const std::string now = held ? std::to_string(held->would_remove) : std::string();
    if (*before == now) continue;
    if (const auto done = store.save_fact(fact, now); !done) return done;
  }
  return {};
}

Expected<std::size_t> held_deletions(Store& store, const SharedCalendar& calendar) {
  const auto fact = store.fact(held_fact(calendar));
  if (!fact) return std::unexpected(fact.error());
  std::size_t held = 0;
  std::from_chars(fact->data(), fact->data() + fact->size(), held);
  return held;
}

}  // namespace evenkeel
