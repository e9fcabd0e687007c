// What [[rule]], CATEGORIES, coverage `on`/`except` and household.pause say of a component.
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/pattern.hpp"
#include "core/household/settings.hpp"
#include "core/words/error.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// What the rules set; each attribute from the first rule that matches and sets it.
struct RuleResult {
  std::optional<Kind> kind;
  std::optional<Presence> presence;
  std::optional<Seconds> effort;
  std::optional<Lead> lead;
  bool ignore = false;
};

/// The occurrence a rule looks at. `length` of a VTODO: from its start to its due.
struct RuleSubject {
  const Component& component;
  const SourceName& source;
  bool all_day = false;
  Seconds length{0};
};

/// Compiled once per settings, which must outlive it. A pattern that does not compile matches nothing.
class RuleMatcher {
 public:
  explicit RuleMatcher(const Settings& settings);

  /// What did not compile.
  [[nodiscard]] const std::vector<Warning>& warnings() const { return warnings_; }
  /// Whether the length of an occurrence decides, so that the result may differ within a series.
  [[nodiscard]] bool length_matters() const { return length_matters_; }

  [[nodiscard]] RuleResult apply(const RuleSubject& subject, std::vector<Warning>& warnings) const;
  /// Whether any of `matches` (of these settings) names the household's calendar `source` and finds SUMMARY.
  [[nodiscard]] bool any(const std::vector<CalendarMatch>& matches, const SourceName& source,
                         const Component& component, std::vector<Warning>& warnings) const;

  /// The kind of the first CATEGORIES value that is a kind's name or synonym.
  static std::optional<Kind> category_kind(const Component& component);
  /// Whether a CATEGORIES value is `name` (lower case), case folded.
  static bool has_category(const Component& component, std::string_view name);
  /// A number that is equal for equal texts (duplicates).
  static std::size_t fingerprint(const PrivateText& text);

 private:
  struct Compiled {
    const Rule* rule = nullptr;
    std::optional<Pattern> summary, category, location, organizer;
    bool broken = false;
  };
  std::optional<Pattern> compiled(const std::optional<std::string>& pattern, bool& broken);
  [[nodiscard]] static bool matches(const Compiled& rule, const RuleSubject& subject,
                                    std::vector<Warning>& warnings);

  std::vector<Compiled> rules_;
  std::map<std::string, Pattern> patterns_;  // of CalendarMatch
  std::vector<Warning> warnings_;
  bool length_matters_ = false;
};

}  // namespace evenkeel
