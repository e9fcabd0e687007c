// What a cycle did, or with --dry-run would do, said in a few lines.
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// `out`: what was (would be) sent; `err`: warnings and failures, one line each.
[[nodiscard]] Printed sync_report(const CycleReport& report, bool dry_run, bool json);

}  // namespace evenkeel
