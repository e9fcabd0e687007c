// `evenkeel report`: the metrics of a stretch of time, beside those of another.
#pragma once

#include "app/commands/printed.hpp"
#include "core/household/people.hpp"
#include "core/household/settings.hpp"
#include "core/plans/metrics.hpp"

#include <optional>
#include <string>

namespace evenkeel {

struct MeasuredRange {
  Interval time;
  Metrics metrics;
};

struct Report {
  std::string title;                    // of the pilot; empty: none
  std::optional<PartnerIndex> whose{};  // of the pilot; nothing of the other partner is in it
  MeasuredRange range;
  std::optional<MeasuredRange> compared;  // with which it is compared
  Instant now{};                          // what lies behind it is planned, not observed
};

[[nodiscard]] std::string report_json(const Report& report, const Settings& settings);
[[nodiscard]] std::string report_text(const Report& report, const Settings& settings, const Zone& zone);

/// A page that one partner can show an employer: that partner's work in numbers a week; no title of a
/// calendar, no attendee, nothing of the other partner or the household. Self-contained HTML.
[[nodiscard]] std::string report_page(const Report& report, const Partner& partner, PartnerIndex index,
                                      const Zone& zone);

/// What has to be said of how little or how much the numbers rest on; a sentence each.
[[nodiscard]] std::vector<std::string> caveats(const Report& report);

}  // namespace evenkeel
