// A quarter, week by week: both partners' load, days away, deadlines with their lead time, crunches; below
// them what both have in common, and what collides.
#include "app/pages/quarter.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr double label_width = 122;
constexpr double week_width = 73;
constexpr double text_size = 12;

DateAxis axis_of(const PlannerView& view) {
  return {view.quarter.first, view.quarter.end, label_width, week_width / 7};
}

double mark_x(const DateAxis& axis, const PlannerFinding& f) {
  return axis.x(axis.clipped(f.dates).first) + (axis.day / 2);
}

class Quarter {
 public:
  Quarter(const PlannerView& view, Setting setting) : view_(view), setting_(setting), axis_(axis_of(view)) {}

  Picture draw() {
    draw_calendar();
    draw_days();
    draw_careers();
    for (const PartnerIndex p : both_partners) {
      y_ = draw_partner(out_, view_, axis_, p, y_, setting_) + 12;
    }
    y_ += 6;
    draw_check_ins();
    draw_findings();
    const double height = y_ + 4;
    Drawing whole;
    draw_background(whole, height);
    return {whole.take() + out_.take(), right(), height};
  }

 private:
  [[nodiscard]] double right() const { return axis_.x(axis_.end) + 2; }

  /// Behind everything: where months begin, and today.
  void draw_background(Drawing& whole, double height) const {
    for (Date d = axis_.first; d < axis_.end; d += Days(1)) {
      const std::chrono::year_month_day ymd(d);
      if (unsigned{ymd.day()} == 1) whole.line("month", axis_.x(d), 4, axis_.x(d), height);
    }
    if (view_.horizon < axis_.end) {
      const double x = axis_.x(std::max(view_.horizon, axis_.first));
      whole.rect("unknown", x, 40, axis_.x(axis_.end) - x, height - 40);
    }
    if (axis_.first <= view_.today && view_.today < axis_.end) {
      const double x = axis_.x(view_.today) + (axis_.day / 2);
      whole.line("today", x, 40, x, height);
    }
  }

  void draw_calendar() {
    Date month = axis_.first;
    while (month < axis_.end) {
      const std::chrono::year_month_day ymd(month);
      const Date next = std::chrono::local_days((ymd.year() / ymd.month() + std::chrono::months(1)) / 1);
      const double room = axis_.x(std::min(next, axis_.end)) - axis_.x(month);
      out_.text("month-name", axis_.x(month) + 4, 16, fitting(month_title(month), 14, room));
      month = next;
    }
    for (Date d = axis_.first; d < axis_.end; d += Days(7)) {
      const bool current = d <= view_.today && view_.today < d + Days(7);
      out_.text(current ? "week-name current" : "week-name", axis_.x(d) + 4, 34, short_day(d));
    }
    y_ = 46;
  }

  void label(std::string_view words, double y) { out_.text("label", 0, y, words); }

  void draw_days() {
    std::vector<const PlannerDay*> days;
    for (const PlannerDay& day : view_.days) {
      if (axis_.shows(day.dates)) days.push_back(&day);
    }
    if (days.empty()) return;
    label("School & home", y_ + 12);
    for (std::size_t i = 0; i < days.size(); ++i) {
      draw_bar(out_, axis_, days[i]->closing ? "closing" : "house-day", days[i]->dates, y_, days[i]->text,
               room_after(axis_, days, i),
               fmt::format("{}: {}", day_text(days[i]->dates.first), days[i]->text));
    }
    y_ += lane + 2;
  }

  void draw_careers() {
    label("Career model", y_ + 12);
    for (const PlannerCareer& career : view_.careers) {
      if (!axis_.shows(career.dates)) continue;
      const DateSpan shown = axis_.clipped(career.dates);
      const double x = axis_.x(shown.first);
      out_.line("career", x + 1, y_ + 15, axis_.x(shown.end) - 1, y_ + 15);
      out_.text("small", x + 4, y_ + 11, fitting(career.text, text_size, axis_.x(shown.end) - x - 8));
    }
    y_ += lane + 6;
  }

  void draw_check_ins() {
    bool any = false;
    for (const PlannerCheckIn& check_in : view_.check_ins) {
      if (check_in.date < axis_.first || check_in.date >= axis_.end) continue;
      const double x = axis_.x(check_in.date) + (axis_.day / 2);
      out_.open(R"( class="check-in")", fmt::format("{}: {}", check_in.when, check_in.title));
      out_.circle(check_in.common ? "dot" : "dot own", x, y_ + 8, 5).close();
      any = true;
    }
    if (!any) return;
    label("Check-ins", y_ + 12);
    y_ += lane + 2;
  }

  void draw_findings() {
    const std::vector<std::optional<std::size_t>> placed = mark_rows(view_);
    std::size_t rows = 1;
    std::size_t left_out = 0;
    bool any = false;
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!axis_.shows(view_.findings[i].dates)) continue;
      any = true;
      if (!placed[i]) {
        ++left_out;
        continue;
      }
      rows = std::max(rows, *placed[i] + 1);
      const double y = y_ + 14 + (static_cast<double>(*placed[i]) * 27);
      draw_mark(out_, view_, i, mark_x(axis_, view_.findings[i]), y, setting_);
    }
    label("What collides", y_ + 18);
    if (!any) out_.text("small", label_width + 4, y_ + 18, "nothing");
    y_ += (static_cast<double>(rows) * 27) + 2;
    if (left_out == 0) return;
    out_.text("small", label_width + 4, y_ + 10, fmt::format("and {} more", left_out));
    y_ += 14;
  }

  const PlannerView& view_;
  Setting setting_;
  DateAxis axis_;
  Drawing out_;
  double y_ = 0;
};

}  // namespace

std::vector<std::optional<std::size_t>> mark_rows(const PlannerView& view) {
  constexpr std::size_t most = 6;
  constexpr double half = 13;
  const DateAxis axis = axis_of(view);
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < view.findings.size(); ++i) {
    if (axis.shows(view.findings[i].dates)) shown.push_back(i);
  }
  std::ranges::stable_sort(shown, {}, [&](std::size_t i) { return view.findings[i].dates.first; });
  std::vector<std::optional<std::size_t>> rows(view.findings.size());
  Lanes lanes;
  for (const std::size_t i : shown) {
    const double x = mark_x(axis, view.findings[i]);
    const std::size_t row = lanes.place(x - half, x + half);
    if (row < most) rows[i] = row;
  }
  return rows;
}

Picture quarter_picture(const PlannerView& view, Setting setting) {
  return Quarter(view, setting).draw();
}

}  // namespace evenkeel
