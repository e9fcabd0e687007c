#include "core/household/rules.hpp"

#include "core/household/ascii.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

namespace evenkeel {

namespace {

/// A pattern that needs more than the limit counts as not found, and is warned of.
bool found(const Pattern& pattern, std::string_view text, const SourceName& source,
           const Component& component, std::vector<Warning>& warnings) {
  const Pattern::Outcome outcome = pattern.search(text);
  if (outcome == Pattern::Outcome::limit) {
    warnings.push_back({source.str() + ": " + component.uid.str(),
                        "a regular expression needs too long on it and does not match"});
  }
  return outcome == Pattern::Outcome::match;
}

constexpr std::array<std::pair<std::string_view, Kind>, 22> kinds_by_category{{
    {"meeting", Kind::meeting},   {"focus", Kind::focus},           {"travel", Kind::travel},
    {"leave", Kind::leave},       {"deadline", Kind::deadline},     {"milestone", Kind::milestone},
    {"learning", Kind::learning}, {"remote-day", Kind::remote_day}, {"school", Kind::school},
    {"duty", Kind::duty},         {"check-in", Kind::check_in},     {"other", Kind::other},
    {"trip", Kind::travel},       {"business-trip", Kind::travel},  {"vacation", Kind::leave},
    {"holiday", Kind::leave},     {"annual-leave", Kind::leave},    {"pto", Kind::leave},
    {"focus-time", Kind::focus},  {"wfh", Kind::remote_day},        {"working-from-home", Kind::remote_day},
    {"training", Kind::learning},
}};

}  // namespace

RuleMatcher::RuleMatcher(const Settings& settings) {
  for (const Rule& rule : settings.rules) {
    Compiled c;
    c.rule = &rule;
    c.summary = compiled(rule.match.summary, c.broken);
    c.category = compiled(rule.match.category, c.broken);
    c.location = compiled(rule.match.location, c.broken);
    c.organizer = compiled(rule.match.organizer, c.broken);
    length_matters_ = length_matters_ || rule.match.min_duration.has_value();
    if (!c.broken) rules_.push_back(std::move(c));
  }
  const auto keep = [this](const std::vector<CalendarMatch>& matches) {
    for (const CalendarMatch& match : matches) {
      bool broken = false;
      if (auto pattern = compiled(match.match, broken)) patterns_.emplace(match.match, *std::move(pattern));
    }
  };
  keep(settings.pause);
  for (const Coverage& coverage : settings.coverages) {
    keep(coverage.on);
    keep(coverage.except);
  }
}

std::optional<Pattern> RuleMatcher::compiled(const std::optional<std::string>& pattern, bool& broken) {
  if (!pattern) return std::nullopt;
  auto result = Pattern::compile(*pattern);
  if (result) return *std::move(result);
  broken = true;
  warnings_.push_back({*pattern, result.error().text});
  return std::nullopt;
}

bool RuleMatcher::matches(const Compiled& compiled, const RuleSubject& subject,
                          std::vector<Warning>& warnings) {
  const RuleMatch& match = compiled.rule->match;
  const Component& c = subject.component;
  if (match.partner && *match.partner != subject.source.owner) return false;
  if (match.calendar && *match.calendar != subject.source.name) return false;
  if (match.all_day && *match.all_day != subject.all_day) return false;
  if (match.min_duration && subject.length < *match.min_duration) return false;
  const PrivateText::Key key;
  const auto in = [&](const Pattern& pattern, std::string_view text) {
    return found(pattern, text, subject.source, c, warnings);
  };
  if (compiled.summary && !in(*compiled.summary, c.summary.open(key))) return false;
  if (compiled.location && !in(*compiled.location, c.location.open(key))) return false;
  if (compiled.organizer && (!c.organizer || !in(*compiled.organizer, c.organizer->str()))) return false;
  return !compiled.category || std::ranges::any_of(c.categories, [&](const PrivateText& category) {
    return in(*compiled.category, category.open(key));
  });
}

RuleResult RuleMatcher::apply(const RuleSubject& subject, std::vector<Warning>& warnings) const {
  RuleResult result;
  std::optional<bool> ignore;
  for (const Compiled& compiled : rules_) {
    if (!matches(compiled, subject, warnings)) continue;
    const Rule& rule = *compiled.rule;
    if (!result.kind) result.kind = rule.kind;
    if (!result.presence) result.presence = rule.presence;
    if (!result.effort) result.effort = rule.effort;
    if (!result.lead) result.lead = rule.lead;
    if (!ignore) ignore = rule.ignore;
  }
  result.ignore = ignore.value_or(false);
  return result;
}

bool RuleMatcher::any(const std::vector<CalendarMatch>& wanted, const SourceName& source,
                      const Component& component, std::vector<Warning>& warnings) const {
  return std::ranges::any_of(wanted, [&](const CalendarMatch& match) {
    if (match.calendar != source.name) return false;
    const auto pattern = patterns_.find(match.match);
    return pattern != patterns_.end() &&
           found(pattern->second, component.summary.open(PrivateText::Key()), source, component, warnings);
  });
}

std::optional<Kind> RuleMatcher::category_kind(const Component& component) {
  for (const PrivateText& category : component.categories) {
    std::string name = ascii::lower(ascii::trimmed(category.open(PrivateText::Key())));
    std::ranges::replace(name, ' ', '-');
    const auto* const row = std::ranges::find(kinds_by_category, std::string_view(name),
                                              &std::pair<std::string_view, Kind>::first);
    if (row != kinds_by_category.end()) return row->second;
  }
  return std::nullopt;
}

bool RuleMatcher::has_category(const Component& component, std::string_view name) {
  return std::ranges::any_of(component.categories, [name](const PrivateText& category) {
    return ascii::lower(ascii::trimmed(category.open(PrivateText::Key()))) == name;
  });
}

std::size_t RuleMatcher::fingerprint(const PrivateText& text) {
  return std::hash<std::string>{}(text.open(PrivateText::Key()));
}

}  // namespace evenkeel
