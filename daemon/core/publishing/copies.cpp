#include "core/publishing/copies.hpp"

#include "core/publishing/edits.hpp"
#include "core/publishing/person.hpp"
#include "core/publishing/same.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

/// Of those who were invited by mail no server puts the answer onto the shared calendar.
void show_answers(PublicationRecord& record, const OwnEvent& copy, const Settings& settings) {
  if (copy.time != in_time(record.base.time)) return;
  for (const Attendee& attendee : copy.attendees) {
    const auto person = person_with(settings, attendee.address);
    const bool says = attendee.partstat != PartStat::needs_action && attendee.partstat != PartStat::other;
    if (!person || !says) continue;
    // A mail of theirs that was written later counts.
    const auto mailed = record.answered.find(*person);
    if (mailed != record.answered.end() && copy.dtstamp && *copy.dtstamp < mailed->second) continue;
    take_answer(record, *person, attendee.partstat, settings);
  }
}

/// Whether it is a copy of the invitation as it was sent last.
bool is_of_the_last(const PublicationRecord& record, const OwnEvent& copy) {
  // Somebody put it there after that was answered.
  if (record.moved && copy.sequence < record.sequence) return false;
  return copy.sequence >= record.sent_sequence;
}

}  // namespace

void take_copies(std::span<PublicationRecord> records, const SourceSnapshot& source, const CopiesInput& input,
                 std::map<Uid, int>& sequences) {
  for (OwnEvent& copy : own_events(source, input.identity, input.home, input.zone_of)) {
    const auto record = std::ranges::find(records, copy.uid, &PublicationRecord::uid);
    const bool known = record != records.end();
    // The organizer may have changed in the configuration since it was sent.
    const bool ours = copy.organizer == input.calendar.organizer.str() ||
                      (known && !copy.organizer.empty() && copy.organizer == record->base.organizer);
    if (!ours) continue;
    int& highest = sequences.emplace(copy.uid, copy.sequence).first->second;
    highest = std::max(highest, copy.sequence);
    if (!known || record->state != RecordState::active || !is_of_the_last(*record, copy)) continue;
    std::erase_if(copy.attendees, [&](const Attendee& attendee) {
      const auto person = person_with(input.settings, attendee.address);
      return !person || person->str() != source.name.owner;
    });
    take_answers(*record, copy, input.settings);
    show_answers(*record, copy, input.settings);
  }
}

}  // namespace evenkeel
