// What the quarter's picture is drawn with. Used by it only.
#pragma once

#include "app/pages/drawing.hpp"

#include <algorithm>
#include <vector>

namespace evenkeel {

constexpr double lane = 20;  // height of a row of things

/// Things of one lane that must not lie on each other: the first of the lanes that is free from `left` on.
class Lanes {
 public:
  std::size_t place(double left, double right) {
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      if (ends_[i] > left) continue;
      ends_[i] = right;
      return i;
    }
    ends_.push_back(right);
    return ends_.size() - 1;
  }
  [[nodiscard]] std::size_t size() const { return ends_.size(); }

 private:
  std::vector<double> ends_;
};

/// A bar over dates with words in it, or beside it as far as there is room until `until`.
void draw_bar(Drawing& out, const DateAxis& axis, std::string_view css, const DateSpan& dates, double y,
              std::string_view words, double until, std::string_view title);

/// Where the next of these begins, or the axis ends.
template <typename Thing>
double room_after(const DateAxis& axis, const std::vector<const Thing*>& list, std::size_t i) {
  return axis.x(i + 1 < list.size() ? std::max(list[i + 1]->dates.first, axis.first) : axis.end);
}

/// One partner's load, crunches, days away and deadlines; where they end.
double draw_partner(Drawing& out, const PlannerView& view, const DateAxis& axis, PartnerIndex partner,
                    double y, Setting setting);

}  // namespace evenkeel
