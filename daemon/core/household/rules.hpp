// Matching of [[rule]], coverage `on`/`except` and household.pause: PCRE2, UTF and UCP, match limit 10,000.
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/settings.hpp"
#include "core/words/error.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// A compiled pattern, searched anywhere.
class Pattern {
 public:
  static Expected<Pattern> compile(std::string_view pattern);
  enum class Outcome { match, no_match, limit };
  /// `limit`: the match limit was exceeded, which counts as no match and deserves a warning.
  [[nodiscard]] Outcome search(std::string_view text) const;

 private:
  struct Code;
  explicit Pattern(std::shared_ptr<const Code> code) : code_(std::move(code)) {}
  std::shared_ptr<const Code> code_;
};

/// What the rules set; each attribute from the first rule that matches and sets it.
struct RuleResult {
  std::optional<Kind> kind;
  std::optional<Presence> presence;
  std::optional<Seconds> effort;
  std::optional<Lead> lead;
  bool ignore = false;
};

/// Compiled once per settings. A pattern that does not compile matches nothing and is warned of.
class RuleMatcher {
 public:
  explicit RuleMatcher(const Settings& settings);

  [[nodiscard]] bool has_rules() const { return !rules_.empty(); }
  /// Whether any rule asks for the length of the occurrence, so that the result differs within a series.
  [[nodiscard]] bool length_matters() const { return length_matters_; }

  /// The rules for one component of source `source`; `length` is that of the occurrence.
  [[nodiscard]] RuleResult apply(const Component& component, const SourceName& source, bool all_day,
                                 Seconds length, std::vector<Warning>& warnings) const;
  /// Whether any of `matches` names calendar `calendar` and finds SUMMARY.
  [[nodiscard]] bool any(const std::vector<CalendarMatch>& matches, const std::string& calendar,
                         const Component& component, std::vector<Warning>& warnings) const;

 private:
  struct CompiledRule {
    const Rule* rule = nullptr;
    std::optional<Pattern> summary, category, location, organizer;
    bool broken = false;
  };
  [[nodiscard]] bool matches(const CompiledRule& rule, const Component& component, const SourceName& source,
                             bool all_day, Seconds length, std::vector<Warning>& warnings) const;
  std::vector<CompiledRule> rules_;
  std::map<std::string, std::optional<Pattern>> patterns_;  // of CalendarMatch
  bool length_matters_ = false;
};

}  // namespace evenkeel
