// `findings`, `rota`, `agenda`: what an outcome says, as text or JSON Lines.
#pragma once

#include "app/commands/printed.hpp"
#include "app/cycle/middle.hpp"

#include <optional>
#include <string>

namespace evenkeel {

struct ListingOptions {
  bool json = false;
  const Zone* zone = nullptr;  // for times that are shown
};

/// Findings that overlap `within`, worst first.
[[nodiscard]] Printed list_findings(const Outcome& outcome, Interval within, const ListingOptions& options);

/// Every window in rota order, then the balance at the end of the horizon.
[[nodiscard]] Printed list_rota(const Outcome& outcome, const ListingOptions& options);

/// The next agenda, or that of the routine with this id. Status 2 when there is no such routine, 4 when no
/// agenda is ahead.
[[nodiscard]] Printed print_agenda(const Outcome& outcome, const std::string& routine,
                                   const ListingOptions& options);

/// One finding in plain text, several lines.
[[nodiscard]] std::string finding_text(const Finding& finding, const Zone& zone);

}  // namespace evenkeel
