#include "core/publishing/alarm.hpp"
#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/silence.hpp"
#include "core/publishing/wanted_kinds.hpp"

namespace evenkeel {
namespace {

bool acknowledged(const PublishingInput& input, const std::string& key) {
  const PublicationRecord* record = record_of(input, key);
  return record != nullptr && record->state == RecordState::deleted;
}

/// One event for one silence: the days stay where they are while it lasts, so that nothing is written anew.
Publication publication(const PublishingInput& input, const SilentSource& source) {
  const Zone& zone = *input.settings.zone;
  const Alerts& alerts = input.settings.alerts;
  const DateSpan days{zone.date_of(source.stale), zone.date_of(source.forgotten) + Days{1}};
  Publication result;
  result.key = silence_key(source, zone);
  result.kind = PublicationKind::findings;
  result.content.title = "No answer from " + source.name.str();
  result.content.description = silence_text(source, zone) +
                               "\n`evenkeel status` says why, `evenkeel doctor` what to do.\n\n" +
                               std::string(finding_ends);
  result.content.time = days;
  result.content.transparent = true;
  result.content.alarms = {finding_alarm(source.forgotten, alerts.notice, alerts.quiet, zone)};
  result.content.categories = {"Finding"};
  result.time = on_days(days, zone);
  return result;
}

}  // namespace

std::vector<Publication> wanted_silences(const PublishingInput& input) {
  std::vector<Publication> result;
  if (input.calendar.audience == Audience::family) return result;
  for (const SilentSource& source : input.silent) {
    Publication silence = publication(input, source);
    if (silence.time.end > input.now && !acknowledged(input, silence.key))
      result.push_back(std::move(silence));
  }
  return result;
}

}  // namespace evenkeel
