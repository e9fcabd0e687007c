#include "app/cycle/told_settings.hpp"

#include "core/time/text.hpp"

#include <array>

namespace evenkeel {
namespace {

constexpr const char* told_fact = "settings-told";  // as of the last agenda
constexpr const char* seen_fact = "settings-seen";  // as of the last cycle
constexpr const char* held_fact = "agenda-held";    // when that agenda ended

/// The end of the last agenda that was held; empty when there was none.
std::string last_held(const Outcome& outcome, Instant now) {
  std::optional<Instant> last;
  for (const CalendarDecisions& decided : outcome.calendars) {
    for (const PublicationRecord& record : decided.observation.records) {
      if (record.kind != PublicationKind::routines || record.state != RecordState::active ||
          record.base.description.empty() || record.time.end > now) {
        continue;
      }
      if (!last || *last < record.time.end) last = record.time.end;
    }
  }
  return last ? rfc3339(*last) : std::string();
}

}  // namespace

Expected<ToldSettings> settings_at_last_agenda(Store& store) {
  const auto told = store.fact(told_fact);
  if (!told) return std::unexpected(told.error());
  return read_told_settings(*told);
}

Expected<void> remember_settings(Store& store, const Outcome& outcome, Instant now) {
  std::array<std::string, 3> known;
  std::size_t i = 0;
  for (const char* fact : {told_fact, seen_fact, held_fact}) {
    auto value = store.fact(fact);
    if (!value) return std::unexpected(value.error());
    known[i++] = *std::move(value);
  }
  auto [told, seen, held] = known;
  const std::string present = written(told_settings(*outcome.world.settings));
  const std::string latest = last_held(outcome, now);
  if (told.empty()) {
    told = present;
  } else if (latest > held) {  // RFC 3339 in UTC: later is greater
    told = seen;
  }
  const std::array<std::pair<const char*, std::string>, 3> facts{
      {{told_fact, told}, {seen_fact, present}, {held_fact, std::max(held, latest)}}};
  for (std::size_t n = 0; n < facts.size(); ++n) {
    if (facts[n].second == known[n]) continue;
    if (const auto saved = store.save_fact(facts[n].first, facts[n].second); !saved) return saved;
  }
  return {};
}

}  // namespace evenkeel
