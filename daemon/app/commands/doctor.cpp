#include "app/commands/doctor.hpp"

#include "app/commands/doctor_partners.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/cycle/source_health.hpp"
#include "core/time/text.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

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

/// Who can read what is published; of a directory by its permissions, elsewhere it is up to the server.
std::string readers_of(const SharedCalendar& calendar) {
  if (calendar.connection.kind != SourceKind::vdir) return "whom its server lets in";
  std::error_code error;
  const auto mode = std::filesystem::status(calendar.connection.url, error).permissions();
  if (error) return "unknown";
  using std::filesystem::perms;
  if ((mode & perms::others_read) != perms::none) return "everybody on this machine";
  return (mode & perms::group_read) != perms::none ? "its owner and its group" : "its owner";
}

Json sink_json(const SinkSurvey& survey) {
  return {{"name", "household/" + survey.calendar->name},
          {"reachable", survey.found.has_value()},
          {"error", error_of(survey.found)},
          {"writable", survey.found ? Json(survey.found->writable) : Json(nullptr)},
          {"invites", survey.found ? Json(survey.found->auto_schedule) : Json(nullptr)},
          {"readers", readers_of(*survey.calendar)}};
}

/// E-mail and the like: an object of the same keys as a shared calendar's.
Json channel_json(const std::string& name, const Expected<void>& found) {
  return {{"name", name},
          {"reachable", found.has_value()},
          {"error", error_of(found)},
          {"writable", nullptr},
          {"invites", nullptr},
          {"readers", nullptr}};
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

/// How fresh it is.
std::string freshness(const Json& s, const Zone& zone) {
  const auto at =
      s["last_success"].is_string() ? parse_rfc3339(s["last_success"].get<std::string>()) : std::nullopt;
  if (!at) return "; never pulled";
  return fmt::format("; last pulled {} {}, {}{}", day_text(zone.date_of(*at)), clock_text(*at, zone),
                     counted(s["objects"].get<std::uint64_t>(), "object"),
                     s["state"] == "stale" ? ", STALE" : "");
}

std::string source_text(const Json& s, const Zone& zone) {
  const bool ok = s["reachable"].get<bool>();
  std::string text = fmt::format("  {:<24} {}", s["name"].get<std::string>(), ok ? "reachable" : "FAILS");
  if (s["identity"].is_string()) text += ", as " + s["identity"].get<std::string>();
  const auto offers = s["offers"].get<std::vector<std::string>>();
  if (!offers.empty()) text += fmt::format("; offers {}", fmt::join(offers, ", "));
  text += freshness(s, zone) + "\n";
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
  if (s["writable"].is_null()) return text + "reachable\n";
  text += s["writable"].get<bool>() ? "writable" : "READ-ONLY";
  text += s["invites"].get<bool>() ? ", the server sends invitations" : ", no scheduling by the server";
  return text + "; read by " + s["readers"].get<std::string>() + "\n";
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
  for (const ChannelSurvey& channel : examination.channels)
    sinks.push_back(channel_json(channel.name, channel.found));
  if (!examination.instance_key) sinks.push_back(channel_json("instance key", examination.instance_key));
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

std::string doctor_text(const Json& found, const Zone& zone) {
  std::string text = "Sources\n";
  for (const Json& s : found["sources"]) text += source_text(s, zone);
  if (!found["sinks"].empty()) text += "Shared calendars and messages\n";
  for (const Json& s : found["sinks"]) text += sink_text(s);
  text += "Partners\n";
  for (const Json& p : found["partners"]) {
    const auto answers = p["answers"].get<std::vector<std::string>>();
    text +=
        fmt::format("  {:<24} texts: {}; {}, {} of them trips; can answer by: {}\n",
                    p["name"].get<std::string>(), p["texts"].get<std::string>(),
                    counted(p["occurrences"].get<std::size_t>(), "occurrence"), p["trips"].get<std::size_t>(),
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
  const bool silent =
      std::ranges::any_of(examination.channels, [](const ChannelSurvey& c) { return !c.found; });
  return failed || silent || !examination.instance_key ? 3 : 0;
}

}  // namespace evenkeel
