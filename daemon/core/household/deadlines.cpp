#include "core/household/building.hpp"
#include "core/household/effort.hpp"
#include "core/household/occurrence_hash.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace evenkeel {

namespace {

constexpr Seconds default_effort = Hours(4);
class DeadlineBuilder {
 public:
  DeadlineBuilder(World& world, Reading& reading, PartnerIndex p)
      : world_(world),
        reading_(reading),
        p_(p),
        partner_(world.partner(p)),
        zone_(*partner_.zone),
        hours_(world, p) {}

  void build() {
    for (const TomlDeadline& toml : partner_.deadlines) {
      if (auto d = deadline_due(world_, p_, toml, toml.due)) world_.deadlines.push_back(*std::move(d));
    }
    add_todos();
    for (const Engagement& e : world_.engagements[index(p_)]) {
      if (e.kind == Kind::deadline && !e.from_household) add(e);
    }
  }

 private:
  [[nodiscard]] bool ahead(Instant due) const { return world_.now < due && due < world_.range.end; }
  [[nodiscard]] Date date_due(const Deadline& d) const {
    return d.due_date ? *d.due_date : zone_.date_of(d.due);
  }

  void keep(Deadline d, std::optional<int> done_percent) {
    d.partner = p_;
    d.remaining = done_percent
                      ? remaining_by_percent(d.effort, *done_percent)
                      : remaining_by_now(d.effort, d.start, d.due, world_.now, hours_.since(d.start));
    world_.deadlines.push_back(std::move(d));
  }

  void add_todos() {
    std::vector<TodoSighting> todos;
    for (std::size_t i = 0; i < world_.snapshot->sources.size(); ++i) {
      const SourceOwner owner = owner_of(*world_.settings, world_.snapshot->sources[i].name);
      if (owner.is(p_)) std::ranges::move(reading_.todos(i), std::back_inserter(todos));
    }
    std::vector<Ranked> seen;
    seen.reserve(todos.size());
    for (const TodoSighting& t : todos) seen.push_back({&t.seen.occurrence, t.seen.rank});
    const std::vector<bool> gone = duplicates(seen);
    for (std::size_t i = 0; i < todos.size(); ++i) {
      if (!gone[i]) add(todos[i]);
    }
  }

  void add(const TodoSighting& todo) {
    const Component& c = *todo.seen.occurrence.component;
    const bool done = is_done(c);
    if (todo.due >= world_.range.start && todo.due < world_.range.end) {
      world_.todos.push_back({.partner = p_,
                              .component = &c,
                              .source = todo.seen.source,
                              .firmness = todo.seen.facts.firmness,
                              .due = todo.due,
                              .due_date = todo.due_date,
                              .completed = c.completed,
                              .done = done});
    }
    if (done || !ahead(todo.due)) return;
    const RuleResult& rules = todo.seen.facts.rules;
    Deadline d;
    d.id = occurrence_hash(c.uid, todo.seen.occurrence.recurrence_id);
    d.firmness = todo.seen.facts.firmness;
    d.component = &c;
    d.source = todo.seen.source;
    d.due = todo.due;
    d.due_date = todo.due_date;
    d.effort = rules.effort.value_or(c.estimated_duration.value_or(default_effort));
    d.start = todo.start.value_or(start_by_lead(d.due, date_due(d), rules.lead.value_or(Lead{}), zone_));
    keep(std::move(d), c.percent_complete);
  }

  void add(const Engagement& e) {
    const Occurrence& o = e.occurrence;
    Deadline d;
    d.due = o.time.start;
    if (o.all_day) {
      d.due_date = o.dates.end - Days(1);
      d.due = end_of_work(partner_, *d.due_date);
    }
    if (!ahead(d.due)) return;
    const RuleSubject subject{*o.component, world_.snapshot->sources[e.source].name, o.all_day,
                              o.stated_length()};
    const RuleResult rules = reading_.matcher().apply(subject, reading_.warnings());
    d.id = occurrence_hash(o.component->uid, o.recurrence_id);
    d.firmness = e.firmness;
    d.component = o.component;
    d.source = e.source;
    d.effort = rules.effort.value_or(default_effort);
    d.start = start_by_lead(d.due, date_due(d), rules.lead.value_or(Lead{}), zone_);
    keep(std::move(d), std::nullopt);
  }

  World& world_;
  Reading& reading_;
  PartnerIndex p_;
  const Partner& partner_;
  const Zone& zone_;
  WorkedHours hours_;
};

}  // namespace

void read_deadlines(World& world, Reading& reading) {
  for (const PartnerIndex p : both_partners) {
    if (!world.paused[index(p)]) DeadlineBuilder(world, reading, p).build();
  }
  std::ranges::stable_sort(world.deadlines, [](const Deadline& a, const Deadline& b) {
    return std::tie(a.due, a.partner, a.id) < std::tie(b.due, b.partner, b.id);
  });
  std::ranges::stable_sort(world.todos, [](const DueTodo& a, const DueTodo& b) {
    return std::tie(a.due, a.partner, a.component->uid) < std::tie(b.due, b.partner, b.component->uid);
  });
}

}  // namespace evenkeel
