#include "core/time/vtimezone_zone.hpp"

#include "core/time/recurrence.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace evenkeel {
namespace {

using std::chrono::January;
using std::chrono::year;

constexpr std::size_t most_observances = 50;
constexpr std::size_t most_rules = 10;  // of one observance
constexpr Seconds widest_offset = Hours{26};

struct Onsets {
  std::vector<Zone::Transition> transitions;
  Budget budget{200'000, 20'000, false};
  year latest{1};  // of those that do not come from rules without end

  void add(LocalTime local, const Observance& observance) {
    if (!budget.result()) return;
    transitions.push_back(
        {Instant{(local - observance.offset_from).time_since_epoch()}, observance.offset_to});
  }
  void reach(LocalTime local) {
    latest = std::max(latest, std::chrono::year_month_day{std::chrono::floor<Days>(local)}.year());
  }
};

/// Whether an onset still counts. UNTIL is UTC here by RFC 5545 3.6.5; other forms are met as well.
struct Within {
  LocalTime local;
  Seconds offset_from;
  bool operator()(Date d) const { return std::chrono::floor<Days>(local) <= d; }
  bool operator()(LocalTime t) const { return local <= t; }
  bool operator()(Instant t) const {
    return (local - offset_from).time_since_epoch() <= t.time_since_epoch();
  }
};

bool endless(const RecurrenceRule& rule) {
  return !rule.count && !rule.until;
}

void add_rule(const RecurrenceRule& rule, const Observance& observance, LocalTime last, Onsets& onsets) {
  Recurrence recurrence(rule, observance.dtstart);
  while (const auto local = recurrence.next(last, onsets.budget)) {
    if (rule.until && !std::visit(Within{*local, observance.offset_from}, *rule.until)) break;
    onsets.add(*local, observance);
    if (!endless(rule)) onsets.reach(*local);
    if (onsets.budget.cut) break;
  }
}

bool sane(const Observance& o) {
  const LocalTime least{Date{year{1} / January / 1}};
  const LocalTime most{Date{year{9500} / January / 1}};
  const auto fits = [](Seconds offset) { return offset >= -widest_offset && offset <= widest_offset; };
  return fits(o.offset_from) && fits(o.offset_to) && o.dtstart >= least && o.dtstart < most &&
         o.rrules.size() <= most_rules &&
         std::ranges::all_of(o.rdates, [&](LocalTime t) { return t >= least && t < most; });
}

/// The rules of one observance; nothing when one of them is not what a VTIMEZONE may have.
std::optional<std::vector<RecurrenceRule>> rules_of(const Observance& observance) {
  std::vector<RecurrenceRule> rules;
  for (const auto& text : observance.rrules) {
    auto rule = parse_rrule(text);
    if (!rule || rule->frequency != Frequency::yearly) return std::nullopt;
    // Only what repeats with the Gregorian cycle can be continued for ever.
    if (endless(*rule) && 400 % rule->interval != 0) return std::nullopt;
    rules.push_back(std::move(*rule));
  }
  return rules;
}

/// Adds what ends by itself.
void add_finite(const Observance& observance, const std::vector<RecurrenceRule>& rules, Onsets& onsets) {
  const LocalTime last{Date{year{9999} / std::chrono::December / 31}};
  onsets.add(observance.dtstart, observance);
  onsets.reach(observance.dtstart);
  for (const LocalTime rdate : observance.rdates) {
    onsets.add(rdate, observance);
    onsets.reach(rdate);
  }
  for (const auto& rule : rules) {
    if (!endless(rule)) add_rule(rule, observance, last, onsets);
  }
}

Seconds offset_before(const VTimezone& timezone) {
  const auto& first = *std::ranges::min_element(
      timezone.observances, {}, [](const Observance& o) { return o.dtstart - o.offset_from; });
  return first.offset_from;
}

std::unique_ptr<const Zone> finish(const VTimezone& timezone, Onsets onsets,
                                   std::optional<Instant> cycle_end) {
  auto& all = onsets.transitions;
  std::ranges::sort(all, {}, [](const auto& t) { return std::pair(t.at, t.offset); });
  const auto repeated = std::ranges::unique(all, {}, &Zone::Transition::at);
  all.erase(repeated.begin(), repeated.end());
  return std::make_unique<const Zone>(timezone.tzid.str(), offset_before(timezone), std::move(all),
                                      cycle_end);
}

}  // namespace

Expected<std::unique_ptr<const Zone>> zone_of(const VTimezone& timezone) {
  const auto bad = [](std::string_view why) {
    return fail(ErrorKind::invalid_data, "VTIMEZONE: " + std::string(why));
  };
  const auto& observances = timezone.observances;
  if (observances.empty()) return bad("no STANDARD or DAYLIGHT");
  if (observances.size() > most_observances) return bad("too many STANDARD and DAYLIGHT");
  if (!std::ranges::all_of(observances, sane)) return bad("an offset or a start that cannot be");

  Onsets onsets;
  std::vector<std::vector<RecurrenceRule>> rules;
  for (const auto& observance : observances) {
    auto own = rules_of(observance);
    if (!own) return bad("a rule that is not YEARLY");
    add_finite(observance, *own, onsets);
    rules.push_back(std::move(*own));
  }
  std::optional<Instant> cycle_end;
  const year last_year = std::min(onsets.latest + std::chrono::years{402}, year{9999});
  for (std::size_t i = 0; i < observances.size(); ++i) {
    for (const auto& rule : rules[i]) {
      if (!endless(rule)) continue;
      cycle_end = Instant{std::chrono::sys_days{last_year / January / 1}};
      add_rule(rule, observances[i], LocalTime{Date{last_year / std::chrono::December / 31}}, onsets);
    }
  }
  if (onsets.budget.cut) return bad("too many changes");
  return finish(timezone, std::move(onsets), cycle_end);
}

}  // namespace evenkeel
