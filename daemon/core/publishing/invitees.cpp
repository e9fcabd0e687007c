#include "core/publishing/invitees.hpp"

#include "core/publishing/person.hpp"

#include <algorithm>
#include <optional>

namespace evenkeel {
namespace {

bool lists(const SharedCalendar& calendar, PublicationKind kind) {
  return std::ranges::find(calendar.publish, kind) != calendar.publish.end();
}

bool leaves_from(const PublishingInput& input, PublicationKind kind) {
  const auto first = std::ranges::find_if(input.settings.shared, [&](const SharedCalendar& other) {
    return lists(other, kind) && other.invite != InviteChannel::none && !other.organizer.empty();
  });
  return first != input.settings.shared.end() && first->name == input.calendar.name;
}

bool holds(const std::vector<Address>& addresses, const Address& address) {
  return std::ranges::find(addresses, address) != addresses.end();
}

struct Guest {
  Address address;
  std::string name;
  InviteDetail detail = InviteDetail::automatic;
};

std::optional<Guest> guest(const Settings& settings, const PersonId& person) {
  for (const Partner& partner : settings.partners) {
    if (partner.id == person) return Guest{partner.email, partner.name, partner.invite_detail};
  }
  for (const Helper& helper : settings.helpers) {
    if (helper.id == person && helper.email) {
      return Guest{*helper.email, helper.name, InviteDetail::automatic};
    }
  }
  return std::nullopt;
}

/// By the server or by e-mail: as long as nobody knows, inviting by the one could be to invite twice.
bool waits_for_abilities(const PublishingInput& input, bool by_mail_anyway) {
  return input.unknown_schedule && !by_mail_anyway && input.calendar.invite == InviteChannel::automatic;
}

/// One channel a person: the server where it schedules and reached them, else e-mail.
std::optional<Invitee> invitee(const PublishingInput& input, const Guest& guest, bool unreachable) {
  const bool narrow = guest.detail == InviteDetail::time || guest.detail == InviteDetail::busy;
  const bool by_server =
      input.calendar.invite == InviteChannel::automatic && input.auto_schedule && !unreachable && !narrow;
  if (!by_server && !input.settings.mail) return std::nullopt;
  if (waits_for_abilities(input, unreachable || narrow)) return std::nullopt;
  Invitee result;
  result.address = guest.address;
  result.name = guest.name;
  result.client_agent = !by_server;
  // Who may see title and time only is no ATTENDEE of an object that tells more.
  result.listed = !narrow;
  result.detail = guest.detail;
  if (guest.detail == InviteDetail::automatic) {
    result.detail = by_server ? InviteDetail::full : InviteDetail::time;
  }
  return result;
}

}  // namespace

const PublicationRecord* record_of(const PublishingInput& input, const std::string& key) {
  const auto found = std::ranges::find_if(input.records, [&](const PublicationRecord& record) {
    return record.calendar == input.calendar.name && record.key == key;
  });
  return found == input.records.end() ? nullptr : &*found;
}

std::vector<Invitee> invitees(const PublishingInput& input, PublicationKind kind, const std::string& key,
                              std::span<const PersonId> people) {
  std::vector<Invitee> result;
  if (!leaves_from(input, kind)) return result;
  const PublicationRecord* record = record_of(input, key);
  for (const PersonId& person : people) {
    const std::optional<Guest> who = guest(input.settings, person);
    if (!who || who->address.empty() || input.paused.contains(person)) continue;
    const bool unreachable = record != nullptr && (holds(record->undelivered, who->address) ||
                                                   holds(record->dropped, who->address));
    if (auto found = invitee(input, *who, unreachable)) {
      result.push_back(*std::move(found));
    } else if (input.unknown_schedule && record != nullptr && record->state == RecordState::active) {
      // Who is invited already stays so, as before.
      const auto before = std::ranges::find(record->base.invitees, who->address, &Invitee::address);
      if (before != record->base.invitees.end()) result.push_back(*before);
    }
  }
  return result;
}

}  // namespace evenkeel
