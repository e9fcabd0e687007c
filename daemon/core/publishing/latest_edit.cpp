#include "core/publishing/latest_edit.hpp"

#include "core/publishing/answers_of.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace evenkeel {
namespace {

struct Place {
  Observation* calendar = nullptr;
  PublicationRecord* record = nullptr;
};

std::map<std::string, std::vector<Place>> edited_by_key(
    std::span<const std::reference_wrapper<Observation>> calendars) {
  std::map<std::string, std::vector<Place>> found;
  for (Observation& calendar : calendars) {
    for (PublicationRecord& record : calendar.records) {
      if (record.state == RecordState::active && record.edited)
        found[record.key].push_back({&calendar, &record});
    }
  }
  return found;
}

/// Whether something of `record` contradicts the later edit and was given up.
bool give_way(PublicationRecord& record, const PublicationRecord& later) {
  const bool time = record.moved && later.moved && record.time != later.time;
  const bool holder =
      !record.given_to.empty() && !later.given_to.empty() && record.given_to != later.given_to;
  if (time) record.moved = false;
  if (holder) {
    record.given_to = later.given_to;
    record.helper_agreed = later.helper_agreed;
  }
  return time || holder;
}

void note_change(Observation& calendar, const PublicationRecord& record) {
  const auto known = std::ranges::find(calendar.changed, record.key, &PublicationRecord::key);
  if (known == calendar.changed.end()) {
    calendar.changed.push_back(record);
  } else {
    *known = record;
  }
  calendar.answers = answers_of(calendar.records);
}

}  // namespace

void keep_latest_edits(std::span<const std::reference_wrapper<Observation>> calendars) {
  for (auto& [key, places] : edited_by_key(calendars)) {
    const auto latest =
        std::ranges::max_element(places, {}, [](const Place& place) { return *place.record->edited; });
    for (const Place& place : places) {
      if (place.record == latest->record || !give_way(*place.record, *latest->record)) continue;
      note_change(*place.calendar, *place.record);
    }
  }
}

MovedDuties moved_duties(std::span<const std::reference_wrapper<Observation>> calendars) {
  MovedDuties moved;
  std::map<std::string, Instant> when;
  for (const Observation& calendar : calendars) {
    for (const PublicationRecord& record : calendar.records) {
      if (record.kind != PublicationKind::duties || record.state != RecordState::active || !record.moved)
        continue;
      const Instant edited = record.edited.value_or(Instant{});
      const auto known = when.find(record.key);
      if (known != when.end() && known->second >= edited) continue;
      when.insert_or_assign(record.key, edited);
      moved.insert_or_assign(record.key, record.base.time);
    }
  }
  return moved;
}

}  // namespace evenkeel
