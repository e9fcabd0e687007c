#include "core/publishing/adopted_holders.hpp"

#include "core/plans/analyse.hpp"
#include "core/publishing/adopt.hpp"
#include "core/publishing/answers_of.hpp"
#include "core/publishing/duty_title.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace evenkeel {
namespace {

/// Each round gives at least one duty more to whom it names, and what follows from that is looked at again.
constexpr int most_rounds = 6;

/// "Ask Gran: ..." is evenkeel's own.
bool may_be_a_swap(const PublicationRecord& record, const Settings& settings) {
  if (record.kind != PublicationKind::duties || record.state != RecordState::active ||
      !just_adopted(record) || record.person.empty() || !record.given_to.empty()) {
    return false;
  }
  const auto title = read_duty_holder(settings, record.base.title);
  return title && !title->asking;
}

void keep(Observation& calendar, PublicationRecord& record) {
  record.given_to = record.person;
  const auto known = std::ranges::find(calendar.changed, record.key, &PublicationRecord::key);
  if (known == calendar.changed.end()) {
    calendar.changed.push_back(record);
  } else {
    *known = record;
  }
}

std::map<std::string, PersonId> holders(const Rota& rota, const Settings& settings) {
  std::map<std::string, PersonId> result;
  for (const RotaEntry& entry : rota.entries) {
    if (entry.who) result.emplace(entry.window.duty_key, id_of(settings, *entry.who));
  }
  return result;
}

}  // namespace

void keep_adopted_holders(std::span<const std::reference_wrapper<Observation>> calendars, const World& world,
                          Answers& answers, const Settings& settings) {
  const bool any = std::ranges::any_of(calendars, [&](const Observation& calendar) {
    return std::ranges::any_of(calendar.records,
                               [&](const PublicationRecord& r) { return may_be_a_swap(r, settings); });
  });
  if (!any) return;
  for (int round = 0; round < most_rounds; ++round) {
    const auto has = holders(analyse(world, answers, Suggestions::left_out).rota, settings);
    bool kept = false;
    for (Observation& calendar : calendars) {
      for (PublicationRecord& record : calendar.records) {
        const auto entry = has.find(record.key);
        if (entry == has.end() || entry->second == record.person || !may_be_a_swap(record, settings))
          continue;
        keep(calendar, record);
        answers.holder.emplace(record.key, record.person);
        kept = true;
      }
      if (kept) calendar.answers = answers_of(calendar.records);
    }
    if (!kept) return;
  }
}

}  // namespace evenkeel
