// The file of [metrics]: what a monitoring system wants to know of the service, in the text format of
// Prometheus (exposition format 0.0.4).
#pragma once

#include "app/cycle/cycle.hpp"

#include <cstdint>
#include <string>

namespace evenkeel {

struct ServiceFigures {
  Instant started{};  // of the cycle
  Instant now{};
  std::uint64_t resident_bytes = 0;  // of this process; 0: not known
};

/// Sources, outbox, findings by severity (none where the cycle did not look), the cycle and the process.
/// Names of sources, severities and stages alone stand in it: no title, no address, no error text.
[[nodiscard]] Expected<std::string> exposition(const Settings& settings, Store& store,
                                               const CycleReport& report, const ServiceFigures& figures);

}  // namespace evenkeel
