#include "app/pages/drawing.hpp"

#include "core/findings/number.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {

Drawing& Drawing::rect(std::string_view css, double x, double y, double width, double height, double round) {
  out_ += fmt::format(R"(<rect class="{}" x="{}" y="{}" width="{}" height="{}")", css, units(x), units(y),
                      units(width), units(height));
  if (round > 0) out_ += fmt::format(R"( rx="{}")", units(round));
  out_ += "/>";
  return *this;
}

Drawing& Drawing::line(std::string_view css, double x1, double y1, double x2, double y2) {
  out_ += fmt::format(R"(<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>)", css, units(x1), units(y1),
                      units(x2), units(y2));
  return *this;
}

Drawing& Drawing::circle(std::string_view css, double x, double y, double radius) {
  out_ +=
      fmt::format(R"(<circle class="{}" cx="{}" cy="{}" r="{}"/>)", css, units(x), units(y), units(radius));
  return *this;
}

Drawing& Drawing::diamond(std::string_view css, double x, double y, double radius) {
  return path(css, fmt::format("M{} {}l{} {}l-{} {}l-{} -{}z", units(x), units(y - radius), units(radius),
                               units(radius), units(radius), units(radius), units(radius), units(radius)));
}

Drawing& Drawing::path(std::string_view css, std::string_view data) {
  out_ += fmt::format(R"(<path class="{}" d="{}"/>)", css, data);
  return *this;
}

Drawing& Drawing::text(std::string_view css, double x, double y, std::string_view words) {
  if (words.empty()) return *this;
  out_ += fmt::format(R"(<text class="{}" x="{}" y="{}">{}</text>)", css, units(x), units(y), escaped(words));
  return *this;
}

Drawing& Drawing::open(std::string_view attributes, std::string_view title) {
  out_ += fmt::format("<g{}>", attributes);
  if (!title.empty()) out_ += element("title", "", title);
  return *this;
}

Drawing& Drawing::open_link(std::string_view id, std::string_view target, std::string_view css,
                            std::string_view label) {
  out_ +=
      fmt::format(R"(<a id="{}" href="#{}" class="{}"{}>)", id, target, css, attribute("aria-label", label));
  out_ += element("title", "", label);
  return *this;
}

Drawing& Drawing::close() {
  out_ += "</g>";
  return *this;
}

Drawing& Drawing::close_link() {
  out_ += "</a>";
  return *this;
}

Drawing& Drawing::add(std::string_view markup) {
  out_ += markup;
  return *this;
}

double text_width(std::string_view words, double size) {
  double width = 0;
  for (const char c : words) {
    if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80) continue;  // goes on with a character
    width += size * (c == ' ' || c == 'i' || c == 'l' || c == '.' || c == ',' ? 0.32 : 0.58);
  }
  return width;
}

std::string fitting(std::string_view words, double size, double width) {
  if (text_width(words, size) <= width) return std::string(words);
  const auto most = static_cast<std::size_t>(std::max(0.0, width / (size * 0.55)));
  return most < 4 ? std::string() : shortened(words, most);
}

std::string load_text(double load) {
  return fmt::format("{:.2f}", printed_load(load));
}

std::string load_words(const PlannerView& view, const PlannerWeek& week, std::size_t partner) {
  const PlannerLoad& load = week.loads[partner];
  std::string words = fmt::format("{}, week of {}: load {}", view.names[partner], day_text(week.monday),
                                  load_text(load.load));
  if (week.before[partner]) words += fmt::format(", was {}", load_text(week.before[partner]->load));
  words +=
      fmt::format(" – {:.1f} of {:.1f} h taken", printed_hours(load.busy), printed_hours(load.available));
  if (load.spread > Seconds{0}) words += fmt::format(", {:.1f} h for deadlines", printed_hours(load.spread));
  return words;
}

std::string short_day(Date d) {
  return day_text(d).substr(4);
}

std::string month_title(Date d) {
  constexpr std::array<std::string_view, 12> names{"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
  const std::chrono::year_month_day ymd(d);
  return fmt::format("{} {}", names[unsigned{ymd.month()} - 1], static_cast<int>(ymd.year()));
}

std::string finding_anchor(std::size_t finding) {
  return fmt::format("f-{}", finding + 1);
}

std::string mark_anchor(std::size_t finding) {
  return fmt::format("m-{}", finding + 1);
}

std::string_view change_class(Change change) {
  constexpr std::array<std::string_view, 4> classes{"", " fresh", " gone", " changed"};
  return classes[static_cast<std::size_t>(change)];
}

std::string_view stay_name(StayKind kind) {
  constexpr std::array<std::string_view, 3> names{"away", "leave", "at home"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view severity_name(Severity severity) {
  constexpr std::array<std::string_view, 3> names{"info", "warning", "urgent"};
  return names[static_cast<std::size_t>(severity)];
}

std::string initial(std::string_view name) {
  std::size_t length = 1;
  while (length < name.size() && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80) ++length;
  return std::string(name.substr(0, length));
}

int load_step(double load) {
  constexpr std::array<double, 6> ends{0.2, 0.4, 0.55, 0.7, 0.85, 1};
  int step = 0;
  for (const double end : ends) step += load >= end ? 1 : 0;
  return step;
}

void draw_heat(Drawing& drawing, const PlannerView& view, const PlannerWeek& week, std::size_t partner,
               const HeatCell& cell, Setting setting) {
  const double load = week.loads[partner].load;
  const int step = load_step(load);
  std::string attributes = fmt::format(R"( class="cell{}")", week.before[partner] ? " changed" : "");
  const std::string words = load_words(view, week, partner);
  if (setting == Setting::page) {
    attributes += fmt::format(R"( role="img" data-map="{}" data-row="{}" data-column="{}")", cell.where,
                              cell.row, cell.column);
    attributes += attribute("aria-label", words);
  }
  drawing.open(attributes, words);
  drawing.rect(fmt::format("l{}", step), cell.x, cell.y, cell.width, cell.height, 3);
  if (step == 6) drawing.rect("over", cell.x, cell.y, cell.width, cell.height, 3);
  std::string number = load_text(load);
  if (week.before[partner] && cell.width > 60) {
    number = load_text(week.before[partner]->load) + "→" + number;
  }
  drawing.text(fmt::format("number on{}", step), cell.x + (cell.width / 2), cell.y + (cell.height / 2) + 4,
               number);
  drawing.close();
}

void draw_mark(Drawing& drawing, const PlannerView& view, std::size_t finding, double x, double y,
               Setting setting) {
  const PlannerFinding& f = view.findings[finding];
  std::string css = fmt::format("mark {}{}{}", severity_name(f.finding.severity),
                                f.finding.if_accepted ? " perhaps" : "", change_class(f.change));
  const std::string label =
      fmt::format("{}. {}, {}: {}", finding + 1, severity_name(f.finding.severity), f.when, f.finding.title);
  if (setting == Setting::page) {
    drawing.open_link(mark_anchor(finding), finding_anchor(finding), css, label);
  } else {
    drawing.open(fmt::format(R"( class="{}")", css), label);
  }
  if (f.finding.severity == Severity::urgent) {
    drawing.diamond("shape", x, y, 13);
  } else {
    drawing.circle("shape", x, y, 10);
  }
  drawing.text("count", x, y + 4, std::to_string(finding + 1));
  if (f.change == Change::gone) drawing.line("strike", x - 12, y + 8, x + 12, y - 8);
  if (setting == Setting::page) {
    drawing.close_link();
  } else {
    drawing.close();
  }
}

}  // namespace evenkeel
