// [[partner.deadline]].
#include "io/settings/deadline.hpp"

#include "io/settings/convert.hpp"
#include "io/settings/dates.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/identity.hpp"

namespace evenkeel::settings {

namespace {

void check_times(Section& section, const TomlDeadline& deadline, const Partner& partner) {
  constexpr Instant long_ago = std::chrono::sys_days(std::chrono::year(2000) / 1 / 1);
  const Instant due_at = due_instant(deadline.due, partner);
  if (due_at < long_ago) section.warn("due", "this is long over; is its year right?");
  if (deadline.start && start_instant(*deadline.start, partner) >= due_at) {
    section.error("start", "this is not before `due`; expected an earlier start");
  }
  for (const Due& alternative : deadline.alternatives) {
    const Instant at = due_instant(alternative, partner);
    if (deadline.start && at <= start_instant(*deadline.start, partner)) {
      section.error("alternatives", "one of them is not after `start`; expected dates it could move to");
    } else if (at == due_at) {
      section.warn("alternatives", "one of them is `due` itself");
    } else if (at < due_at) {
      section.warn("alternatives", "one of them is before `due`");
    }
  }
}

TomlDeadline read_deadline(Section& section, const Partner& partner, std::vector<std::string>& taken) {
  TomlDeadline deadline;
  read_identity(section, deadline.id, deadline.title, taken);
  const bool dated = section.require("due", deadline.due, due, "expected a date like 2027-03-01");
  section.read("start", deadline.start, due);
  section.read("lead", deadline.lead, lead);
  section.read("effort", deadline.effort, duration);
  section.read("progress", deadline.progress, WholeNumber{0, 100});
  section.read("alternatives", deadline.alternatives, list_of<Due>(due));
  if (dated) check_times(section, deadline, partner);
  return deadline;
}

}  // namespace

std::vector<TomlDeadline> read_deadlines(Section& owner, const Partner& partner) {
  std::vector<TomlDeadline> deadlines;
  std::vector<std::string> taken;
  for (const Value* value : tables_of(owner, "deadline")) {
    Section section(*value, "partner.deadline", owner.reader());
    deadlines.push_back(read_deadline(section, partner, taken));
    section.finish();
  }
  return deadlines;
}

}  // namespace evenkeel::settings
