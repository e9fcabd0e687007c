// The page for an employer. It is made of numbers alone; the few words in it are the configuration's.
#include "app/commands/report.hpp"
#include "app/pages/markup.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <array>

namespace evenkeel {
namespace {

struct Row {
  const char* name;
  const char* meaning;
  bool hours;
  std::int64_t (*value)(const PartnerMetrics&);  // seconds, or a number
};

constexpr std::array<Row, 7> rows{{
    {"Meetings", "time in meetings", true, [](const PartnerMetrics& m) { return m.meeting.count(); }},
    {"Focus time", "working time free of meetings in stretches of two hours or more", true,
     [](const PartnerMetrics& m) { return m.focus.count(); }},
    {"After hours", "appointments outside working hours", true,
     [](const PartnerMetrics& m) { return m.after_hours.count(); }},
    {"Under pressure", "working time in which deadlines ask for nearly all of it", true,
     [](const PartnerMetrics& m) { return m.crunch.count(); }},
    {"Deadlines met", "tasks finished by their due date", false,
     [](const PartnerMetrics& m) { return std::int64_t{m.deadlines_met}; }},
    {"Deadlines missed", "tasks not finished by their due date", false,
     [](const PartnerMetrics& m) { return std::int64_t{m.deadlines_missed}; }},
    {"Learning kept", "appointments for learning that took place", false,
     [](const PartnerMetrics& m) { return std::int64_t{m.learning_kept}; }},
}};

/// Hours a week with two decimals; numbers as they are.
std::string value_text(const Row& row, const MeasuredRange& range, PartnerIndex p) {
  const std::int64_t value = row.value(range.metrics.partners[index(p)]);
  if (!row.hours) return std::to_string(value);
  const Seconds length = range.time.length();
  if (length <= Seconds{0}) return "–";
  const Seconds week = std::chrono::weeks(1);
  return fmt::format("{:.2f} h a week", static_cast<double>(value) / 3600 *
                                            static_cast<double>(week.count()) /
                                            static_cast<double>(length.count()));
}

std::string range_text(const Interval& time, const Zone& zone) {
  return iso_date(zone.date_of(time.start)) + " to " + iso_date(zone.date_of(time.end - Seconds(1)));
}

std::string table(const Report& report, PartnerIndex p, const Zone& zone) {
  std::string html = "<table>\n<thead><tr><th scope=\"col\">What</th>";
  if (report.compared) {
    html += "<th scope=\"col\">Before<br>" + range_text(report.compared->time, zone) + "</th>";
  }
  html += "<th scope=\"col\">" + std::string(report.compared ? "During<br>" : "") +
          range_text(report.range.time, zone) + "</th></tr></thead>\n<tbody>\n";
  for (const Row& row : rows) {
    html += fmt::format("<tr><th scope=\"row\">{}<small>{}</small></th>", row.name, row.meaning);
    if (report.compared) html += "<td>" + value_text(row, *report.compared, p) + "</td>";
    html += "<td>" + value_text(row, report.range, p) + "</td></tr>\n";
  }
  return html + "</tbody>\n</table>\n";
}

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#222;"
    "background:#fff}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.5rem;border-bottom:1px solid "
    "#ccc;"
    "vertical-align:top}td{white-space:nowrap}th small{display:block;font-weight:normal;color:#555}";

}  // namespace

std::string report_page(const Report& report, const Partner& partner, PartnerIndex p, const Zone& zone) {
  const std::string title = report.title.empty() ? "Work in numbers" : report.title;
  std::string body = element("h1", "", title) + "\n" + element("p", "", partner.name) + "\n";
  body += table(report, p, zone);
  for (const std::string& caveat : caveats(report)) body += "<p>" + element("strong", "", caveat) + "</p>\n";
  body +=
      "<p>Counted from a calendar, of confirmed entries only. Hours are averages a week; the rest are sums. "
      "Nothing else of the calendar is in this page.</p>\n";
  return html_page({.title = title, .style = style, .script = {}, .body = body});
}

}  // namespace evenkeel
