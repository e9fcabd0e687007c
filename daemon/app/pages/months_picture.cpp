// Half a year: a row for each month, a cell for each week, both partners side by side in it.
#include "app/pages/drawing.hpp"
#include "core/time/text.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr int months_shown = 6;
constexpr double label_width = 44;
constexpr double week_width = 66;
constexpr double gap = 5;
constexpr double cell_height = 24;
constexpr double row_height = 58;
constexpr double top = 26;

std::chrono::year_month month_of(Date d) {
  const std::chrono::year_month_day ymd(d);
  return ymd.year() / ymd.month();
}

class Months {
 public:
  Months(const PlannerView& view, Date from, Setting setting)
      : view_(view), first_(month_of(from)), setting_(setting) {}

  Picture draw() {
    for (int column = 0; column < 5; ++column) {
      for (const std::size_t p : {std::size_t{0}, std::size_t{1}}) {
        out_.text(fmt::format("initial p{}", p), half_x(column, p) + (half_width() / 2), 16,
                  initial(view_.names[p]));
      }
    }
    for (int row = 0; row < months_shown; ++row) draw_month(row);
    return {out_.take(), label_width + (5 * week_width), top + (months_shown * row_height)};
  }

 private:
  static double half_width() { return (week_width - gap - 1) / 2; }
  static double half_x(int column, std::size_t partner) {
    return label_width + (column * week_width) + (static_cast<double>(partner) * (half_width() + 1));
  }

  void draw_month(int row) {
    const std::chrono::year_month month = first_ + std::chrono::months(row);
    const Date first = std::chrono::local_days(month / 1);
    const double y = top + (row * row_height);
    out_.line("month", 0, y - 4, label_width + (5 * week_width) - gap, y - 4);
    out_.text("month-name", 0, y + 27, month_title(first).substr(0, 3));
    if (row == 0 || unsigned{month.month()} == 1) {
      out_.text("small", 0, y + 41, std::to_string(static_cast<int>(month.year())));
    }
    int column = 0;
    for (const PlannerWeek& week : view_.weeks) {
      if (month_of(week.monday) != month) continue;
      draw_week(week, row, column++, y);
    }
  }

  void draw_week(const PlannerWeek& week, int row, int column, double y) {
    const Date end = week.monday + Days(7);
    const bool current = week.monday <= view_.today && view_.today < end;
    const std::chrono::year_month_day ymd(week.monday);
    out_.text(current ? "day current" : "day", half_x(column, 0), y + 8, std::to_string(unsigned{ymd.day()}));
    for (const std::size_t p : {std::size_t{0}, std::size_t{1}}) {
      draw_heat(out_, view_, week, p,
                {.x = half_x(column, p),
                 .y = y + 12,
                 .width = half_width(),
                 .height = cell_height,
                 .where = "y",
                 .row = first_row() + row,
                 .column = (2 * column) + static_cast<int>(p)},
                setting_);
      draw_stays(week, p, half_x(column, p), y + 12 + cell_height + 2);
    }
    if (current) out_.rect("now", half_x(column, 0) - 2, y + 10, week_width - gap + 4, cell_height + 4, 4);
    if (week.monday >= view_.horizon) {
      out_.line("no-look", half_x(column, 0), y + 50, half_x(column, 0) + week_width - gap, y + 50);
    }
    draw_days(week, half_x(column, 0), y + 12 + cell_height + 7);
    draw_dues(week, column, y);
    draw_worst(week, half_x(column, 0) + week_width - gap - 8, y + 6);
  }

  /// The second half-year's rows go on counting, so that the arrow keys lead through the year.
  [[nodiscard]] int first_row() const {
    const auto begin = month_of(view_.year.first);
    return static_cast<int>((first_ - begin).count());
  }

  /// Days of a week, as a strip of this width.
  void strip(std::string_view css, const PlannerWeek& week, const DateSpan& dates, double x, double y,
             double width, double height) {
    const DateAxis axis{week.monday, week.monday + Days(7), x, width / 7};
    if (!axis.shows(dates)) return;
    const DateSpan shown = axis.clipped(dates);
    out_.rect(css, axis.x(shown.first), y, axis.x(shown.end) - axis.x(shown.first), height);
  }

  void draw_stays(const PlannerWeek& week, std::size_t p, double x, double y) {
    for (const PlannerStay& stay : view_.stays) {
      if (index(stay.partner) != p || stay.kind == StayKind::remote) continue;
      strip(fmt::format("stay-strip {}{}{}", stay.kind == StayKind::away ? "away" : "leave",
                        stay.confirmed ? "" : " perhaps", change_class(stay.change)),
            week, stay.dates, x, y, half_width(), 4);
    }
  }

  void draw_days(const PlannerWeek& week, double x, double y) {
    for (const PlannerDay& day : view_.days) {
      if (day.closing) strip("closing-strip", week, day.dates, x, y, week_width - gap - 1, 4);
    }
  }

  /// Deadlines and milestones of the week, by the half of whom they are.
  void draw_dues(const PlannerWeek& week, int column, double y) {
    const Date end = week.monday + Days(7);
    for (const PlannerDeadline& d : view_.deadlines) {
      const double left = half_x(column, index(d.partner));
      const auto at = [&](Date date) {
        return left + 4 + ((half_width() - 8) * static_cast<double>((date - week.monday).count()) / 6);
      };
      const double line = y + 50;
      if (week.monday <= d.due && d.due < end) {
        out_.open(fmt::format(R"( class="deadline p{}{}")", index(d.partner), change_class(d.change)),
                  fmt::format("{}: {}, {}", view_.names[index(d.partner)], d.title, day_text(d.due)));
        if (d.milestone) {
          out_.circle("point", at(d.due), line, 3);
        } else {
          out_.diamond("point", at(d.due), line, 4);
        }
        out_.close();
      }
      for (const Date alternative : d.alternatives) {
        if (week.monday <= alternative && alternative < end) out_.diamond("ghost", at(alternative), line, 4);
      }
    }
  }

  /// The worst of what collides in the week, and how much there is.
  void draw_worst(const PlannerWeek& week, double x, double y) {
    std::size_t count = 0;
    std::size_t worst = 0;
    const DateSpan days{week.monday, week.monday + Days(7)};
    for (std::size_t i = 0; i < view_.findings.size(); ++i) {
      const PlannerFinding& f = view_.findings[i];
      if (f.change == Change::gone || f.dates.first >= days.end || f.dates.end <= days.first) continue;
      if (count++ == 0) worst = i;
    }
    if (count == 0) return;
    const PlannerFinding& f = view_.findings[worst];
    const std::string css =
        fmt::format("tally {}{}", severity_name(f.finding.severity), f.finding.if_accepted ? " perhaps" : "");
    const std::string words = fmt::format("Week of {}: {}, the worst: {}", short_day(week.monday),
                                          counted(count, "finding"), f.finding.title);
    if (setting_ == Setting::page) {
      out_.open_link("y-" + iso_date(week.monday), finding_anchor(worst), css, words);
    } else {
      out_.open(fmt::format(R"( class="{}")", css), words);
    }
    out_.rect("shape", x - 8, y - 8, 16, 14, 7).text("count", x, y + 3, std::to_string(count));
    if (setting_ == Setting::page) {
      out_.close_link();
    } else {
      out_.close();
    }
  }

  const PlannerView& view_;
  std::chrono::year_month first_;
  Setting setting_;
  Drawing out_;
};

}  // namespace

Picture months_picture(const PlannerView& view, Date from, Setting setting) {
  return Months(view, from, setting).draw();
}

}  // namespace evenkeel
