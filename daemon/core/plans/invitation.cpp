#include "core/plans/invitation.hpp"

#include "core/calendar/place.hpp"
#include "core/calendar/same_uid.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace evenkeel {

CalendarObject taken_as_confirmed(CalendarObject invitation, std::span<const Address> addresses) {
  for (Component& c : invitation.components) {
    if (c.status == Status::tentative) c.status = Status::confirmed;
    if (c.busy_status == BusyStatus::tentative) c.busy_status = BusyStatus::busy;
    for (Attendee& attendee : c.attendees) {
      if (std::ranges::find(addresses, attendee.address) != addresses.end()) {
        attendee.partstat = PartStat::accepted;
      }
    }
  }
  return invitation;
}

void keep_other_instances(const CalendarObject& before, CalendarObject& invitation,
                          const ObjectPlace& place) {
  const auto is_master = [](const Component& c) { return !c.recurrence_id; };
  if (std::ranges::any_of(invitation.components, is_master)) return;
  const auto instance_of = [&](const Component& c, const CalendarObject& of) {
    return to_instant(*c.recurrence_id, of, place.zones, place.owner);
  };
  std::vector<Instant> replaced;
  for (const Component& c : invitation.components) replaced.push_back(instance_of(c, invitation));
  CalendarObject others{before.uid, {}, before.timezones, before.calendar_zone, {}};
  for (const Component& old : before.components) {
    if (is_master(old) || std::ranges::find(replaced, instance_of(old, before)) == replaced.end()) {
      others.components.push_back(old);
    }
  }
  absorb(invitation, std::move(others));
  std::ranges::stable_partition(invitation.components, is_master);
}

}  // namespace evenkeel
