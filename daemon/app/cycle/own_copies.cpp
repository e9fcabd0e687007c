#include "app/cycle/own_copies.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

namespace evenkeel {
namespace {

/// What was sent of one publication: the UIDs it ever had, for when, to whom it goes now.
struct Sent {
  std::set<Uid> uids;
  std::vector<Interval> before;  // earlier times, other people
  Interval time;
  std::set<Address> organizers;
  std::array<bool, 2> invited{};
};

/// A copy may be of a version or of an event before this one: programs, and people, are slow.
constexpr int most_generations = 32;

bool is_partner(const Partner& partner, const Address& address) {
  return partner.email == address || std::ranges::find(partner.aliases, address) != partner.aliases.end();
}

std::vector<Sent> invitations(const Settings& settings, const Identity& identity,
                              std::span<const PublicationRecord> records) {
  std::vector<Sent> sent;
  for (const PublicationRecord& record : records) {
    if (record.base.invitees.empty() && record.sent.empty()) continue;
    Sent one{.uids = {record.uid},
             .before = record.sent,
             .time = record.time,
             .organizers = {Address(record.base.organizer)}};
    for (int g = std::max(0, record.generation - most_generations); g < record.generation; ++g) {
      one.uids.insert(identity.uid(record.key, g));
    }
    for (const SharedCalendar& calendar : settings.shared) {
      if (calendar.name == record.calendar) one.organizers.insert(calendar.organizer);
    }
    for (const PartnerIndex p : both_partners) {
      one.invited[index(p)] = std::ranges::any_of(record.base.invitees, [&](const Invitee& invitee) {
        return is_partner(settings.partners[index(p)], invitee.address);
      });
    }
    sent.push_back(std::move(one));
  }
  return sent;
}

/// An own UID with our ORGANIZER and a time that was ever sent, whoever is invited now.
bool is_copy(const Sent& sent, const Occurrence& o) {
  const auto& by = o.component->organizer;
  if (!sent.uids.contains(o.component->uid) || !by || !sent.organizers.contains(*by)) return false;
  return sent.time == o.time || std::ranges::find(sent.before, o.time) != sent.before.end();
}

}  // namespace

OwnEvents own_events_of(const Settings& settings, const Identity* identity,
                        std::span<const PublicationRecord> records) {
  if (identity == nullptr) return {};
  return {
      .uid = [identity](const Uid& uid) { return identity->is_own(uid); },
      .copy =
          [identity, sent = invitations(settings, *identity, records)](PartnerIndex partner,
                                                                       const Occurrence& o) {
            // A feed may give its own UIDs: then the exact times of an invitation tell (DESIGN section 8).
            const bool own = identity->is_own(o.component->uid);
            return !o.all_day && std::ranges::any_of(sent, [&](const Sent& s) {
              return own ? is_copy(s, o) : s.invited[index(partner)] && s.time == o.time;
            });
          },
  };
}

}  // namespace evenkeel
