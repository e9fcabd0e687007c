// A shared calendar as a CalDAV collection (RFC 4791 5.3).
#pragma once

#include "io/sinks/registry.hpp"
#include "ports/sink.hpp"

#include <memory>

namespace evenkeel {

/// One request a call (two for abilities); nothing is retried or followed. A 207 on a PUT or DELETE counts by
/// its inner status.
[[nodiscard]] std::unique_ptr<Sink> make_caldav_sink(const SharedCalendar& calendar,
                                                     const SinkContext& context);

}  // namespace evenkeel
