// `evenkeel status`: sources, sinks, outbox, findings, next check-ins.
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/cycle.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// CONTRACT section 1, `status --json`. `outcome` may be null when the household cannot be looked at.
[[nodiscard]] Expected<nlohmann::ordered_json> status_json(const Settings& settings, Store& store,
                                                           const Outcome* outcome, Instant now);

/// The same for people.
[[nodiscard]] std::string status_text(const nlohmann::ordered_json& status, const Zone& zone);

/// What `status` tells of the last cycle; kept in the store as a fact.
[[nodiscard]] std::string cycle_fact(const CycleReport& report, Instant started);

}  // namespace evenkeel
