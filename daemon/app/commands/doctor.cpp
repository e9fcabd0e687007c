#include "app/commands/doctor.hpp"

#include "app/commands/doctor_partners.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <typename T>
Json error_of(const Expected<T>& result) {
  return result ? Json(nullptr) : Json(result.error().text);
}

Json source_json(const SourceSurvey& survey, const SourceStatus& status, const SourceSettings& settings,
                 Instant now) {
  Json calendars = Json::array();
  for (const dav::SurveyedCalendar& c : survey.found.calendars) {
    calendars.push_back({{"name", c.name}, {"chosen", c.chosen}, {"writable", c.writable}});
  }
  return {{"name", survey.name.str()},
          {"reachable", survey.found.reachable.has_value()},
          {"error", error_of(survey.found.reachable)},
          {"identity", text_or_null(survey.found.identity)},
          {"offers", survey.found.offers},
          {"calendars", std::move(calendars)},
          {"objects", status.objects},
          {"state", std::string(name_of(state_of(status, settings, now)))},
          {"last_success", status.last_success ? Json(rfc3339(*status.last_success)) : Json(nullptr)}};
}

Json sink_json(const SinkSurvey& survey) {
  return {{"name", "household/" + survey.calendar->name},
          {"reachable", survey.found.has_value()},
          {"error", error_of(survey.found)},
          {"writable", survey.found ? Json(survey.found->writable) : Json(nullptr)},
          {"invites", survey.found ? Json(survey.found->auto_schedule) : Json(nullptr)}};
}

std::string_view name_of_texts(Texts texts) {
  switch (texts) {
    case Texts::titles:
      return "titles";
    case Texts::busy_only:
      return "busy only";
    case Texts::unknown:
      break;
  }
  return "unknown";
}

std::string source_text(const Json& s) {
  const bool ok = s["reachable"].get<bool>();
  std::string text = fmt::format("  {:<24} {}", s["name"].get<std::string>(), ok ? "reachable" : "FAILS");
  if (s["identity"].is_string()) text += ", as " + s["identity"].get<std::string>();
  const auto offers = s["offers"].get<std::vector<std::string>>();
  if (!offers.empty()) text += fmt::format("; offers {}", fmt::join(offers, ", "));
  text += "\n";
  if (!ok) text += "      " + s["error"].get<std::string>() + "\n";
  for (const Json& c : s["calendars"]) {
    text += fmt::format("      {} {}{}\n", c["chosen"].get<bool>() ? "*" : "-", c["name"].get<std::string>(),
                        c["writable"].get<bool>() ? " (could be written to; evenkeel only reads it)" : "");
  }
  return text;
}

std::string sink_text(const Json& s) {
  std::string text = fmt::format("  {:<24} ", s["name"].get<std::string>());
  if (!s["reachable"].get<bool>()) return text + "FAILS\n      " + s["error"].get<std::string>() + "\n";
  text += s["writable"].get<bool>() ? "writable" : "READ-ONLY";
  return text +
         (s["invites"].get<bool>() ? ", the server sends invitations\n" : ", no scheduling by the server\n");
}

}  // namespace

Json doctor_json(const Examination& examination) {
  Json sources = Json::array();
  const auto configured = sources_of(*examination.settings);
  for (std::size_t i = 0; i < examination.sources.size(); ++i) {
    sources.push_back(
        source_json(examination.sources[i], examination.statuses[i], *configured[i], examination.now));
  }
  Json sinks = Json::array();
  for (const SinkSurvey& sink : examination.sinks) sinks.push_back(sink_json(sink));
  const auto views = partner_views(examination);
  Json partners = Json::array();
  for (const PartnerView& view : views) {
    partners.push_back({{"id", view.id},
                        {"name", view.name},
                        {"texts", std::string(name_of_texts(view.texts))},
                        {"occurrences", view.occurrences},
                        {"trips", view.trips},
                        {"answers", view.answers}});
  }
  return {{"sources", std::move(sources)},
          {"sinks", std::move(sinks)},
          {"partners", std::move(partners)},
          {"advice", advice_for(views, examination)}};
}

std::string doctor_text(const Json& found) {
  std::string text = "Sources\n";
  for (const Json& s : found["sources"]) text += source_text(s);
  if (!found["sinks"].empty()) text += "Shared calendars\n";
  for (const Json& s : found["sinks"]) text += sink_text(s);
  text += "Partners\n";
  for (const Json& p : found["partners"]) {
    const auto answers = p["answers"].get<std::vector<std::string>>();
    text += fmt::format("  {:<24} texts: {}; {} occurrences, {} of them trips; can answer by: {}\n",
                        p["name"].get<std::string>(), p["texts"].get<std::string>(),
                        p["occurrences"].get<std::size_t>(), p["trips"].get<std::size_t>(),
                        answers.empty() ? "nothing" : fmt::format("{}", fmt::join(answers, ", ")));
  }
  for (const Json& line : found["advice"]) text += "\n" + line.get<std::string>() + "\n";
  return printable(text, true);
}

int doctor_status(const Examination& examination) {
  const bool failed =
      std::ranges::any_of(examination.sources, [](const SourceSurvey& s) { return !s.found.reachable; }) ||
      std::ranges::any_of(examination.sinks,
                          [](const SinkSurvey& s) { return !s.found || !s.found->writable; });
  return failed ? 3 : 0;
}

}  // namespace evenkeel
