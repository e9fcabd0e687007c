// The kinds of source that there are: a table of rows, one file and one row each.
#pragma once

#include "core/household/settings.hpp"
#include "ports/source.hpp"

#include <memory>

namespace evenkeel {

/// The source that the settings describe. Touches neither disk nor network.
[[nodiscard]] std::unique_ptr<Source> make_source(const SourceSettings& settings);

}  // namespace evenkeel
