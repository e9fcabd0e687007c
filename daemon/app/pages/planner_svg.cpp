// The pictures as one document of their own, for mail and other pages.
#include "app/pages/drawing.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

constexpr double width = 1140;
constexpr double margin = 30;

/// Puts a picture where it belongs, at its scale; what comes back is where it ends.
double place(Drawing& out, const Picture& picture, double x, double y, double wide) {
  const double scale = wide / picture.width;
  out.add(fmt::format(R"(<svg x="{}" y="{}" width="{}" height="{}" viewBox="0 0 {} {}">)", units(x), units(y),
                      units(wide), units(picture.height * scale), units(picture.width),
                      units(picture.height)));
  out.add(picture.body).add("</svg>");
  return y + (picture.height * scale);
}

double heading(Drawing& out, std::string_view words, double y) {
  out.text("heading", margin, y + 34, words);
  return y + 52;
}

}  // namespace

std::string_view picture_patterns() {
  return R"svg(<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch-line" x1="0" y1="0" x2="0" y2="6"/></pattern><pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse"><circle class="hatch-dot" cx="1.5" cy="1.5" r="1"/></pattern></defs>)svg";
}

std::string planner_svg(const PlannerView& view) {
  Drawing out;
  const double inner = width - (2 * margin);
  out.text("title", margin, margin + 26, view.household);
  out.text("small", margin, margin + 48,
           fmt::format("The months ahead, as of {} {}", day_text(view.today),
                       static_cast<int>(std::chrono::year_month_day(view.today).year())));
  if (view.changes) out.text("heading", margin, margin + 74, view.changes->title);
  double y = margin + (view.changes ? 86 : 56);
  y = place(out, quarter_picture(view, Setting::alone), margin, heading(out, "The quarter", y), inner);
  y = heading(out, "Four weeks of duties", y);
  y = place(out, rota_picture(view), margin, y, inner);
  y = heading(out, "The year", y);
  double bottom = y;
  const double half = (inner - 40) / 2;
  int column = 0;
  for (Date from = view.year.first; from < view.year.end; ++column) {
    const double x = margin + ((column % 2) * (half + 40));
    if (column > 0 && column % 2 == 0) y = bottom + 10;
    bottom = place(out, months_picture(view, from, Setting::alone), x, y, half);
    const std::chrono::year_month_day ymd(from);
    from = std::chrono::local_days((ymd.year() / ymd.month() + std::chrono::months(6)) / 1);
  }
  const double height = bottom + margin;
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"planner alone\" viewBox=\"0 0 {0} {1}\" "
      "width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"{2}\"><title>{2}</title><style>{3}</style>{4}"
      "<rect class=\"paper\" width=\"{0}\" height=\"{1}\"/>{5}</svg>\n",
      units(width), units(height), escaped(view.household + ": the months ahead"), planner_style(),
      picture_patterns(), out.take());
}

}  // namespace evenkeel
