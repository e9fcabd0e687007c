// Parts of the page. Used by planner_page() only.
#pragma once

#include "app/pages/planner_view.hpp"

#include <string>

namespace evenkeel {

/// Each finding with its explanation and suggestions, and a way back to its mark.
[[nodiscard]] std::string findings_markup(const PlannerView& view);

/// What the pictures say, as tables: for screen readers, small screens, and whoever likes numbers better.
/// `dates`: the weeks that begin on one of them.
[[nodiscard]] std::string weeks_table(const PlannerView& view, DateSpan dates, bool whole);
[[nodiscard]] std::string rota_table(const PlannerView& view);
[[nodiscard]] std::string hours_table(const PlannerView& view, std::size_t week);
[[nodiscard]] std::string changes_table(const PlannerChanges& changes);

}  // namespace evenkeel
