#include "app/commands/demo_story.hpp"

#include "app/commands/listings.hpp"
#include "app/commands/terminal.hpp"
#include "core/household/hours.hpp"
#include "core/time/text.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

constexpr std::size_t agenda_lines = 14;

template <typename Wanted>
const Finding* first(const Outcome& outcome, const Wanted& wanted) {
  const auto& findings = outcome.analysis.findings;
  const auto found = std::ranges::find_if(findings, wanted);
  return found == findings.end() ? nullptr : &*found;
}

const Finding* night_away(const Outcome& outcome) {
  return first(outcome, [](const Finding& f) { return f.kind == "both-away" && !f.if_accepted; });
}

const Finding* open_pick_up(const Outcome& outcome) {
  return first(outcome, [](const Finding& f) {
    return f.kind == "uncovered" && !f.if_accepted && !f.suggestions.empty();
  });
}

const Finding* broken_by_invitation(const Outcome& outcome) {
  return first(outcome, [](const Finding& f) { return f.if_accepted; });
}

std::string told(const std::string& heading, const Finding& finding) {
  std::string text = heading + "\n   " + finding.explanation + "\n";
  if (!finding.suggestions.empty()) {
    const Suggestion& best = finding.suggestions.front();
    text += "   → " + best.text + (best.effect.empty() ? "" : " (" + best.effect + ")") + "\n";
  }
  return text;
}

std::string found_ahead(const Finding& finding, Instant now) {
  const auto weeks = std::chrono::duration_cast<std::chrono::weeks>(finding.time.start - now).count();
  return fmt::format("1. A night both are away, found {} weeks ahead", weeks);
}

std::string rota_of_next_week(const Outcome& outcome) {
  const Zone& zone = *outcome.world.settings->zone;
  const Settings& settings = *outcome.world.settings;
  const Date monday = monday_of(outcome.world.today) + Days(7);
  std::string text = "4. Next week's fair rota\n";
  for (const RotaEntry& entry : outcome.analysis.rota.entries) {
    const Date date = zone.date_of(entry.window.time.start);
    if (date < monday || date >= monday + Days(7)) continue;
    std::string who = "nobody yet";
    if (entry.who) {
      const std::size_t i = index(*entry.who);
      who = i < 2 ? settings.partners[i].name : settings.helpers[i - 2].name;
      if (entry.needs_asking) who = "ask " + who;
    }
    text += fmt::format("   {}  {:<11} {}\n", span_text(entry.window.time, zone), who, entry.reason);
  }
  return text;
}

std::string shortened(const std::string& text, std::size_t lines) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t line = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (line == lines) return out + "   …\n";
    out += "   " + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return out;
}

std::string next_agenda(const Outcome& outcome) {
  const Printed agenda = print_agenda(outcome, {}, {.json = false, .zone = outcome.world.settings->zone});
  return agenda.status == 0 ? "The next agenda\n" + shortened(agenda.out, agenda_lines) : std::string();
}

/// The same clash as each of the two reads it: their own titles, and of the other what the other discloses.
std::string what_each_sees(const Outcome& household, const std::array<const Outcome*, 2>& seen_by) {
  const Finding* pick_up = open_pick_up(household);
  if (pick_up == nullptr) return {};
  const Settings& settings = *household.world.settings;
  std::string text = "What each sees of the other (the same pick-up)\n";
  for (const PartnerIndex viewer : both_partners) {
    const Finding* same =
        first(*seen_by[index(viewer)], [&](const Finding& f) { return f.key == pick_up->key; });
    if (same == nullptr) continue;
    std::string evidence;
    for (const Evidence& e : same->evidence) {
      const auto owner = std::ranges::find(settings.partners, e.person, &Partner::id);
      const std::string name = owner == settings.partners.end() ? e.person.str() : owner->name;
      evidence += fmt::format("{}{}: “{}”", evidence.empty() ? "" : ", ", name, e.text.str());
    }
    text += fmt::format("   {} reads   {}\n", settings.partners[index(viewer)].name, evidence);
  }
  return text;
}

}  // namespace

std::string demo_story(const Outcome& household, const std::array<const Outcome*, 2>& seen_by,
                       const std::string& directory) {
  std::string text = fmt::format("{}: two work calendars, a school calendar, {}. What there is to see:\n\n",
                                 household.world.settings->household_name,
                                 counted(household.analysis.findings.size(), "finding"));
  if (const Finding* f = night_away(household)) text += told(found_ahead(*f, household.world.now), *f) + "\n";
  if (const Finding* f = open_pick_up(household)) {
    text += told("2. A pick-up nobody has, and the cheapest meeting to move", *f) + "\n";
  }
  if (const Finding* f = broken_by_invitation(household)) {
    text += told("3. An unanswered invitation that would break something", *f) + "\n";
  }
  text += rota_of_next_week(household) + "\n" + next_agenda(household) + "\n" +
          what_each_sees(household, seen_by);
  text += fmt::format(
      "\nWhere to look: the check-ins, duties and findings stand in {0}/calendars/shared\n"
      "(any calendar program opens them); change {0}/evenkeel.toml or the calendars, then\n"
      "  evenkeel --config {0}/evenkeel.toml sync       (also: findings, rota, agenda, status)\n",
      directory);
  return printable(text, true);
}

}  // namespace evenkeel
