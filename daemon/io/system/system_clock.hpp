#pragma once

#include "ports/clock.hpp"

#include <memory>
#include <optional>

namespace evenkeel {

/// The machine's clock, or for `--now` one that stands still.
[[nodiscard]] std::unique_ptr<Clock> make_clock(std::optional<Instant> fixed);

}  // namespace evenkeel
