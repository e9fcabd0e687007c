#include "app/pages/page.hpp"

#include "app/pages/drawing.hpp"
#include "app/pages/markup.hpp"
#include "app/pages/page_parts.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {
namespace {

/// A picture, and beside it the table that says the same.
std::string figure(const Picture& picture, std::string_view css, std::string_view label) {
  return fmt::format("<svg class=\"picture {}\" viewBox=\"0 0 {} {}\" role=\"group\"{}>{}</svg>\n", css,
                     units(picture.width), units(picture.height), attribute("aria-label", label),
                     picture.body);
}

std::string tabled(std::string_view id, const std::string& table) {
  return fmt::format(
      "<button type=\"button\" class=\"as-table\" aria-expanded=\"false\" aria-controls=\"{0}\">As a "
      "table</button>\n"
      "<div id=\"{0}\" class=\"table\">\n{1}</div>\n",
      id, table);
}

std::string section(std::string_view id, std::string_view title, const std::string& inside) {
  return fmt::format(
      "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n{2}</section>\n",
      id, escaped(title), inside);
}

std::string summary(const PlannerView& view) {
  std::array<int, 3> count{};
  for (const PlannerFinding& f : view.findings) {
    if (f.change != Change::gone) ++count[static_cast<std::size_t>(f.finding.severity)];
  }
  std::string text;
  for (const Severity severity : {Severity::urgent, Severity::warning, Severity::info}) {
    const int n = count[static_cast<std::size_t>(severity)];
    if (n == 0) continue;
    text += fmt::format("<li class=\"{0}\"><a href=\"#findings\"><strong>{1}</strong> {2}</a></li>",
                        severity_name(severity), n,
                        severity == Severity::urgent    ? "urgent"
                        : severity == Severity::warning ? (n == 1 ? "warning" : "warnings")
                                                        : "to know of");
  }
  if (text.empty()) text = "<li>Nothing collides</li>";
  return "<ul class=\"summary\">" + text + "</ul>\n";
}

std::string header(const PlannerView& view) {
  const auto year = static_cast<int>(std::chrono::year_month_day(view.today).year());
  std::string html = "<header>\n" + element("p", " class=\"kind\"", "The months ahead") + "\n" +
                     element("h1", "", view.household) + "\n";
  html += element("p", " class=\"as-of\"",
                  fmt::format("As of {} {}, {}, {} time. For {}.", day_text(view.today), year,
                              clock_text(view.now, *view.zone), view.zone->name(),
                              view.audience.empty() ? "the household: what both may see" : view.audience)) +
          "\n";
  html += summary(view);
  html +=
      "<nav aria-label=\"On this page\"><a href=\"#quarter\">Quarter</a><a href=\"#findings\">What "
      "collides</a>"
      "<a href=\"#rota\">Duties</a><a href=\"#year\">Year</a><a href=\"#week\">Week</a></nav>\n";
  return html + "</header>\n";
}

std::string load_legend(const PlannerView& view) {
  constexpr std::array<std::string_view, 7> ends{"0", "0.2", "0.4", "0.55", "0.7", "0.85", "1 and more"};
  std::string html = "<ul class=\"legend\" aria-label=\"Legend\"><li>Week load:</li>";
  for (std::size_t step = 0; step < ends.size(); ++step) {
    html += fmt::format(
        "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><rect class=\"l{0}\" "
        "width=\"24\" height=\"14\" rx=\"3\"/>{1}</svg>{2}</li>",
        step, step == 6 ? "<rect class=\"over\" width=\"24\" height=\"14\" rx=\"3\"/>" : "", ends[step]);
  }
  html += fmt::format("<li>1 = all working hours taken; a crunch from {} on</li></ul>\n",
                      load_text(view.crunch_load));
  return html;
}

std::string sign_legend() {
  return "<ul class=\"legend signs\" aria-label=\"Signs\">"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"stay away\"><rect "
         "class=\"bar\" "
         "width=\"24\" height=\"14\" rx=\"3\"/></g></svg>away</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"stay leave\"><rect "
         "class=\"bar\" "
         "width=\"24\" height=\"14\" rx=\"3\"/></g></svg>leave</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"stay "
         "remote\"><rect class=\"bar\" "
         "x=\"1\" y=\"1\" width=\"22\" height=\"12\" rx=\"3\"/></g></svg>at home</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"closing\"><rect "
         "class=\"bar\" "
         "width=\"24\" height=\"14\" rx=\"3\"/></g></svg>no school</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><g class=\"crunch\"><rect "
         "class=\"band\" "
         "y=\"3\" width=\"24\" height=\"8\" rx=\"2\"/><rect class=\"hatched\" y=\"3\" width=\"24\" "
         "height=\"8\"/></g></svg>crunch</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"legend-due\" "
         "d=\"M17 1l6 6-6 6-6-6z\"/><line class=\"legend-lead\" x1=\"0\" y1=\"7\" x2=\"14\" "
         "y2=\"7\"/></svg>deadline and its lead time</li>"
         "<li><svg class=\"swatch\" viewBox=\"0 0 24 14\" aria-hidden=\"true\"><path class=\"ghost\" "
         "d=\"M12 1l6 6-6 6-6-6z\"/></svg>where it could move to</li></ul>\n";
}

std::string quarter_section(const PlannerView& view) {
  std::string html =
      "<p class=\"readout\" role=\"status\" aria-live=\"polite\">Point at a week, or walk through the weeks "
      "with the arrow keys, to read its numbers.</p>\n";
  html += figure(quarter_picture(view, Setting::page), "wide",
                 "The quarter as a picture; the table below says the same");
  html += load_legend(view) + sign_legend();
  return section("quarter", "The quarter",
                 html + tabled("quarter-table", weeks_table(view, view.quarter, true)));
}

std::string year_section(const PlannerView& view) {
  std::string html = fmt::format(
      "<p>Each week has two cells: {} on the left, {} on the right. Clashes are looked for until {}.</p>\n"
      "<button type=\"button\" class=\"numbers\" aria-pressed=\"false\">Show the numbers</button>\n<div "
      "class=\"year\">\n",
      escaped(view.names[0]), escaped(view.names[1]), day_text(view.horizon - Days(1)));
  for (Date from = view.year.first; from < view.year.end;) {
    html +=
        figure(months_picture(view, from, Setting::page), "months",
               "Half a year from " + month_title(from) + " on, as a picture; the table below says the same");
    const std::chrono::year_month_day ymd(from);
    from = std::chrono::local_days((ymd.year() / ymd.month() + std::chrono::months(6)) / 1);
  }
  html += "</div>\n";
  return section("year", "The year", html + tabled("year-table", weeks_table(view, view.year, false)));
}

std::string rota_section(const PlannerView& view) {
  const std::string html = figure(rota_picture(view), "wide",
                                  "Duties and their balance as a picture; the table below says the same");
  return section("rota", "Duties of four weeks", html + tabled("rota-table", rota_table(view)));
}

std::string free_slots(const PlannerView& view) {
  if (view.free.empty()) return "<p>In the next two weeks there is no hour in which both are free.</p>\n";
  std::string html = "<h3>When both are free next</h3>\n<ul class=\"slots\">";
  for (const Interval& slot : view.free) html += element("li", "", span_text(slot, *view.zone));
  return html + "</ul>\n";
}

std::string week_section(const PlannerView& view) {
  const std::size_t weeks = view.hours.size() / 7;
  std::string html = "<div class=\"tabs\" role=\"tablist\" aria-label=\"Which week\">\n";
  for (std::size_t week = 0; week < weeks; ++week) {
    html += fmt::format(
        "<button type=\"button\" role=\"tab\" id=\"tab-{0}\" aria-controls=\"week-{0}\" "
        "aria-selected=\"{1}\"{2}>{3}</button>\n",
        week, week == 0 ? "true" : "false", week == 0 ? "" : " tabindex=\"-1\"",
        short_day(view.hours[week * 7].date));
  }
  html += "</div>\n";
  for (std::size_t week = 0; week < weeks; ++week) {
    const std::string label = "The week of " + day_text(view.hours[week * 7].date);
    html += fmt::format(
        "<div role=\"tabpanel\" id=\"week-{0}\" aria-labelledby=\"tab-{0}\" class=\"panel\">\n", week);
    html += element("h3", " class=\"panel-title\"", label);
    html += figure(week_picture(view, week), "wide", label + " as a picture; the table below says the same");
    html += tabled(fmt::format("hours-{}", week), hours_table(view, week)) + "</div>\n";
  }
  return section("week", "The week", html + free_slots(view));
}

std::string changes_section(const PlannerView& view) {
  if (!view.changes) return {};
  const PlannerChanges& c = *view.changes;
  std::string html = fmt::format(
      "<p><strong>{}</strong> new, <strong>{}</strong> worse, <strong>{}</strong> gone. What changes is "
      "marked in every picture: a frame around what is new or another, a stroke through what is gone.</p>\n",
      c.fresh, c.worse, c.gone);
  return section("changes", "What if: " + (c.title.empty() ? std::string("a scenario") : c.title),
                 html + changes_table(c));
}

}  // namespace

std::string planner_page(const PlannerView& view) {
  std::string body = "<a class=\"skip\" href=\"#quarter\">To the quarter</a>\n<div class=\"page planner\">\n";
  body += "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\">";
  body += picture_patterns();
  body += "</svg>\n" + header(view);
  body += "<main>\n" + changes_section(view) + quarter_section(view);
  body += section("findings", "What collides", findings_markup(view));
  body += rota_section(view) + year_section(view) + week_section(view) + "</main>\n";
  body += "<footer><p>Made by evenkeel from calendars; it changes nothing in them.</p></footer>\n</div>\n";
  return html_page({.title = view.household + ": the months ahead",
                    .style = planner_style(),
                    .script = planner_script(),
                    .body = body});
}

}  // namespace evenkeel
