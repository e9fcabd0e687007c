#include "core/household/classify.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

constexpr Seconds whole_day_out = Hours(8);  // OOF that lasts as long is leave

std::optional<Kind> kind_by_busy_status(const Occurrence& o) {
  const BusyStatus status = o.component->busy_status;
  if (status == BusyStatus::oof && (o.all_day || o.time.length() >= whole_day_out)) return Kind::leave;
  if (status == BusyStatus::working_elsewhere && o.all_day) return Kind::remote_day;
  return std::nullopt;
}

std::optional<Presence> presence_by_kind(Kind kind) {
  switch (kind) {
    case Kind::travel:
      return Presence::away;
    case Kind::leave:
    case Kind::focus:
    case Kind::deadline:
    case Kind::milestone:
    case Kind::remote_day:
    case Kind::duty:
    case Kind::check_in:
      return Presence::free;
    case Kind::meeting:
    case Kind::learning:
    case Kind::school:
    case Kind::other:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Free or remote; nothing for "busy".
std::optional<Presence> presence_by_status(const Component& c) {
  switch (c.busy_status) {
    case BusyStatus::free:
      return Presence::free;
    case BusyStatus::working_elsewhere:
      return Presence::remote;
    case BusyStatus::tentative:
    case BusyStatus::busy:
    case BusyStatus::oof:
      return std::nullopt;
    case BusyStatus::absent:
      break;
  }
  if (c.transp == Transp::transparent) return Presence::free;
  return std::nullopt;
}

}  // namespace

const Attendee* own_attendee(const Component& component, std::span<const Address> addresses) {
  for (const Attendee& attendee : component.attendees) {
    if (std::ranges::find(addresses, attendee.address) != addresses.end()) return &attendee;
  }
  return nullptr;
}

bool exists(const Component& component, std::span<const Address> addresses, const RuleResult& rules) {
  if (component.status == Status::cancelled || rules.ignore) return false;
  const Attendee* own = own_attendee(component, addresses);
  return own == nullptr || (own->partstat != PartStat::declined && own->partstat != PartStat::delegated);
}

bool is_organizer(const Component& component, std::span<const Address> addresses) {
  return component.organizer && std::ranges::find(addresses, *component.organizer) != addresses.end();
}

Firmness firmness_of(const Component& component, std::span<const Address> addresses) {
  const bool status_tentative = component.status == Status::tentative;
  if (is_organizer(component, addresses)) {
    return status_tentative ? Firmness::tentative : Firmness::confirmed;
  }
  const Attendee* own = own_attendee(component, addresses);
  if (own != nullptr && own->partstat == PartStat::needs_action) return Firmness::unanswered;
  const bool answered_tentative = own != nullptr && own->partstat == PartStat::tentative;
  if (answered_tentative || status_tentative || component.busy_status == BusyStatus::tentative) {
    return Firmness::tentative;
  }
  return Firmness::confirmed;
}

Meaning meaning_of(const Occurrence& occurrence, const RuleResult& rules, std::optional<Kind> named,
                   bool partner_calendar) {
  Meaning meaning;
  const auto by_status = kind_by_busy_status(occurrence);
  if (rules.kind) {
    meaning.kind = *rules.kind;
  } else if (named) {
    meaning.kind = *named;
  } else if (by_status) {
    meaning.kind = *by_status;
    meaning.oof_leave = *by_status == Kind::leave && !rules.presence;
  } else if (partner_calendar && !occurrence.all_day) {
    meaning.kind = Kind::meeting;
  }
  if (rules.presence) {
    meaning.presence = *rules.presence;
  } else if (const auto by_kind = presence_by_kind(meaning.kind)) {
    meaning.presence = *by_kind;
  } else if (const auto by_free = presence_by_status(*occurrence.component)) {
    meaning.presence = *by_free;
  } else {
    meaning.presence = Presence::onsite;
    meaning.onsite_by_default = true;
  }
  return meaning;
}

}  // namespace evenkeel
