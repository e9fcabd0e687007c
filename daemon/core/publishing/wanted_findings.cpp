#include "core/publishing/acknowledge.hpp"
#include "core/publishing/alarm.hpp"
#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/notice.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/wanted_kinds.hpp"
#include "core/time/text.hpp"

#include <algorithm>
#include <string>

namespace evenkeel {
namespace {

Severity least_severity(const std::string& name) {
  if (name == "urgent") return Severity::urgent;
  return name == "info" ? Severity::info : Severity::warning;
}

bool acknowledged(const PublishingInput& input, const Finding& finding) {
  const PublicationRecord* record = record_of(input, finding.key);
  if (record == nullptr || record->state != RecordState::deleted) return false;
  const double worse = badness_since(finding, input.findings, input.settings, record->pushed, input.now);
  return !comes_back(*record, worse, finding.severity == Severity::urgent);
}

bool publishable(const PublishingInput& input, const Finding& finding) {
  const Alerts& alerts = input.settings.alerts;
  return !for_one_partner_only(finding) && finding.time.end > input.now &&
         finding.severity >= least_severity(alerts.min_severity) &&
         std::ranges::find(alerts.mute, finding.kind) == alerts.mute.end() && !acknowledged(input, finding);
}

std::string text_of(const Settings& settings, const Finding& finding) {
  const Zone& zone = *settings.zone;
  std::string text = finding.explanation + "\n";
  for (const Evidence& evidence : finding.evidence) {
    text += "\n" + name_of(settings, evidence.person) + ": " + span_text(evidence.time, zone) + ", " +
            evidence.text.str();
  }
  if (!finding.evidence.empty()) text += "\n";
  if (!finding.suggestions.empty()) text += "\nWhat could be done, best first:";
  for (const Suggestion& suggestion : finding.suggestions) {
    text += "\n- " + suggestion.text;
    if (!suggestion.effect.empty()) text += " (" + suggestion.effect + ")";
  }
  if (!finding.suggestions.empty()) text += "\n";
  if (finding.decide_by) {
    text += "\nDecide by " + day_text(zone.date_of(*finding.decide_by)) + " " +
            clock_text(*finding.decide_by, zone) + ".\n";
  }
  return text + "\n" + std::string(finding_ends);
}

/// A crunch, and what is longer than 24 h, stands on one day; the rest at the time it concerns.
std::variant<DateSpan, ZonedSpan> time_of(const Finding& finding, const Zone& zone) {
  if (finding.kind != "crunch" && finding.time.length() <= Hours{24}) return zoned(finding.time, zone);
  const Date day = zone.date_of(finding.decide_by.value_or(finding.time.end - Seconds{1}));
  return DateSpan{day, day + Days{1}};
}

/// The one alarm. One that is past when it is first written would ring at once, in the night too: none then.
/// What stands there keeps the alarm it has.
std::vector<AlarmTime> alarms_of(const PublishingInput& input, const Finding& finding) {
  const Alerts& alerts = input.settings.alerts;
  const AlarmTime alarm = finding_alarm(finding.decide_by.value_or(finding.time.start), alerts.notice,
                                        alerts.quiet, *input.settings.zone);
  const PublicationRecord* record = record_of(input, finding.key);
  const bool stands = record != nullptr && record->state == RecordState::active &&
                      std::ranges::find(record->base.alarms, alarm) != record->base.alarms.end();
  if (std::get<Instant>(alarm) <= input.now && !stands) return {};
  return {alarm};
}

Publication publication(const PublishingInput& input, const Finding& finding) {
  const Settings& settings = input.settings;
  Publication result;
  result.key = finding.key;
  result.kind = PublicationKind::findings;
  result.badness = badness(finding);
  result.urgent = finding.severity == Severity::urgent;
  result.content.title = finding.title;
  result.content.description = text_of(settings, finding);
  result.content.time = time_of(finding, *settings.zone);
  result.content.transparent = true;
  result.content.alarms = alarms_of(input, finding);
  result.content.categories = {"Finding"};
  result.time = finding.time;
  return result;
}

}  // namespace

std::vector<Publication> wanted_findings(const PublishingInput& input) {
  if (input.calendar.audience == Audience::family) return {};
  std::vector<const Finding*> list;
  for (const Finding& finding : input.findings) {
    if (publishable(input, finding)) list.push_back(&finding);
  }
  std::ranges::sort(list, [](const Finding* a, const Finding* b) { return listed_before(*a, *b); });
  const auto most = static_cast<std::size_t>(std::max(0, input.settings.alerts.max_findings));
  if (list.size() > most) list.resize(most);
  std::vector<Publication> result;
  result.reserve(list.size());
  for (const Finding* finding : list) result.push_back(publication(input, *finding));
  return result;
}

}  // namespace evenkeel
