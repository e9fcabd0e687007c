// What a command asks of the holder of the state: the running service, or the command itself where none runs.
// The same function serves both, so that there is never a second writer.
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/cycle.hpp"

#include <nlohmann/json.hpp>

namespace evenkeel {

/// Performs {"command": "sync" | "support" | "pause" | "forget" | "accept-deletions" | "auth", ...}. What is
/// malformed or names somebody unknown has status 2. A sync runs a whole cycle; `report` is then set.
[[nodiscard]] Printed perform_request(const nlohmann::json& request, const Parts& parts,
                                      std::optional<CycleReport>& report);

/// Whether a request may be performed while pulls are under way: it changes nothing that they read or write.
[[nodiscard]] bool disturbs_no_pull(const nlohmann::json& request);

/// Whether it waits for the same servers as pulls that are under way: then they are not in its way.
[[nodiscard]] bool waits_for_pulls(const nlohmann::json& request);

/// A printed result as the control socket carries it.
[[nodiscard]] nlohmann::json to_json(const Printed& printed);
[[nodiscard]] std::optional<Printed> printed_of(const nlohmann::json& answer);

}  // namespace evenkeel
