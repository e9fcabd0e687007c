#include "core/publishing/edits.hpp"

#include "core/household/ascii.hpp"
#include "core/publishing/duty_title.hpp"
#include "core/publishing/invitation_mails.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/same.hpp"
#include "core/publishing/step.hpp"

#include <algorithm>
#include <string_view>

namespace evenkeel {
namespace {

/// A duty renamed to another's name is a swap; "Gran: ..." for "Ask Gran: ..." is a yes.
void take_duty_title(PublicationRecord& record, const std::string& title, const Settings& settings) {
  const auto named = read_duty_holder(settings, title);
  if (!named) return;
  const auto before = read_duty_title(settings, record.base.title);
  const bool other = named->person != record.person;
  if (other) {
    record.given_to = named->person;
    record.declined_by.erase(named->person);  // they talked about it
  }
  record.person = named->person;
  if (!named->asking && (other || (before && before->asking))) {
    record.helper_agreed = std::ranges::any_of(
        settings.helpers, [&](const Helper& helper) { return helper.id == named->person; });
  }
}

void take_title(PublicationRecord& record, const OwnEvent& theirs, const EventContent* on_its_way,
                const Settings& settings) {
  const std::string title = plain_line(theirs.title);
  if (title == plain_line(record.base.title)) return;
  if (on_its_way != nullptr && title == plain_line(on_its_way->title)) return;
  if (record.kind == PublicationKind::duties) take_duty_title(record, theirs.title, settings);
  record.base.title = theirs.title;
  record.renamed = true;
}

void take_time(PublicationRecord& record, const OwnEvent& theirs, const EventContent* on_its_way,
               const Zone& home) {
  if (theirs.time == in_time(record.base.time)) return;
  if (on_its_way != nullptr && theirs.time == in_time(on_its_way->time)) return;
  note_sent(record);
  const auto* zoned = std::get_if<ZonedSpan>(&record.base.time);
  record.base.time = civil_time(theirs.time, zoned != nullptr ? *zoned->zone : home);
  record.time = placed(theirs.time, home);
  record.moved = true;
  // Put back to where somebody could not: whoever did it knows better.
  record.declined -= static_cast<int>(std::erase(record.declined_slots, record.time));
  record.proposed.reset();  // a time somebody put it to is newer than one that was only asked for
}

void decline(PublicationRecord& record, const PersonId& person) {
  if (record.kind == PublicationKind::duties) {
    // One that is known is no news: what people agreed on since stands.
    if (!record.declined_by.insert(person).second) return;
    if (record.given_to == person) record.given_to = PersonId{};
    return;
  }
  if (record.kind != PublicationKind::routines || declined_here(record)) return;
  ++record.declined;
  record.declined_slots.push_back(record.time);
  record.moved = false;
  record.proposed.reset();
}

/// Who delegated it does not come (DESIGN section 5).
bool says_no(PartStat partstat) {
  return partstat == PartStat::declined || partstat == PartStat::delegated;
}

void accept(PublicationRecord& record, const PersonId& person, const Settings& settings) {
  if (record.kind != PublicationKind::duties || record.person != person) return;
  const bool helper = std::ranges::any_of(settings.helpers, [&](const Helper& h) { return h.id == person; });
  if (helper) record.helper_agreed = true;
}

/// RFC 6638 3.2.9: 3.x and 5.x say that the message did not and will not arrive.
/// Of a list the worst counts.
bool undelivered(const Attendee& attendee) {
  std::string_view codes = attendee.schedule_status;
  while (!codes.empty()) {
    const std::size_t end = std::min(codes.find(','), codes.size());
    const std::string_view code = ascii::trimmed(codes.substr(0, end));
    if (code.starts_with("3.") || code.starts_with("5.")) return true;
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
  return false;
}

void note_undelivered(PublicationRecord& record, const Attendee& attendee) {
  if (!undelivered(attendee)) return;
  if (std::ranges::find(record.undelivered, attendee.address) != record.undelivered.end()) return;
  record.undelivered.push_back(attendee.address);
}

}  // namespace

bool declined_here(const PublicationRecord& record) {
  return std::ranges::find(record.declined_slots, record.time) != record.declined_slots.end();
}

void take_edits(PublicationRecord& record, const OwnEvent& theirs, const EventContent* on_its_way,
                const Settings& settings) {
  take_title(record, theirs, on_its_way, settings);
  take_time(record, theirs, on_its_way, *settings.zone);
  if (theirs.transparent != record.base.transparent &&
      (on_its_way == nullptr || theirs.transparent != on_its_way->transparent)) {
    record.base.transparent = theirs.transparent;
    record.retransped = true;
  }
  if (record.base.location != theirs.location) record.told.reset();  // a place is worth an update
  record.base.location = theirs.location;
}

void take_answers(PublicationRecord& record, const OwnEvent& theirs, const Settings& settings) {
  if (theirs.time != in_time(record.base.time)) return;
  for (const Attendee& attendee : theirs.attendees) {
    note_undelivered(record, attendee);
    const auto person = person_with(settings, attendee.address);
    if (!person) continue;
    if (says_no(attendee.partstat)) decline(record, *person);
    if (attendee.partstat == PartStat::accepted) accept(record, *person, settings);
  }
}

void take_answer(PublicationRecord& record, const PersonId& person, PartStat partstat,
                 const Settings& settings) {
  if (says_no(partstat)) decline(record, person);
  if (partstat == PartStat::accepted) accept(record, person, settings);
  for (Invitee& invitee : record.base.invitees) {
    // Of those whom the server invited it tells the answer itself.
    if (by_mail(invitee) && person_with(settings, invitee.address) == person) invitee.partstat = partstat;
  }
}

}  // namespace evenkeel
