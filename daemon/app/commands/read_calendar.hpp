#pragma once

#include "core/words/error.hpp"
#include "ports/reader.hpp"

#include <string>

namespace evenkeel {

/// Reads one calendar through the reader and waits for it.
[[nodiscard]] Expected<ical::ReadResult> read_calendar(Reader& reader, std::string text,
                                                       const ical::ReadOptions& options);

}  // namespace evenkeel
