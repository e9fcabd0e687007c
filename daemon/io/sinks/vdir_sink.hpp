// A shared calendar as a directory of .ics files (vdir): one file an event.
#pragma once

#include "io/sinks/registry.hpp"
#include "ports/sink.hpp"

#include <memory>

namespace evenkeel {

/// Writes are whole or not at all and durable when they return (temporary file, fsync, rename, fsync of the
/// directory). ETags are those of the vdir source. Only names of `[A-Za-z0-9_.-]` ending in `.ics` that are
/// not hidden are touched.
[[nodiscard]] std::unique_ptr<Sink> make_vdir_sink(const SharedCalendar& calendar,
                                                   const SinkContext& context);

}  // namespace evenkeel
