#include "app/commands/finding_json.hpp"
#include "app/commands/listings.hpp"
#include "app/commands/terminal.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

struct Next {
  const Agenda* agenda = nullptr;
  const Slot* slot = nullptr;
};

/// The agenda whose slot comes first, of all routines or of one.
Next next_agenda(const Outcome& outcome, const std::string& routine) {
  Next next;
  for (const Agenda& agenda : outcome.agendas) {
    if (!routine.empty() && outcome.world.settings->routines[agenda.routine].id != routine) continue;
    const auto slot = std::ranges::find(outcome.analysis.routines.slots, agenda.slot_key, &Slot::key);
    if (slot == outcome.analysis.routines.slots.end() || slot->time.end <= outcome.world.now) continue;
    if (next.slot == nullptr || slot->time.start < next.slot->time.start) next = {&agenda, &*slot};
  }
  return next;
}

}  // namespace

Printed print_agenda(const Outcome& outcome, const std::string& routine, const ListingOptions& options) {
  const auto& routines = outcome.world.settings->routines;
  if (!routine.empty() && std::ranges::find(routines, routine, &Routine::id) == routines.end()) {
    return {.out = {}, .err = printable("evenkeel: no routine is called " + routine) + "\n", .status = 2};
  }
  const Next next = next_agenda(outcome, routine);
  if (next.agenda == nullptr) return {.out = {}, .err = "evenkeel: no agenda is ahead\n", .status = 4};
  const Routine& of = routines[next.agenda->routine];
  if (options.json) {
    return {.out = json_line({{"routine", of.id},
                              {"period", next.slot->period},
                              {"start", rfc3339(next.slot->time.start)},
                              {"end", rfc3339(next.slot->time.end)},
                              {"title", of.title},
                              {"text", next.agenda->text}}),
            .err = {},
            .status = 0};
  }
  return {.out = printable(fmt::format("{}, {}\n\n{}\n", of.title, span_text(next.slot->time, *options.zone),
                                       next.agenda->text),
                           true),
          .err = {},
          .status = 0};
}

}  // namespace evenkeel
