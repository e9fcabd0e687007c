#pragma once

#include "core/household/settings.hpp"
#include "ports/transport.hpp"

namespace evenkeel::net {

/// The account of a source: a pool of its own, its user and CA, and local addresses allowed where its
/// configured URL names a local host (DESIGN section 2: nothing is shared between partners).
[[nodiscard]] Account account_for(const SourceSettings& source, Secret password);

}  // namespace evenkeel::net
