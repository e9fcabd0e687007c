// [[rule]]: what occurrences of a certain text or place mean.
#include "io/settings/rule.hpp"

#include "io/settings/convert.hpp"
#include "io/settings/durations.hpp"
#include "io/settings/pattern.hpp"
#include "io/settings/references.hpp"
#include "io/settings/section_readers.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

/// All sources that rules apply to, as owner and name.
std::vector<SourceName> all_sources(const Settings& settings) {
  std::vector<SourceName> names;
  const auto take = [&](const std::vector<SourceSettings>& sources) {
    for (const SourceSettings& source : sources) names.push_back(source.name);
  };
  for (const Partner& partner : settings.partners) take(partner.calendars);
  take(settings.household_calendars);
  for (const SharedCalendar& shared : settings.shared) names.push_back(shared.connection.name);
  for (const Helper& helper : settings.helpers) take(helper.calendars);
  return names;
}

std::optional<std::string> known(const Value& value, std::vector<std::string> words, Reader& reader) {
  const auto given = text(value, reader);
  if (!given || std::ranges::find(words, *given) != words.end()) return given;
  std::ranges::sort(words);
  const auto doubles = std::ranges::unique(words);
  words.erase(doubles.begin(), doubles.end());
  report_choice(value, words, reader);
  return std::nullopt;
}

/// Whose source it is: a partner, a helper or the household.
std::optional<std::string> owner(const Value& value, Reader& reader) {
  std::vector<std::string> words;
  for (const PersonId& id : both_partners(reader.settings)) words.push_back(id.str());
  for (const Helper& helper : reader.settings.helpers) words.push_back(helper.id.str());
  words.emplace_back("household");
  return known(value, std::move(words), reader);
}

std::optional<std::string> source_name(const Value& value, Reader& reader) {
  std::vector<std::string> words;
  for (const SourceName& name : all_sources(reader.settings)) words.push_back(name.name);
  return known(value, std::move(words), reader);
}

const OneOf<Kind> kKinds{{{"meeting", Kind::meeting},
                          {"focus", Kind::focus},
                          {"travel", Kind::travel},
                          {"leave", Kind::leave},
                          {"deadline", Kind::deadline},
                          {"milestone", Kind::milestone},
                          {"learning", Kind::learning},
                          {"remote-day", Kind::remote_day},
                          {"school", Kind::school},
                          {"duty", Kind::duty},
                          {"check-in", Kind::check_in},
                          {"other", Kind::other}}};
const OneOf<Presence> kPresences{{{"free", Presence::free},
                                  {"remote", Presence::remote},
                                  {"onsite", Presence::onsite},
                                  {"away", Presence::away}}};

}  // namespace

std::optional<RuleMatch> rule_match(const Value& value, Reader& reader) {
  Section section(value, reader.where, reader);
  RuleMatch match;
  section.read("summary", match.summary, pattern);
  section.read("category", match.category, pattern);
  section.read("location", match.location, pattern);
  section.read("organizer", match.organizer, pattern);
  section.read("partner", match.partner, owner);
  section.read("calendar", match.calendar, source_name);
  section.read("all_day", match.all_day, boolean);
  section.read("min_duration", match.min_duration, duration);
  section.finish();
  const auto sources = all_sources(reader.settings);
  if (match.partner && match.calendar &&
      std::ranges::find(sources, SourceName{*match.partner, *match.calendar}) == sources.end()) {
    section.warn("calendar",
                 "\"" + *match.partner + "\" has no calendar of this name: this rule matches nothing");
  }
  return match;
}

std::optional<Kind> kind_word(const Value& value, Reader& reader) {
  return kKinds(value, reader);
}

std::optional<Presence> presence_word(const Value& value, Reader& reader) {
  return kPresences(value, reader);
}

namespace {

void read_set(const Value& value, Rule& rule, Reader& reader) {
  Section section(value, "rule.set", reader);
  section.read("kind", rule.kind, kind_word);
  section.read("presence", rule.presence, presence_word);
  section.read("effort", rule.effort, duration);
  section.read("lead", rule.lead, lead);
  section.read("ignore", rule.ignore, boolean);
  section.finish();
}

void warn_of_slips(Section& section) {
  const auto empty = [&](std::string_view key) {
    const Value* value = section.find(key);
    return value == nullptr || (value->as<Table>() != nullptr && value->as<Table>()->empty());
  };
  if (empty("match")) section.warn("match", "no condition: this rule is of every event");
  if (empty("set")) section.warn("set", "nothing is set: this rule does nothing");
}

}  // namespace

void read_rules(Section& root) {
  for (const Value* value : tables_of(root, "rule")) {
    Section section(*value, "rule", root.reader());
    Rule rule;
    section.read("match", rule.match, rule_match);
    if (const Value* set = section.find("set")) read_set(*set, rule, root.reader());
    section.finish();
    warn_of_slips(section);
    root.reader().settings.rules.push_back(std::move(rule));
  }
}

}  // namespace evenkeel::settings
