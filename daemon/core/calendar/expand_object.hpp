// One calendar object's components of one kind, expanded.
#pragma once

#include "core/calendar/expand_emit.hpp"
#include "core/calendar/series_exceptions.hpp"
#include "core/calendar/series_overrides.hpp"
#include "core/calendar/series_rules.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// What the object turned out to be made of; kinds do not mix (a VTODO overrides no VEVENT).
class ObjectExpansion {
 public:
  /// Borrows all.
  ObjectExpansion(const CalendarObject& object, ComponentKind kind, const ExpandOptions& options,
                  Rules& rules, Budget& budget, Expansion& out);
  void run();

 private:
  void sort_out(ComponentKind kind, Rules& rules);
  [[nodiscard]] bool parse_rules(Rules& rules);
  void emit_overrides(const SeriesOverrides& overrides, const SeriesExceptions* exceptions);
  void emit_series(const SeriesRules& series, const SeriesExceptions& exceptions,
                   const SeriesOverrides& overrides);
  [[nodiscard]] Extent extent(const Component& component);
  void warn(std::string text);

  const CalendarObject& object_;
  const ExpandOptions& options_;
  Budget& budget_;
  Expansion& out_;
  Placing placing_;
  Emitter emitter_;
  const Component* master_ = nullptr;
  std::vector<const Component*> overrides_;
  std::vector<const RecurrenceRule*> rules_;
  bool backwards_ = false;
};

}  // namespace evenkeel
