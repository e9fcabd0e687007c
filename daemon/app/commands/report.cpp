#include "app/commands/report.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/metrics_json.hpp"
#include "app/commands/terminal.hpp"
#include "core/time/text.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t few_weeks = 6;

/// Whole weeks of it that are over.
std::int64_t weeks_over(const Interval& time, Instant now) {
  return Interval{time.start, std::min(time.end, now)}.length() / std::chrono::weeks(1);
}

std::string_view few(std::int64_t weeks) {
  return weeks == 1 ? "is little" : "are few";
}

/// Whether nobody had a meeting.
bool is_empty(const Metrics& metrics) {
  return std::ranges::all_of(metrics.partners,
                             [](const PartnerMetrics& m) { return m.meeting == Seconds{0}; });
}

void add_range(Json& json, const MeasuredRange& range, const Settings& settings,
               std::optional<PartnerIndex> whose) {
  json["from"] = rfc3339(range.time.start);
  json["to"] = rfc3339(range.time.end);
  json["metrics"] = metrics_json(range.metrics, settings, whose);
}

/// "Mon 4 Jan 2027 – Fri 26 Mar 2027": both days included.
std::string days_text(const Interval& time, const Zone& zone) {
  const auto with_year = [](Date d) { return day_text(d) + " " + iso_date(d).substr(0, 4); };
  return with_year(zone.date_of(time.start)) + " – " + with_year(zone.date_of(time.end - Seconds(1)));
}

}  // namespace

std::vector<std::string> caveats(const Report& report) {
  std::vector<std::string> said;
  const Interval& time = report.range.time;
  const std::int64_t over = weeks_over(time, report.now);
  if (time.start >= report.now) {
    said.emplace_back("All of this lies ahead: it is what is planned, not what happened.");
  } else if (time.end > report.now) {
    said.push_back(fmt::format("{} of it {} over; what lies ahead is what is planned.",
                               counted(over, "whole week"), over == 1 ? "is" : "are"));
  }
  if (time.start < report.now && over < few_weeks) {
    said.push_back(fmt::format("{} {}: a difference may be chance.", counted(over, "whole week"), few(over)));
  }
  if (report.compared) {
    const std::int64_t before = weeks_over(report.compared->time, report.now);
    if (before < few_weeks) {
      said.push_back(
          fmt::format("It is compared with {}, which {}.", counted(before, "whole week"), few(before)));
    }
    if (report.compared->time.start < report.now && is_empty(report.compared->metrics)) {
      said.emplace_back(
          "Of the time it is compared with, the calendars hold no meeting: it may not be known.");
    }
  }
  return said;
}

std::string report_json(const Report& report, const Settings& settings) {
  Json json = Json::object();
  if (!report.title.empty()) json["pilot"] = report.title;
  add_range(json, report.range, settings, report.whose);
  if (report.compared) add_range(json["compare"], *report.compared, settings, report.whose);
  if (report.whose) json["caveats"] = caveats(report);
  return json_line(json);
}

std::string report_text(const Report& report, const Settings& settings, const Zone& zone) {
  std::string text;
  if (!report.title.empty()) text += report.title + "\n";
  if (report.compared) text += days_text(report.compared->time, zone) + " → ";
  text += days_text(report.range.time, zone) + "\n\n";
  text += report.compared ? metrics_text(report.compared->metrics, report.range.metrics, settings, Rows::all,
                                         report.whose)
                          : metrics_text(report.range.metrics, settings, report.whose);
  for (const std::string& caveat : caveats(report)) text += "\n" + caveat;
  if (!caveats(report).empty()) text += "\n";
  return printable(text, true);
}

}  // namespace evenkeel
