// What agendas showed when they were last looked at, kept between cycles.
#pragma once

#include "app/cycle/middle.hpp"
#include "core/words/error.hpp"
#include "ports/store.hpp"

#include <map>
#include <string>

namespace evenkeel {

[[nodiscard]] Expected<std::map<std::string, SeenLines>> stored_seen_lines(Store& store);

/// Agendas of a calendar that was not read this time keep what is known of them; those that are gone from one
/// that was are forgotten.
[[nodiscard]] Expected<void> save_seen_lines(Store& store, const Outcome& outcome);

}  // namespace evenkeel
