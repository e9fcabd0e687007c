// The last part of a cycle: what stands in the outbox goes out.
#pragma once

#include "app/cycle/cycle.hpp"

namespace evenkeel {

/// Works off the outbox; what came of it is added to the report.
void send(const Parts& parts, CycleReport& report);

/// A former cycle was stopped, or a server did not answer: first that, so that what is pulled afterwards
/// tells what people did. What still fails is tried again and told at the end of the cycle.
void send_what_is_left(const Parts& parts, CycleReport& report);

}  // namespace evenkeel
