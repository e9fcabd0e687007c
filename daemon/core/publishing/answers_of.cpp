#include "core/publishing/answers_of.hpp"

#include "core/publishing/edits.hpp"
#include "core/publishing/observe.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

void add_slot(Answers& answers, const PublicationRecord& record) {
  if (record.declined > 0) {
    answers.declined[record.key] = record.declined;
    answers.declined_slots[record.key] = record.declined_slots;
  }
  if (record.state == RecordState::deleted) answers.skipped.insert(record.key);
  if (record.state != RecordState::active || declined_here(record)) return;
  answers.placed[record.key] = record.proposed.value_or(record.time);
  if (record.moved || record.proposed) answers.moved_by_people.insert(record.key);
}

void add_duty(Answers& answers, const PublicationRecord& record) {
  if (!record.declined_by.empty()) {
    answers.declined_by[record.key] = record.declined_by;
    answers.declined[record.key] = static_cast<int>(record.declined_by.size());
  }
  if (!record.given_to.empty()) answers.holder[record.key] = record.given_to;
  if (record.helper_agreed) answers.helper_agreed.insert(record.key);
  if (record.state == RecordState::deleted) answers.not_needed.insert(record.key);
  if (record.state == RecordState::active && !record.person.empty()) {
    answers.published_holder[record.key] = record.person;
  }
}

/// What one calendar has no answer to is not touched by what another says.
template <typename Map>
void add_missing(Map& all, const Map& more) {
  all.insert(more.begin(), more.end());
}

}  // namespace

Answers answers_of(std::span<const PublicationRecord> records) {
  Answers answers;
  for (const PublicationRecord& record : records) {
    if (record.kind == PublicationKind::routines) add_slot(answers, record);
    if (record.kind == PublicationKind::duties) add_duty(answers, record);
    if (record.kind == PublicationKind::findings && record.state == RecordState::deleted) {
      answers.acknowledged.insert(record.key);
    }
  }
  return answers;
}

void add(Answers& all, const Answers& more) {
  for (const auto& [key, time] : more.placed) {
    const bool theirs_moved = more.moved_by_people.contains(key);
    if (theirs_moved && !all.moved_by_people.contains(key)) {
      all.placed.insert_or_assign(key, time);
    } else {
      all.placed.emplace(key, time);
    }
  }
  add_missing(all.moved_by_people, more.moved_by_people);
  for (const auto& [key, times] : more.declined) all.declined[key] = std::max(all.declined[key], times);
  for (const auto& [key, slots] : more.declined_slots) {
    auto& list = all.declined_slots[key];
    for (const Interval& slot : slots) {
      if (std::ranges::find(list, slot) == list.end()) list.push_back(slot);
    }
  }
  add_missing(all.skipped, more.skipped);
  add_missing(all.not_needed, more.not_needed);
  add_missing(all.holder, more.holder);
  add_missing(all.published_holder, more.published_holder);
  for (const auto& [key, people] : more.declined_by)
    all.declined_by[key].insert(people.begin(), people.end());
  add_missing(all.helper_agreed, more.helper_agreed);
  add_missing(all.acknowledged, more.acknowledged);
}

}  // namespace evenkeel
