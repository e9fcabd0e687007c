#include "core/calendar/expand_object.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {
namespace {

/// The civil times of a series whose instances can touch the range once they have their length and shift.
struct Window {
  LocalTime from;
  LocalTime last;
};

Window window_of(const Interval& range, const Zone& zone, Seconds longest, std::span<const Shift> shifts) {
  Seconds ahead{0};
  Seconds back{0};
  for (const auto& shift : shifts) {
    longest = std::max(longest, shift.extent.longest());
    ahead = std::max(ahead, shift.by);
    back = std::min(back, shift.by);
  }
  // Two days for what zones differ by, and for clock changes.
  const Days slack{2};
  return {zone.to_local(range.start) - longest - ahead - slack, zone.to_local(range.end) - back + slack};
}

}  // namespace

ObjectExpansion::ObjectExpansion(const CalendarObject& object, ComponentKind kind,
                                 const ExpandOptions& options, Rules& rules, Budget& budget, Expansion& out)
    : object_(object),
      options_(options),
      budget_(budget),
      out_(out),
      placing_(object, *options.zones, *options.owner, &out.warnings),
      emitter_(options, budget, out.occurrences) {
  sort_out(kind, rules);
}

void ObjectExpansion::warn(std::string text) {
  const Warning warning{object_.uid.str(), std::move(text)};
  if (std::ranges::find(out_.warnings, warning) == out_.warnings.end()) out_.warnings.push_back(warning);
}

void ObjectExpansion::sort_out(ComponentKind kind, Rules& rules) {
  for (const auto& component : object_.components) {
    if (component.kind != kind) continue;
    if (kind == ComponentKind::event && !component.dtstart) {
      warn("skipped: no DTSTART");
    } else if (component.recurrence_id) {
      overrides_.push_back(&component);
    } else if (master_ == nullptr || !supersedes(*master_, component)) {
      master_ = &component;
    }
  }
  if (master_ != nullptr && start_of(*master_) == nullptr) {
    const bool recurs = !master_->rrules.empty() || !master_->rdates.empty();
    if (recurs) warn("skipped: it recurs, but has neither DTSTART nor DUE");
    master_ = nullptr;
  }
  if (master_ != nullptr && !parse_rules(rules)) master_ = nullptr;
}

bool ObjectExpansion::parse_rules(Rules& rules) {
  if (!master_->exrules.empty()) warn("EXRULE is not supported and was ignored");
  rules_.reserve(master_->rrules.size());
  for (const auto& text : master_->rrules) {
    const auto& rule = rules.of(text);
    if (const std::string why = why_not(rule, *master_); !why.empty()) {
      warn("skipped: " + why);
      return false;
    }
    rules_.push_back(&*rule);
  }
  return true;
}

Extent ObjectExpansion::extent(const Component& component) {
  return extent_of(component, placing_, backwards_);
}

void ObjectExpansion::run() {
  if (master_ == nullptr) {
    emit_overrides({overrides_, placing_}, nullptr);
  } else {
    const SeriesRules series(*master_, rules_, placing_, backwards_);
    const SeriesExceptions exceptions(master_->exdates, series, placing_);
    const SeriesOverrides overrides(overrides_, series, exceptions, placing_, budget_, backwards_);
    emit_overrides(overrides, &exceptions);
    emit_series(series, exceptions, overrides);
  }
  if (backwards_) warn("the end lies before the start; it counts as no time (all-day: one day)");
}

void ObjectExpansion::emit_overrides(const SeriesOverrides& overrides, const SeriesExceptions* exceptions) {
  for (const auto& override : overrides.all()) {
    const EventTime* start = start_of(*override.component);
    if (start == nullptr) continue;
    if (exceptions != nullptr && exceptions->exclude(override.instance)) continue;
    const Component& component = *override.component;
    const Extent own = extent(component);
    ZoneWalk walk(placing_.zone_of(*start));
    const bool more =
        std::holds_alternative<Date>(*start)
            ? emitter_.all_day(component, own, Placing::local_of(*start), override.recurrence_id)
            : emitter_.timed(component, own, placing_.instant_of(*start), override.recurrence_id, walk);
    if (!more) return;
  }
}

void ObjectExpansion::emit_series(const SeriesRules& series, const SeriesExceptions& exceptions,
                                  const SeriesOverrides& overrides) {
  const Extent own = extent(*master_);
  ZoneWalk walk(series.zone());
  const Seconds longest = std::max(own.longest(), series.longest_period());
  const Window window = window_of(options_.range, series.zone(), longest, overrides.shifts());

  const auto emit_shifted = [&](const Shift& shift, const Instance& instance, const DateOrInstant& id) {
    const LocalTime moved = shift.moved(instance.local);
    if (shift.all_day) return emitter_.all_day(*shift.component, shift.extent, moved, id);
    ZoneWalk moved_walk(*shift.zone);
    return emitter_.timed(*shift.component, shift.extent, moved_walk.to_instant(moved), id, moved_walk);
  };
  const bool plain = overrides.all().empty();
  series.each(window.from, window.last, budget_, [&](const Instance& instance) {
    if (exceptions.exclude(instance)) return true;
    if (!plain) {
      const DateOrInstant id = series.recurrence_id(instance);
      if (overrides.replace(id)) return true;
      if (const Shift* shift = overrides.shift_of(series.key(instance))) {
        return emit_shifted(*shift, instance, id);
      }
    }
    const Extent& extent = instance.own_extent != nullptr ? *instance.own_extent : own;
    if (series.all_day()) {
      if (!series.recurs()) return emitter_.all_day(*master_, extent, instance.local, std::nullopt);
      return emitter_.all_day(*master_, extent, instance.local, std::chrono::floor<Days>(instance.local));
    }
    if (!series.recurs()) return emitter_.timed(*master_, extent, instance.start, std::nullopt, walk);
    return emitter_.timed(*master_, extent, instance.start, instance.start, walk);
  });
}

}  // namespace evenkeel
