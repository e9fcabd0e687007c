#include "core/publishing/adopted_skips.hpp"

#include "core/plans/analyse.hpp"
#include "core/publishing/answers_of.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace evenkeel {
namespace {

std::string_view routine_of(std::string_view key) {
  return key.substr(0, key.rfind('/') + 1);
}

/// A slot of the same routine that stands there and is later; null when there is none.
const PublicationRecord* later_one(const Observation& calendar, const Slot& slot) {
  const auto found = std::ranges::find_if(calendar.records, [&](const PublicationRecord& record) {
    return record.kind == PublicationKind::routines && record.state == RecordState::active &&
           routine_of(record.key) == routine_of(slot.key) && record.time.start > slot.time.start;
  });
  return found == calendar.records.end() ? nullptr : &*found;
}

bool is_known(const Observation& calendar, const std::string& key) {
  return std::ranges::find(calendar.records, key, &PublicationRecord::key) != calendar.records.end();
}

/// Of no UID: should it stand there after all, it is taken over like any other.
PublicationRecord skipped(const Slot& slot, const PublicationRecord& later) {
  PublicationRecord record;
  record.calendar = later.calendar;
  record.key = slot.key;
  record.kind = PublicationKind::routines;
  record.state = RecordState::deleted;
  record.time = slot.time;
  record.adopted = true;
  return record;
}

}  // namespace

void keep_adopted_skips(std::span<const std::reference_wrapper<Observation>> calendars, const World& world,
                        Answers& answers) {
  const auto lost = [](const Observation& calendar) { return calendar.history_lost; };
  if (std::ranges::none_of(calendars, lost)) return;
  const Analysis analysis = analyse(world, answers, Suggestions::left_out);
  for (Observation& calendar : calendars) {
    if (!calendar.history_lost) continue;
    for (const Slot& slot : analysis.routines.slots) {
      const PublicationRecord* const later = later_one(calendar, slot);
      if (later == nullptr || is_known(calendar, slot.key)) continue;
      const PublicationRecord record = skipped(slot, *later);
      calendar.records.push_back(record);
      calendar.changed.push_back(record);
      answers.skipped.insert(slot.key);
    }
    calendar.answers = answers_of(calendar.records);
  }
}

}  // namespace evenkeel
