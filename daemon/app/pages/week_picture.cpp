// A week by the hour: both partners on one axis, coverage windows across, and where both are free.
#include "app/pages/drawing.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace evenkeel {
namespace {

constexpr double label_width = 122;
constexpr double right = 1073;
constexpr double track = 19;
constexpr double row_height = 66;
constexpr double top = 28;

class WeekPicture {
 public:
  WeekPicture(const PlannerView& view, std::size_t week)
      : view_(view), days_(std::span(view.hours).subspan(week * 7, 7)) {
    for (const PlannerHours& day : days_) reach(day);
  }

  Picture draw() {
    for (int hour = first_; hour <= last_; ++hour) {
      out_.line(hour % 3 == 0 ? "hour strong" : "hour", x(hour), top - 6, x(hour), top + (7 * row_height));
      if (hour % 3 == 0) out_.text("letter", x(hour), 14, fmt::format("{:02}:00", hour));
    }
    for (std::size_t i = 0; i < days_.size(); ++i)
      draw_day(days_[i], top + (static_cast<double>(i) * row_height));
    return {out_.take(), right + 7, top + (7 * row_height)};
  }

 private:
  [[nodiscard]] double x(double hour) const {
    return label_width + ((right - label_width) * (hour - first_) / (last_ - first_));
  }
  /// Of the day's clock: both ends of a day are drawn where its clock says so.
  [[nodiscard]] double x(Instant t, const PlannerHours& day) const {
    if (t <= day.time.start) return x(first_);
    if (t >= day.time.end) return x(last_);
    const Seconds since = view_.zone->to_local(t) - LocalTime(day.date);
    return std::clamp(x(static_cast<double>(since.count()) / 3600), label_width, right);
  }

  /// The axis reaches as far as windows do.
  void reach(const PlannerHours& day) {
    for (const PlannerDuty& duty : day.duties) {
      const Seconds from = view_.zone->to_local(duty.time.start) - LocalTime(day.date);
      first_ = std::min(first_, std::max(0, static_cast<int>(from / Hours(1))));
      if (duty.time.end >= day.time.end) last_ = 24;
    }
  }

  void draw_day(const PlannerHours& day, double y) {
    const bool today = day.date == view_.today;
    out_.line("day-line", 0, y - 4, right, y - 4);
    out_.text(today ? "day-name current" : "day-name", 0, y + 16, day_text(day.date));
    for (const std::size_t p : {std::size_t{0}, std::size_t{1}}) {
      const double line = y + (static_cast<double>(p) * (track + 3));
      out_.text(fmt::format("initial p{}", p), label_width - 12, line + 14, initial(view_.names[p]));
      for (const Interval& part : day.working[p]) bar("working", part, day, line, track);
      for (const PlannerBlock& block : day.blocks[p]) draw_block(block, day, line, p);
    }
    for (const Interval& part : day.free) {
      out_.open(R"( class="free")", "Both free " + span_text(part, *view_.zone));
      bar("shape", part, day, y + (2 * track) + 9, 5);
      out_.close();
    }
    for (const PlannerCheckIn& check_in : day.check_ins) {
      out_.open(R"( class="check-in")", fmt::format("{}: {}", check_in.when, check_in.title));
      const double left = x(check_in.time.start, day);
      out_.rect("slot", left, y, std::max(6.0, x(check_in.time.end, day) - left), (2 * track) + 3, 4).close();
    }
    for (const PlannerDuty& duty : day.duties) draw_duty(duty, day, y);
  }

  void bar(std::string_view css, const Interval& time, const PlannerHours& day, double y, double height) {
    const double left = x(time.start, day);
    const double width = x(time.end, day) - left;
    if (width > 0.5) out_.rect(css, left, y, width, height, 3);
  }

  void draw_block(const PlannerBlock& block, const PlannerHours& day, double y, std::size_t p) {
    constexpr std::array<std::string_view, 5> css{"busy", "remote", "away", "leave", "focus"};
    const std::string_view kind = css[static_cast<std::size_t>(block.kind)];
    const std::string words = block.text.empty() ? std::string(kind) : block.text;
    out_.open(fmt::format(R"( class="block {} p{}{}")", kind, p, block.confirmed ? "" : " perhaps"),
              fmt::format("{}, {}: {}{}", view_.names[p], span_text(block.time, *view_.zone), words,
                          block.confirmed ? "" : " (not confirmed)"));
    bar("shape", block.time, day, y, track);
    const double width = x(block.time.end, day) - x(block.time.start, day);
    out_.text("inside", x(block.time.start, day) + 5, y + 14, fitting(block.text, 11, width - 8));
    out_.close();
  }

  void draw_duty(const PlannerDuty& duty, const PlannerHours& day, double y) {
    const std::string_view who = !duty.who               ? "nobody"
                                 : index(*duty.who) == 0 ? "p0"
                                 : index(*duty.who) == 1 ? "p1"
                                                         : "helper";
    std::string words = fmt::format("{}, {}: {}", span_text(duty.time, *view_.zone), duty.title, duty.name);
    if (!duty.tight.empty()) words += " – tight: " + duty.tight;
    out_.open(fmt::format(R"( class="window {}{}{}")", who, duty.tight.empty() ? "" : " tight",
                          change_class(duty.change)),
              words);
    const double left = x(duty.time.start, day);
    const double width = std::max(4.0, x(duty.time.end, day) - left);
    out_.rect("shape", left, y - 2, width, (2 * track) + 7, 4);
    const std::string name = duty.tight.empty() ? duty.name : duty.name + " · tight";
    out_.text("who", left, y + (2 * track) + 18, name);
    out_.close();
  }

  const PlannerView& view_;
  std::span<const PlannerHours> days_;
  int first_ = 6;
  int last_ = 23;
  Drawing out_;
};

}  // namespace

Picture week_picture(const PlannerView& view, std::size_t week) {
  return WeekPicture(view, week).draw();
}

}  // namespace evenkeel
