#include "app/pages/drawing.hpp"
#include "app/pages/markup.hpp"
#include "app/pages/page_parts.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

bool touches(const DateSpan& a, const DateSpan& b) {
  return a.first < b.end && b.first < a.end;
}

constexpr std::size_t most_lines = 10;

/// Short texts of one cell, a line each.
class Lines {
 public:
  void add(std::string_view text) { add_markup(escaped(text)); }
  void add_markup(const std::string& html) {
    if (++count_ <= most_lines) html_ += (html_.empty() ? "" : "<br>") + html;
  }
  [[nodiscard]] std::string cell(std::string_view label) const {
    std::string more;
    if (count_ > most_lines) more = fmt::format("<br>and {} more", count_ - most_lines);
    return fmt::format("<td{}{}>{}{}</td>", attribute("data-label", label),
                       html_.empty() ? " class=\"none\"" : "", html_.empty() ? "–" : html_, more);
  }

 private:
  std::string html_;
  std::size_t count_ = 0;
};

std::string table(std::string_view css, std::string_view caption, const std::vector<std::string>& columns) {
  std::string html =
      fmt::format("<table class=\"{}\">\n<caption>{}</caption>\n<thead><tr>", css, escaped(caption));
  for (const std::string& column : columns) html += element("th", " scope=\"col\"", column);
  return html + "</tr></thead>\n<tbody>\n";
}

std::string load_cell(const PlannerView& view, const PlannerWeek& week, std::size_t p) {
  std::string text = load_text(week.loads[p].load);
  if (week.before[p]) text = load_text(week.before[p]->load) + " → " + text;
  return fmt::format("<td class=\"load l{}{}\"{}>{}</td>", load_step(week.loads[p].load),
                     week.before[p] ? " changed" : "", attribute("data-label", view.names[p] + ", load"),
                     text);
}

std::string dates_text(const DateSpan& dates) {
  const Date last = dates.end - Days(1);
  return dates.first == last ? day_text(last) : day_text(dates.first) + " – " + day_text(last);
}

std::string stays_cell(const PlannerView& view, const DateSpan& week) {
  Lines lines;
  for (const PlannerStay& stay : view.stays) {
    if (!touches(stay.dates, week) || stay.change == Change::gone) continue;
    const std::string text = stay.text == stay_name(stay.kind) ? "" : ": " + stay.text;
    lines.add(fmt::format("{} {}{}, {}{}", view.names[index(stay.partner)], stay_name(stay.kind), text,
                          dates_text(stay.dates), stay.confirmed ? "" : " (not confirmed)"));
  }
  return lines.cell("Away, leave, at home");
}

std::string dues_cell(const PlannerView& view, const DateSpan& week) {
  Lines lines;
  for (const PlannerDeadline& d : view.deadlines) {
    if (d.change == Change::gone) continue;
    const std::string_view name = view.names[index(d.partner)];
    if (week.first <= d.due && d.due < week.end) {
      lines.add(
          fmt::format("{}: {}, {}{}", name, d.title, d.milestone ? "milestone " : "due ", day_text(d.due)));
    }
    for (const Date alternative : d.alternatives) {
      if (week.first <= alternative && alternative < week.end) {
        lines.add(fmt::format("{}: {} could be due {}", name, d.title, day_text(alternative)));
      }
    }
  }
  for (const PlannerBand& band : view.crunches) {
    if (touches(band.dates, week)) {
      lines.add(fmt::format("{}: crunch {}, {}", view.names[index(band.partner)], load_text(band.load),
                            dates_text(band.dates)));
    }
  }
  return lines.cell("Deadlines and crunches");
}

std::string house_cell(const PlannerView& view, const DateSpan& week) {
  Lines lines;
  for (const PlannerDay& day : view.days) {
    if (touches(day.dates, week)) lines.add(dates_text(day.dates) + ": " + day.text);
  }
  for (const PlannerCheckIn& check_in : view.check_ins) {
    if (week.first <= check_in.date && check_in.date < week.end) {
      lines.add(check_in.when + ": " + check_in.title);
    }
  }
  return lines.cell("School, home, check-ins");
}

std::string findings_cell(const PlannerView& view, const DateSpan& week) {
  Lines lines;
  for (std::size_t i = 0; i < view.findings.size(); ++i) {
    const PlannerFinding& f = view.findings[i];
    if (!touches(f.dates, week) || f.change == Change::gone) continue;
    lines.add_markup(
        fmt::format("<a href=\"#{}\">{}. {}</a>", finding_anchor(i), i + 1, escaped(f.finding.title)));
  }
  return lines.cell("What collides");
}

/// "Sam (no time after what ends at 15:00)"
std::string holder(const PlannerDuty& duty) {
  return duty.name + (duty.tight.empty() ? "" : " – tight: " + duty.tight);
}

std::string blocks_cell(const PlannerView& view, const PlannerHours& day, std::size_t p) {
  Lines lines;
  for (const PlannerBlock& block : day.blocks[p]) {
    const std::string when =
        clock_text(block.time.start, *view.zone) + "–" +
        (block.time.end >= day.time.end ? "24:00" : clock_text(block.time.end, *view.zone));
    const std::string text = block.text.empty() ? "busy" : block.text;
    lines.add(when + " " + text + (block.confirmed ? "" : " (not confirmed)"));
  }
  return lines.cell(view.names[p]);
}

}  // namespace

std::string weeks_table(const PlannerView& view, DateSpan dates, bool whole) {
  std::vector<std::string> columns{"Week of", view.names[0] + ", load", view.names[1] + ", load",
                                   "Away, leave, at home", "Deadlines and crunches"};
  if (whole) columns.emplace_back("School, home, check-ins");
  columns.emplace_back("What collides");
  std::string html = table("weeks", whole ? "The quarter, week by week" : "The year, week by week", columns);
  for (const PlannerWeek& week : view.weeks) {
    if (week.monday < dates.first || week.monday >= dates.end) continue;
    const DateSpan days{week.monday, week.monday + Days(7)};
    html += "<tr>" + element("th", " scope=\"row\"", day_text(week.monday));
    html += load_cell(view, week, 0) + load_cell(view, week, 1);
    html += stays_cell(view, days) + dues_cell(view, days);
    if (whole) html += house_cell(view, days);
    html += findings_cell(view, days) + "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string rota_table(const PlannerView& view) {
  std::string html = table("rota", "Four weeks of duties", {"When", "What", "Who", "Why"});
  constexpr std::size_t most = 120;
  std::size_t count = 0;
  for (const PlannerDuty& duty : view.rota) {
    if (++count > most) break;
    html += fmt::format("<tr{}>", duty.change == Change::changed ? " class=\"changed\"" : "");
    html += element("th", " scope=\"row\"", span_text(duty.time, *view.zone));
    html += element("td", " data-label=\"What\"", duty.title);
    html += element("td", duty.who ? " data-label=\"Who\"" : " data-label=\"Who\" class=\"nobody\"",
                    holder(duty));
    html += element("td", " data-label=\"Why\"", duty.reason) + "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string hours_table(const PlannerView& view, std::size_t week) {
  std::string html = table("hours", "The week of " + day_text(view.hours[week * 7].date) + ", day by day",
                           {"Day", view.names[0], view.names[1], "Who covers", "Both free"});
  for (std::size_t i = week * 7; i < (week + 1) * 7; ++i) {
    const PlannerHours& day = view.hours[i];
    html += "<tr>" + element("th", " scope=\"row\"", day_text(day.date));
    html += blocks_cell(view, day, 0) + blocks_cell(view, day, 1);
    Lines duties;
    for (const PlannerDuty& duty : day.duties) {
      duties.add(fmt::format("{} {}: {}", clock_text(duty.time.start, *view.zone), duty.title, holder(duty)));
    }
    Lines free;
    for (const Interval& part : day.free) {
      free.add(clock_text(part.start, *view.zone) + "–" + clock_text(part.end, *view.zone));
    }
    html += duties.cell("Who covers") + free.cell("Both free") + "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

std::string changes_table(const PlannerChanges& changes) {
  std::string html = table("metrics", "From now to the horizon", {"What", "Before", "After"});
  for (const PlannerMetric& metric : changes.metrics) {
    html += fmt::format("<tr{}>", metric.before == metric.after ? "" : " class=\"changed\"");
    html += element("th", " scope=\"row\"", metric.name) +
            element("td", " data-label=\"Before\"", metric.before) +
            element("td", " data-label=\"After\"", metric.after) + "</tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

}  // namespace evenkeel
