// Signing in where user and password in front of every request are not the way: OAuth 2.0 tokens (RFC 6750),
// renewed when they run out, and Digest (RFC 7616) where a server asks for it.
#pragma once

#include "ports/clock.hpp"
#include "ports/tokens.hpp"
#include "ports/transport.hpp"

#include <memory>

namespace evenkeel::net {

/// Wraps `inner`; what it promises stays as it is. Of an account's requests those that want a new access
/// token wait for one renewal together, while all others go on. A refresh token that the provider gave
/// anew is stored before the access token beside it is used. A 401 is asked again once, with a new token or
/// by Digest. A sign-in that the provider has ended fails at once from then on (unauthorised), without a
/// request. `tokens` and `clock` are borrowed and outlive it.
[[nodiscard]] std::unique_ptr<Transport> make_signing_in_transport(std::unique_ptr<Transport> inner,
                                                                   TokenStore& tokens, const Clock& clock);

}  // namespace evenkeel::net
