// One partner's rows of the quarter.
#include "app/pages/quarter.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {
namespace {

constexpr double cell_height = 32;
constexpr double text_size = 12;
constexpr std::size_t most_lanes = 6;

class PartnerRows {
 public:
  PartnerRows(Drawing& out, const PlannerView& view, const DateAxis& axis, PartnerIndex partner, double y,
              Setting setting)
      : out_(out), view_(view), axis_(axis), partner_(index(partner)), setting_(setting), y_(y) {}

  double draw() {
    const std::size_t p = partner_;
    out_.text(fmt::format("name p{}", p), 0, y_ + 20, fitting(view_.names[p], 15, axis_.left - 8));
    int column = 0;
    for (const PlannerWeek& week : view_.weeks) {
      if (week.monday < axis_.first || week.monday >= axis_.end) continue;
      if (week.monday >= view_.horizon && week.loads[p].available == Seconds{0}) {
        ++column;
        continue;
      }
      draw_heat(out_, view_, week, p,
                {.x = axis_.x(week.monday) + 1,
                 .y = y_,
                 .width = (7 * axis_.day) - 2,
                 .height = cell_height,
                 .where = "q",
                 .row = static_cast<int>(p),
                 .column = column++},
                setting_);
    }
    y_ += cell_height + 3;
    draw_crunches(p);
    draw_stays(p);
    draw_deadlines(p);
    return y_;
  }

 private:
  [[nodiscard]] double right() const { return axis_.x(axis_.end) + 2; }

  void draw_crunches(std::size_t p) {
    bool any = false;
    for (const PlannerBand& band : view_.crunches) {
      if (index(band.partner) != p || !axis_.shows(band.dates)) continue;
      const DateSpan shown = axis_.clipped(band.dates);
      const double x = axis_.x(shown.first);
      const double width = axis_.x(shown.end) - x;
      const std::string words = fmt::format("crunch {}", load_text(band.load));
      const std::string title =
          fmt::format("{}: crunch {} – {}, load {}", view_.names[p], day_text(band.dates.first),
                      day_text(band.dates.end - Days(1)), load_text(band.load));
      if (setting_ == Setting::page && band.finding != no_finding) {
        out_.open_link(fmt::format("c-{}", band.finding + 1), finding_anchor(band.finding), "crunch", title);
      } else {
        out_.open(R"( class="crunch")", title);
      }
      out_.rect("band", x, y_, width, 9, 2).rect("hatched", x, y_, width, 9, 2);
      out_.line("tick", x, y_ - 3, x, y_ + 11).line("tick", x + width, y_ - 3, x + width, y_ + 11);
      const bool fits = x + width + 5 + text_width(words, text_size) < right();
      out_.text(fits ? "beside strong" : "beside strong end", fits ? x + width + 5 : x - 5, y_ + 9, words);
      if (setting_ == Setting::page && band.finding != no_finding) {
        out_.close_link();
      } else {
        out_.close();
      }
      any = true;
    }
    if (any) y_ += 15;
  }

  void draw_stays(std::size_t p) {
    std::vector<const PlannerStay*> stays;
    for (const PlannerStay& stay : view_.stays) {
      if (index(stay.partner) == p && axis_.shows(stay.dates)) stays.push_back(&stay);
    }
    if (stays.empty()) return;
    std::ranges::stable_sort(stays, {}, [](const PlannerStay* s) { return s->dates; });
    for (std::size_t i = 0; i < stays.size(); ++i) {
      const PlannerStay& stay = *stays[i];
      constexpr std::array<std::string_view, 3> css{"away", "leave", "remote"};
      draw_bar(out_, axis_,
               fmt::format("stay {}{}{}", css[static_cast<std::size_t>(stay.kind)],
                           stay.confirmed ? "" : " perhaps", change_class(stay.change)),
               stay.dates, y_, stay.kind == StayKind::remote ? std::string() : stay.text,
               room_after(axis_, stays, i),
               fmt::format("{}, {} {} – {}: {}{}", view_.names[p], stay_name(stay.kind),
                           day_text(stay.dates.first), day_text(stay.dates.end - Days(1)), stay.text,
                           stay.confirmed ? "" : " (not confirmed)"));
    }
    y_ += lane;
  }

  void draw_deadlines(std::size_t p) {
    Lanes lanes;
    std::size_t left_out = 0;
    for (const PlannerDeadline& d : view_.deadlines) {
      if (index(d.partner) != p || !axis_.shows({d.start, d.due + Days(1)})) continue;
      const double due = axis_.x(std::min(d.due, axis_.end)) + (axis_.day / 2);
      const double words = due + 16 + text_width(d.title, text_size);
      const bool before = words > right();
      const double x = std::min(axis_.x(std::max(d.start, axis_.first)),
                                before ? due - 16 - text_width(d.title, text_size) : due);
      const std::size_t row = lanes.place(x, before ? right() : words + 10);
      if (row >= most_lanes) {
        ++left_out;
        continue;
      }
      draw_deadline(d, y_ + (static_cast<double>(row) * lane) + 9, before);
    }
    y_ += static_cast<double>(std::min(lanes.size(), most_lanes)) * lane;
    if (left_out > 0) {
      out_.text("small", axis_.left, y_ + 11, fmt::format("and {} more", left_out));
      y_ += lane;
    }
  }

  void draw_deadline(const PlannerDeadline& d, double y, bool words_before) {
    const std::string title = fmt::format("{}: {}{}, {} {}", view_.names[index(d.partner)], d.title,
                                          d.confirmed ? "" : " (not confirmed)",
                                          d.milestone ? "milestone on" : "due", day_text(d.due));
    out_.open(fmt::format(R"( class="deadline p{}{}{}")", index(d.partner), d.confirmed ? "" : " perhaps",
                          change_class(d.change)),
              title);
    const double from = axis_.x(std::max(d.start, axis_.first));
    const double due = axis_.x(std::min(d.due, axis_.end)) + (axis_.day / 2);
    if (d.due < axis_.end) {
      draw_ghosts(d, due, y);
      if (due - from > 4 && !d.milestone) out_.line("lead", from, y, due, y);
      if (d.milestone) {
        out_.circle("point", due, y, 5);
      } else {
        out_.diamond("point", due, y, 6);
      }
    } else {
      out_.line("lead", from, y, axis_.x(axis_.end), y);
    }
    const double width = text_width(d.title, text_size);
    const double x = words_before ? std::max(axis_.left, due - 12 - width) : due + 11;
    out_.text(words_before && due - from > width ? "words above" : "words", x,
              words_before && due - from > width ? y - 3 : y + 4,
              words_before ? fitting(d.title, text_size, due - 12 - x) : d.title);
    if (d.change == Change::gone) out_.line("strike", due - 9, y + 6, due + 9, y - 6);
    out_.close();
  }

  /// Where it could move to.
  void draw_ghosts(const PlannerDeadline& d, double due, double y) {
    for (const Date alternative : d.alternatives) {
      if (alternative < axis_.first || alternative >= axis_.end) continue;
      const double x = axis_.x(alternative) + (axis_.day / 2);
      out_.line("ghost-way", std::min(due, x), y, std::max(due, x), y);
      out_.open("", fmt::format("{} could be due {} instead", d.title, day_text(alternative)));
      out_.diamond("ghost", x, y, 6).close();
    }
  }

  Drawing& out_;
  const PlannerView& view_;
  const DateAxis& axis_;
  std::size_t partner_;
  Setting setting_;
  double y_;
};

}  // namespace

void draw_bar(Drawing& out, const DateAxis& axis, std::string_view css, const DateSpan& dates, double y,
              std::string_view words, double until, std::string_view title) {
  constexpr double height = 15;
  const DateSpan shown = axis.clipped(dates);
  const double x = axis.x(shown.first);
  const double width = axis.x(shown.end) - x;
  out.open(fmt::format(R"( class="{}")", css), title);
  out.rect("bar", x + 0.5, y, width - 1, height, 3);
  const std::string inside = fitting(words, 11, width - 8);
  if (inside == words) {
    out.text("inside", x + 5, y + height - 4, inside);
  } else {
    out.text("beside", x + width + 3, y + height - 4, fitting(words, 11, until - x - width - 6));
  }
  out.close();
}

double draw_partner(Drawing& out, const PlannerView& view, const DateAxis& axis, PartnerIndex partner,
                    double y, Setting setting) {
  return PartnerRows(out, view, axis, partner, y, setting).draw();
}

}  // namespace evenkeel
