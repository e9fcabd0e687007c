// Shapes and words in SVG, and the small things all pictures share. Used by the pictures only.
#pragma once

#include "app/pages/markup.hpp"
#include "app/pages/picture.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

class Drawing {
 public:
  Drawing& rect(std::string_view css, double x, double y, double width, double height, double round = 0);
  Drawing& line(std::string_view css, double x1, double y1, double x2, double y2);
  Drawing& circle(std::string_view css, double x, double y, double radius);
  /// Standing on its corner.
  Drawing& diamond(std::string_view css, double x, double y, double radius);
  Drawing& path(std::string_view css, std::string_view data);
  /// `y` is the line it stands on.
  Drawing& text(std::string_view css, double x, double y, std::string_view words);
  /// A group that says what it shows; close() ends it.
  Drawing& open(std::string_view attributes, std::string_view title = {});
  /// A link inside the page.
  Drawing& open_link(std::string_view id, std::string_view target, std::string_view css,
                     std::string_view label);
  Drawing& close();
  Drawing& close_link();
  Drawing& add(std::string_view markup);
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Dates along a horizontal axis.
struct DateAxis {
  Date first{};
  Date end{};
  double left = 0;
  double day = 0;  // width of a day
  [[nodiscard]] double x(Date d) const { return left + (static_cast<double>((d - first).count()) * day); }
  [[nodiscard]] bool shows(const DateSpan& dates) const { return dates.first < end && first < dates.end; }
  [[nodiscard]] DateSpan clipped(const DateSpan& dates) const {
    return {std::max(dates.first, first), std::min(dates.end, end)};
  }
};

/// About how wide words of this size are; for deciding what fits.
[[nodiscard]] double text_width(std::string_view words, double size);
/// As much of the words as fits; empty when that is next to nothing.
[[nodiscard]] std::string fitting(std::string_view words, double size, double width);

/// "1.07", by the rule of printed loads.
[[nodiscard]] std::string load_text(double load);
/// "Alex, week of Mon 23 Nov: load 0.62 (31.5 of 40 h busy, 6.2 h for deadlines)".
[[nodiscard]] std::string load_words(const PlannerView& view, const PlannerWeek& week, std::size_t partner);
/// "23 Nov".
[[nodiscard]] std::string short_day(Date d);
/// "November 2026".
[[nodiscard]] std::string month_title(Date d);
/// The anchors of a finding's explanation and of its mark: "f-3", "m-3".
[[nodiscard]] std::string finding_anchor(std::size_t finding);
[[nodiscard]] std::string mark_anchor(std::size_t finding);
/// " fresh", " gone", " changed" or nothing.
[[nodiscard]] std::string_view change_class(Change change);
[[nodiscard]] std::string_view stay_name(StayKind kind);
[[nodiscard]] std::string_view severity_name(Severity severity);
/// The first letter of a name, as it is drawn on a chip.
[[nodiscard]] std::string initial(std::string_view name);

/// A cell of the heat map. `cell` is the corner of a partner's week.
struct HeatCell {
  double x = 0, y = 0, width = 0, height = 0;
  std::string_view where;  // "q" or "y": which map it belongs to
  int row = 0, column = 0;
};
void draw_heat(Drawing& drawing, const PlannerView& view, const PlannerWeek& week, std::size_t partner,
               const HeatCell& cell, Setting setting);

/// The numbered mark of a finding: shape and colour say how grave it is.
void draw_mark(Drawing& drawing, const PlannerView& view, std::size_t finding, double x, double y,
               Setting setting);

}  // namespace evenkeel
