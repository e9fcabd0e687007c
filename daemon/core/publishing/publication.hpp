// An event that evenkeel wants to exist on a shared calendar, and what is remembered of it (DESIGN section
// 8).
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/settings.hpp"
#include "core/time/instant.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

struct ZonedSpan {
  LocalTime start{};
  LocalTime end{};
  const Zone* zone = nullptr;
  bool operator==(const ZonedSpan&) const = default;
};

/// Before the start, or at an instant.
using AlarmTime = std::variant<Seconds, Instant>;

struct Invitee {
  Address address;
  std::string name;
  PartStat partstat = PartStat::needs_action;
  bool client_agent = false;  // SCHEDULE-AGENT=CLIENT: invited by e-mail instead of by the server
  bool listed = true;         // false: by e-mail alone, no ATTENDEE of the stored object
  InviteDetail detail = InviteDetail::full;  // what an e-mail to them tells; never automatic
  bool operator==(const Invitee&) const = default;
};

/// What people would see of it. Compared to decide whether anything has to be sent.
struct EventContent {
  std::string title;
  std::string description;  // of a record: our part of it; what people wrote around it stands in theirs
  std::string location;     // only ever what people put there
  std::variant<DateSpan, ZonedSpan> time;
  bool transparent = false;
  std::vector<AlarmTime> alarms;
  std::vector<std::string> categories;
  std::string organizer;  // empty: no ORGANIZER, no ATTENDEE
  std::vector<Invitee> invitees;
  bool operator==(const EventContent&) const = default;
};

/// Ours: what is wanted.
struct Publication {
  std::string key;  // slot/alignment/2026-W48, duty/pick-up/2026-11-23, a finding's key ...
  PublicationKind kind = PublicationKind::findings;
  EventContent content;
  Interval time;         // placed in the household's zone
  Interval wished = {};  // where it would be, had people not moved it on another calendar; empty: `time`
  PersonId person;       // duties: whose it is
  double badness = 0;    // findings: its number (load, hours); greater is worse
  bool urgent = false;   // findings
};

/// What became of a publication.
enum class RecordState : std::uint8_t {
  active,     // stands on the calendar, as far as we know
  withdrawn,  // we took it away
  deleted,    // a person deleted it: acknowledged, skipped, not needed
};

/// Base: what was last pushed, and how to find it again.
struct PublicationRecord {
  std::string calendar;  // name of the [[shared]]
  std::string key;
  int generation = 0;
  PublicationKind kind = PublicationKind::findings;
  Uid uid;
  Href href;  // last segment or as the server spells it
  ETag etag;
  int sequence = 0;
  RecordState state = RecordState::active;
  EventContent base;
  Interval time;
  Interval wished;                // when we last wanted it to be; differs from `time` where people moved it
  Instant pushed{};               // when it was last pushed
  std::optional<Instant> edited;  // when people were last seen to have changed it
  bool moved = false;             // people moved it: their time stands in base.time
  int declined = 0;               // how many slots of this key were declined
  std::vector<Interval> declined_slots;
  std::string note;                  // what people wrote into it, for when it is made again
  bool seen = false;                 // stood in a listing since it was made
  PersonId person;                   // duties: to whom it is published
  PersonId given_to;                 // duties: to whom people renamed it (a swap); empty: nobody did
  std::set<PersonId> declined_by;    // duties: who declined it
  bool helper_agreed = false;        // duties: the helper accepted, or it was renamed from "Ask Gran: ..."
  bool renamed = false;              // people gave it another title: theirs stays
  bool retransped = false;           // people made it free or busy: theirs stays
  double badness = 0;                // findings: as last published
  bool urgent = false;               // findings: was ever published as urgent
  std::vector<Address> undelivered;  // whom the server could not reach (RFC 6638 SCHEDULE-STATUS)
  std::vector<Address> dropped;      // whom the server invited to this UID once, and then no more
  std::optional<Interval> told;      // the time that those invited by e-mail were last told
  std::string told_title;            // the title they were told; people may have renamed it since
  std::optional<Instant> put_back;   // when it was put back after all of ours were gone at once
  std::vector<Interval> sent;        // times for which anybody was invited before this one, latest last
  int sent_sequence = 0;             // SEQUENCE of the last invitation we sent: older copies answer another
  bool adopted = false;              // taken over from the calendar: what was sent of it before is not known
  std::map<PersonId, Instant> answered;  // DTSTAMP of the latest answer each gave by e-mail
  std::optional<Interval> proposed;  // routines: the time an invitee asked for (COUNTER), not yet published
  bool operator==(const PublicationRecord&) const = default;
};

/// Intent before effect: what is to be sent, written down first.
struct OutboxEntry {
  enum class Verb : std::uint8_t { create, update, remove, mail, post };
  std::int64_t id = 0;  // given by the store; ascending
  Verb verb = Verb::create;
  std::string calendar;
  std::string key;
  Href href;
  ETag if_match;          // update, remove
  std::string body;       // iCalendar text, the whole e-mail message, or JSON
  std::string recipient;  // mail: an address; post: a URL, which is a secret
  std::string dedup;   // invitations: UID, RECURRENCE-ID, SEQUENCE, METHOD, recipient; else message_dedup()
  std::string reason;  // one sentence
  PublicationRecord after;  // the record once it succeeded; of a mail: uid, sequence and time alone, no key
  int attempts = 0;
  std::optional<Instant> not_before;
  std::string last_error;
  bool maybe_sent = false;  // an attempt broke off after the mail server had been given the message
  bool operator==(const OutboxEntry&) const = default;
};

}  // namespace evenkeel
