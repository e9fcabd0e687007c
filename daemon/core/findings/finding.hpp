// One clash or crunch (DESIGN section 6).
#pragma once

#include "core/household/disclosed_text.hpp"
#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

enum class Severity : std::uint8_t { info, warning, urgent };

struct Evidence {
  PersonId person;
  Interval time;
  DisclosedText text;
  std::optional<DateSpan> dates = {};  // of what is all-day
};

struct Suggestion {
  std::string text;
  std::string effect;
  std::optional<Instant> expires;
};

/// `data` of CONTRACT section 1, by kind.
struct UncoveredData {
  std::string coverage;
};
struct CrunchData {
  std::vector<DisclosedText> deadlines;
  Seconds demand{0}, supply{0};
  double load = 0;  // exact; infinity where supply is 0
};
struct JointCrunchData {
  std::array<double, 2> loads{};
  std::vector<DisclosedText> deadlines;
};
struct TravelInCrunchData {
  PersonId traveller;
  std::vector<DisclosedText> deadlines;
};
struct ProtectedTimeData {
  std::string routine;
};
struct AfterHoursData {
  Seconds length{0};
};
struct NoSlotData {
  std::string routine;
  std::string period;
};
using FindingData = std::variant<std::monostate, UncoveredData, CrunchData, JointCrunchData,
                                 TravelInCrunchData, ProtectedTimeData, AfterHoursData, NoSlotData>;

struct Finding {
  std::string key;
  std::string kind;  // "uncovered", "both-away", ...
  Severity severity = Severity::info;
  Interval time;
  std::vector<PartnerIndex> concerns;  // in configuration order
  std::string title;
  std::string explanation;
  bool if_accepted = false;
  Instant since{};
  std::optional<Instant> decide_by;
  FindingData data;
  std::vector<Evidence> evidence;
  std::vector<Suggestion> suggestions;
};

/// Severity falling, start, kind, key.
bool listed_before(const Finding& a, const Finding& b);

}  // namespace evenkeel
