// The kinds of shared calendars: one row each.
#pragma once

#include "core/household/settings.hpp"
#include "io/net/request.hpp"
#include "ports/sink.hpp"
#include "ports/transport.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>

namespace evenkeel {

/// What a sink needs of the outside. All borrowed.
struct SinkContext {
  Transport* transport = nullptr;
  Account account;  // CalDAV
  /// CalDAV: the collection's URL as discovered by the pull of the same calendar; empty: the configured one.
  std::string collection;
  net::Stop stop;
};

struct SinkKind {
  SourceKind kind;
  std::string_view name;
  std::unique_ptr<Sink> (*make)(const SharedCalendar&, const SinkContext&);
};

[[nodiscard]] std::span<const SinkKind> sink_kinds();

/// unsupported for a kind that nothing can be written to (ics).
[[nodiscard]] Expected<std::unique_ptr<Sink>> make_sink(const SharedCalendar& calendar,
                                                        const SinkContext& context);

}  // namespace evenkeel
