// Four weeks of duties, a column a day, over the balance that they leave.
#include "app/pages/drawing.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenkeel {
namespace {

constexpr double label_width = 122;
constexpr double day_width = 34;
constexpr double chip_height = 24;
constexpr double graph_height = 84;
constexpr std::size_t most_chips = 4;

std::string_view chip_class(const PlannerDuty& duty) {
  if (!duty.who) return "nobody";
  if (index(*duty.who) == 0) return "p0";
  return index(*duty.who) == 1 ? "p1" : "helper";
}

std::string duty_words(const PlannerDuty& duty, const Zone& zone) {
  std::string words = fmt::format("{}, {}: {}", span_text(duty.time, zone), duty.title, duty.name);
  if (!duty.tight.empty()) words += " – tight: " + duty.tight;
  return words;
}

class RotaPicture {
 public:
  explicit RotaPicture(const PlannerView& view)
      : view_(view), axis_{view.rota_dates.first, view.rota_dates.end, label_width, day_width} {}

  Picture draw() {
    draw_calendar();
    draw_chips();
    if (!view_.balance.empty()) draw_balance();
    return {out_.take(), axis_.x(axis_.end) + 2, y_};
  }

 private:
  void draw_calendar() {
    constexpr std::string_view letters = "MTWTFSS";
    for (Date d = axis_.first; d < axis_.end; d += Days(1)) {
      const auto weekday = static_cast<std::size_t>((d - axis_.first).count() % 7);
      const double x = axis_.x(d);
      if (weekday == 0) {
        out_.text("week-name", x + 4, 14, short_day(d)).line("month", x, 4, x, 42 + graph_height + 90);
      }
      out_.text(d == view_.today ? "letter current" : "letter", x + (day_width / 2), 34,
                letters.substr(weekday, 1));
    }
    y_ = 42;
  }

  void draw_chips() {
    out_.text("label", 0, y_ + 16, "Who covers");
    std::map<Date, std::size_t> count;
    std::size_t rows = 1;
    for (const PlannerDuty& duty : view_.rota) {
      if (duty.date < axis_.first || duty.date >= axis_.end) continue;
      const std::size_t row = count[duty.date]++;
      if (row >= most_chips) continue;
      rows = std::max(rows, row + 1);
      const double x = axis_.x(duty.date) + 2;
      const double y = y_ + (static_cast<double>(row) * (chip_height + 3));
      out_.open(fmt::format(R"( class="chip {}{}{}")", chip_class(duty), duty.tight.empty() ? "" : " tight",
                            change_class(duty.change)),
                duty_words(duty, *view_.zone));
      out_.rect("shape", x, y, day_width - 4, chip_height, 6);
      out_.text("count", x + ((day_width - 4) / 2), y + 16, duty.who ? name_letter(*duty.who) : "?");
      if (!duty.tight.empty()) out_.circle("warn", x + day_width - 7, y + 4, 3.5);
      out_.close();
    }
    if (view_.rota.empty()) out_.text("small", label_width + 4, y_ + 16, "no duties");
    y_ += (static_cast<double>(rows) * (chip_height + 3)) + 10;
  }

  [[nodiscard]] std::string name_letter(PersonIndex who) const {
    return initial(index(who) < 2 ? view_.names[index(who)] : view_.helpers[index(who) - 2]);
  }

  void draw_balance() {
    std::int64_t most = 100;
    for (const PlannerBalance& b : view_.balance) most = std::max(most, std::abs(b.hundredths));
    const double middle = y_ + (graph_height / 2);
    const double scale = (graph_height / 2 - 8) / static_cast<double>(most);
    const auto height = [&](std::int64_t hundredths) {
      return middle - (static_cast<double>(hundredths) * scale);
    };
    out_.text("label", 0, middle - 22, view_.names[0] + " has more");
    out_.text("label", 0, middle + 4, "Balance");
    out_.text("label", 0, middle + 30, view_.names[1] + " has more");
    out_.line("zero", label_width, middle, axis_.x(axis_.end), middle);
    std::string path;
    for (const PlannerBalance& b : view_.balance) {
      path += fmt::format("{}{} {}H{}", path.empty() ? "M" : "V", path.empty() ? units(axis_.x(b.date)) : "",
                          units(height(b.hundredths)), units(axis_.x(b.date) + day_width));
    }
    out_.open(R"( class="balance")", balance_words());
    out_.path("line", path);
    const PlannerBalance& last = view_.balance.back();
    out_.circle("end", axis_.x(last.date) + day_width - 3, height(last.hundredths), 4).close();
    out_.text("small end", axis_.x(axis_.end) - 8, height(last.hundredths) - 9,
              fmt::format("{:+.1f}", static_cast<double>(last.hundredths) / 100));
    y_ += graph_height;
  }

  [[nodiscard]] std::string balance_words() const {
    const auto points = static_cast<double>(view_.balance.back().hundredths) / 100;
    return fmt::format("After four weeks {} has {:.2f} points {} than due", view_.names[0], std::abs(points),
                       points < 0 ? "less" : "more");
  }

  const PlannerView& view_;
  DateAxis axis_;
  Drawing out_;
  double y_ = 0;
};

}  // namespace

Picture rota_picture(const PlannerView& view) {
  return RotaPicture(view).draw();
}

}  // namespace evenkeel
