#include "core/publishing/alarm.hpp"
#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/wanted_kinds.hpp"

namespace evenkeel {
namespace {

bool acknowledged(const PublishingInput& input, const std::string& key) {
  const PublicationRecord* record = record_of(input, key);
  return record != nullptr && record->state == RecordState::deleted;
}

/// One event for one trouble: the days stay where they are while it lasts.
Publication publication(const PublishingInput& input, const CredentialTrouble& trouble) {
  const Zone& zone = *input.settings.zone;
  const Alerts& alerts = input.settings.alerts;
  const DateSpan days{zone.date_of(trouble.since), zone.date_of(trouble.until) + Days{1}};
  Publication result;
  result.key = credential_key(trouble, zone);
  result.kind = PublicationKind::findings;
  result.content.title = credential_title(trouble);
  result.content.description = credential_text(trouble, zone) + "\n" + std::string(finding_ends);
  result.content.time = days;
  result.content.transparent = true;
  result.content.alarms = {finding_alarm(trouble.until, alerts.notice, alerts.quiet, zone)};
  result.content.categories = {"Finding"};
  result.time = on_days(days, zone);
  return result;
}

}  // namespace

std::vector<Publication> wanted_credentials(const PublishingInput& input) {
  std::vector<Publication> result;
  if (input.calendar.audience == Audience::family) return result;
  for (const CredentialTrouble& trouble : input.credentials) {
    Publication told = publication(input, trouble);
    if (told.time.end > input.now && !acknowledged(input, told.key)) result.push_back(std::move(told));
  }
  return result;
}

}  // namespace evenkeel
