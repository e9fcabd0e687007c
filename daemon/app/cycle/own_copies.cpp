#include "app/cycle/own_copies.hpp"

#include "core/publishing/instance_key.hpp"

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

bool is_feed(const Partner& partner, const SourceName& name) {
  return std::ranges::any_of(partner.calendars, [&](const SourceSettings& calendar) {
    return calendar.kind == SourceKind::ics && calendar.name == name;
  });
}

/// A feed may give UIDs of its own; then the exact times of an invitation tell (DESIGN section 8). One that
/// holds a copy of ours under its UID gives none, and everywhere else such a time is a meeting laid over
/// ours.
bool from_a_feed(const Partner& partner, std::span<const SourceSnapshot> sources, const Occurrence& o,
                 const Identity& identity) {
  return std::ranges::any_of(sources, [&](const SourceSnapshot& source) {
    const auto holds = [&](const StoredObject& stored) { return stored.object.uid == o.component->uid; };
    const auto own = [&](const StoredObject& stored) { return identity.is_own(stored.object.uid); };
    return is_feed(partner, source.name) && std::ranges::any_of(source.objects, holds) &&
           std::ranges::none_of(source.objects, own);
  });
}

}  // namespace

OwnEvents own_events_of(const Settings& settings, const Identity* identity,
                        std::span<const PublicationRecord> records, std::span<const SourceSnapshot> sources) {
  if (settings.shared.empty()) return {};
  // Without the key nobody can tell; a duty of ours must not count as somebody's appointment.
  if (identity == nullptr) return {.uid = looks_own, .copy = {}};
  return {
      .uid = [identity](const Uid& uid) { return identity->is_own(uid); },
      .copy =
          [&settings, identity, sources, sent = invitations(settings, *identity, records)](
              PartnerIndex partner, const Occurrence& o) {
            const bool own = identity->is_own(o.component->uid);
            const bool copied = !o.all_day && std::ranges::any_of(sent, [&](const Sent& s) {
              return own ? is_copy(s, o) : s.invited[index(partner)] && s.time == o.time;
            });
            return copied && (own || from_a_feed(settings.partners[index(partner)], sources, o, *identity));
          },
  };
}

}  // namespace evenkeel
