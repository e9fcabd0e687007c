// Metrics as CONTRACT section 1 prints them, and for people.
#pragma once

#include "core/household/settings.hpp"
#include "core/plans/metrics.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace evenkeel {

/// Keys in the order of CONTRACT; what belongs to a partner as {"alex": …, "sam": …}.
[[nodiscard]] nlohmann::ordered_json metrics_json(const Metrics& metrics, const Settings& settings);

/// One row of a table: what, whose (empty: the household's), and its value.
struct MetricRow {
  std::string name;
  std::string whose;
  std::string value;
};
[[nodiscard]] std::vector<MetricRow> metric_rows(const Metrics& metrics, const Settings& settings);

/// A line each: "Meeting hours, Alex   12.50".
[[nodiscard]] std::string metrics_text(const Metrics& metrics, const Settings& settings);

enum class Rows : std::uint8_t { all, changed };
/// Both side by side: "Meeting hours, Alex   12.50 → 14.00"; empty when only what changed is asked for and
/// nothing did.
[[nodiscard]] std::string metrics_text(const Metrics& before, const Metrics& after, const Settings& settings,
                                       Rows which);

}  // namespace evenkeel
