#include "core/publishing/standing_alert.hpp"

#include "core/publishing/alarm.hpp"
#include "core/publishing/former_text.hpp"
#include "core/publishing/invitees.hpp"
#include "core/publishing/wanted_kinds.hpp"

#include <utility>

namespace evenkeel {
namespace {

bool acknowledged(const PublishingInput& input, const std::string& key) {
  const PublicationRecord* record = record_of(input, key);
  return record != nullptr && record->state == RecordState::deleted;
}

}  // namespace

void want_standing(const StandingAlert& alert, const PublishingInput& input,
                   std::vector<Publication>& result) {
  if (input.calendar.audience == Audience::family || acknowledged(input, alert.key)) return;
  const Zone& zone = *input.settings.zone;
  const Alerts& alerts = input.settings.alerts;
  const DateSpan days{zone.date_of(alert.since), zone.date_of(alert.until) + Days{1}};
  Publication told;
  told.key = alert.key;
  told.kind = PublicationKind::findings;
  told.content.title = alert.title;
  told.content.description = alert.text + "\n" + std::string(finding_ends);
  told.content.time = days;
  told.content.transparent = true;
  told.content.alarms = {finding_alarm(alert.until, alerts.notice, alerts.quiet, zone)};
  told.content.categories = {"Finding"};
  told.time = on_days(days, zone);
  if (told.time.end > input.now) result.push_back(std::move(told));
}

}  // namespace evenkeel
