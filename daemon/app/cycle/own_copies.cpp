#include "app/cycle/own_copies.hpp"

namespace evenkeel {
namespace {

/// One invitation that was sent: to whom, for when.
struct Sent {
  Uid uid;
  Interval time;
  Address organizer;
  std::array<bool, 2> invited{};
};

bool is_partner(const Partner& partner, const Address& address) {
  return partner.email == address || std::ranges::find(partner.aliases, address) != partner.aliases.end();
}

std::vector<Sent> invitations(const Settings& settings, std::span<const PublicationRecord> records) {
  std::vector<Sent> sent;
  for (const PublicationRecord& record : records) {
    if (record.base.invitees.empty()) continue;
    Sent one{.uid = record.uid, .time = record.time, .organizer = Address(record.base.organizer)};
    for (const PartnerIndex p : both_partners) {
      one.invited[index(p)] = std::ranges::any_of(record.base.invitees, [&](const Invitee& invitee) {
        return is_partner(settings.partners[index(p)], invitee.address);
      });
    }
    sent.push_back(std::move(one));
  }
  return sent;
}

}  // namespace

OwnEvents own_events_of(const Settings& settings, const Identity* identity,
                        std::span<const PublicationRecord> records) {
  if (identity == nullptr) return {};
  return {
      .uid = [identity](const Uid& uid) { return identity->is_own(uid); },
      .copy =
          [identity, sent = invitations(settings, records)](PartnerIndex partner, const Occurrence& o) {
            // A feed may give its own UIDs: then the exact times of an invitation tell (DESIGN section 8).
            const bool own = identity->is_own(o.component->uid);
            return std::ranges::any_of(sent, [&](const Sent& s) {
              if (!s.invited[index(partner)] || s.time != o.time || o.all_day) return false;
              return !own || (s.uid == o.component->uid && o.component->organizer == s.organizer);
            });
          },
  };
}

}  // namespace evenkeel
