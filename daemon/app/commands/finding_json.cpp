#include "app/commands/finding_json.hpp"

#include "core/findings/number.hpp"
#include "core/time/text.hpp"

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

Json titles(const std::vector<DisclosedText>& texts) {
  Json list = Json::array();
  for (const DisclosedText& text : texts) list.push_back(text.str());
  return list;
}

Json optional_instant(const std::optional<Instant>& t) {
  return t ? Json(rfc3339(*t)) : Json(nullptr);
}

/// `data` of CONTRACT section 1, by kind.
struct DataJson {
  const Settings& settings;

  Json operator()(const std::monostate& /*others*/) const { return Json::object(); }
  Json operator()(const UncoveredData& d) const { return {{"coverage", d.coverage}}; }
  Json operator()(const CrunchData& d) const {
    return {{"deadlines", titles(d.deadlines)},
            {"demand_hours", printed_hours(d.demand)},
            {"supply_hours", printed_hours(d.supply)},
            {"load", printed_load(d.demand, d.supply)},
            {"short_hours", printed_hours(std::max(Seconds{0}, d.demand - d.supply))}};
  }
  Json operator()(const JointCrunchData& d) const {
    Json loads = Json::object();
    for (const PartnerIndex p : both_partners) {
      loads[settings.partners[index(p)].id.str()] = printed_load(d.loads[index(p)]);
    }
    return {{"loads", std::move(loads)}, {"deadlines", titles(d.deadlines)}};
  }
  Json operator()(const TravelInCrunchData& d) const {
    return {{"traveller", d.traveller.str()}, {"deadlines", titles(d.deadlines)}};
  }
  Json operator()(const ProtectedTimeData& d) const { return {{"routine", d.routine}}; }
  Json operator()(const AfterHoursData& d) const { return {{"hours", printed_hours(d.length)}}; }
  Json operator()(const NoSlotData& d) const { return {{"routine", d.routine}, {"period", d.period}}; }
};

}  // namespace

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::urgent:
      return "urgent";
  }
  return "info";
}

Json finding_json(const Finding& finding, const Settings& settings) {
  Json concerns = Json::array();
  for (const PartnerIndex p : finding.concerns) concerns.push_back(settings.partners[index(p)].id.str());
  Json evidence = Json::array();
  for (const Evidence& e : finding.evidence) {
    evidence.push_back({{"partner", e.person.str()},
                        {"start", e.dates ? iso_date(e.dates->first) : rfc3339(e.time.start)},
                        {"end", e.dates ? iso_date(e.dates->end) : rfc3339(e.time.end)},
                        {"text", e.text.str()}});
  }
  Json suggestions = Json::array();
  for (const Suggestion& s : finding.suggestions) {
    suggestions.push_back({{"text", s.text}, {"effect", s.effect}, {"expires", optional_instant(s.expires)}});
  }
  return {{"key", finding.key},
          {"kind", finding.kind},
          {"severity", std::string(name_of(finding.severity))},
          {"start", rfc3339(finding.time.start)},
          {"end", rfc3339(finding.time.end)},
          {"concerns", std::move(concerns)},
          {"title", finding.title},
          {"explanation", finding.explanation},
          {"if_accepted", finding.if_accepted},
          {"since", rfc3339(finding.since)},
          {"decide_by", optional_instant(finding.decide_by)},
          {"data", std::visit(DataJson{settings}, finding.data)},
          {"evidence", std::move(evidence)},
          {"suggestions", std::move(suggestions)}};
}

std::string json_line(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evenkeel
