// The pictures of the planner, as SVG without the <svg> around it: the page and the .svg put them in theirs.
// Classes say what things are; planner.css says what that looks like, in light and in dark.
#pragma once

#include "app/pages/planner_view.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// What has been drawn, in units of its own.
struct Picture {
  std::string body;
  double width = 0;
  double height = 0;
};

/// Whether marks lead to their explanation and cells can be walked through (the page), or the picture stands
/// alone.
enum class Setting : std::uint8_t { page, alone };

[[nodiscard]] Picture quarter_picture(const PlannerView& view, Setting setting);
/// The row, from the top, in which each finding's mark stands in the quarter; those without a mark have none.
[[nodiscard]] std::vector<std::optional<std::size_t>> mark_rows(const PlannerView& view);
/// Six months from the month of `from` on.
[[nodiscard]] Picture months_picture(const PlannerView& view, Date from, Setting setting);
/// Duties of four weeks over their running balance.
[[nodiscard]] Picture rota_picture(const PlannerView& view);
/// The week that begins with view.hours[7 * week].
[[nodiscard]] Picture week_picture(const PlannerView& view, std::size_t week);

/// Patterns that the pictures refer to; once in a document.
[[nodiscard]] std::string_view picture_patterns();

/// The step of the scale that a load has, 0 to 6: each step but the last ends where the next begins (0.2,
/// 0.4, 0.55, 0.7, 0.85, 1).
[[nodiscard]] int load_step(double load);

/// A whole document: quarter, year and rota, with its own style.
[[nodiscard]] std::string planner_svg(const PlannerView& view);

/// What the pictures look like.
[[nodiscard]] std::string_view planner_style();
[[nodiscard]] std::string_view planner_script();

}  // namespace evenkeel
