#pragma once

#include "core/oauth/token_endpoint.hpp"
#include "io/net/stop.hpp"
#include "ports/transport.hpp"

namespace evenkeel::net {

/// Tokens for the code that the browser brought (RFC 6749 4.1.3). Blocking. A client with a secret shows it
/// by Basic first and, where the provider does not take that, in the form. Errors as read_answer() has them,
/// but for a code that is not taken (permanent).
[[nodiscard]] Expected<oauth::Tokens> exchange_code(Transport& transport, const oauth::Client& client,
                                                    const oauth::Grant& grant, Instant now,
                                                    const Stop& stop = {});

}  // namespace evenkeel::net
