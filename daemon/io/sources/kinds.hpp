// The makers of the rows in the registry.
#pragma once

#include "core/household/settings.hpp"
#include "ports/source.hpp"

#include <memory>

namespace evenkeel {

/// A CalDAV collection, account or server.
[[nodiscard]] std::unique_ptr<Source> make_caldav_source(const SourceSettings& settings);
/// An ICS feed: http, https, webcal, file:// or a path.
[[nodiscard]] std::unique_ptr<Source> make_ics_source(const SourceSettings& settings);
/// A directory of .ics files.
[[nodiscard]] std::unique_ptr<Source> make_vdir_source(const SourceSettings& settings);

}  // namespace evenkeel
