// Metrics as CONTRACT section 1 prints them, and for people.
#pragma once

#include "core/household/settings.hpp"
#include "core/plans/metrics.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

/// Keys in the order of CONTRACT; what belongs to a partner as {"alex": …, "sam": …}. With `whose` nothing of
/// the other partner.
[[nodiscard]] nlohmann::ordered_json metrics_json(const Metrics& metrics, const Settings& settings,
                                                  std::optional<PartnerIndex> whose = {});

/// One row of a table: what, whose (empty: the household's), and its value.
struct MetricRow {
  std::string name;
  std::string whose;
  std::string value;
};
/// With `whose` that partner's work alone, as an employer may see it.
[[nodiscard]] std::vector<MetricRow> metric_rows(const Metrics& metrics, const Settings& settings,
                                                 std::optional<PartnerIndex> whose = {});

/// A line each: "Meeting hours, Alex   12.50".
[[nodiscard]] std::string metrics_text(const Metrics& metrics, const Settings& settings,
                                       std::optional<PartnerIndex> whose = {});

enum class Rows : std::uint8_t { all, changed };
/// Both side by side: "Meeting hours, Alex   12.50 → 14.00"; empty when only what changed is asked for and
/// nothing did.
[[nodiscard]] std::string metrics_text(const Metrics& before, const Metrics& after, const Settings& settings,
                                       Rows which, std::optional<PartnerIndex> whose = {});

}  // namespace evenkeel
