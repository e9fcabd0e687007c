// Proof Key for Code Exchange (RFC 7636).
#pragma once

#include "core/words/strong.hpp"

#include <span>
#include <string>
#include <string_view>

namespace evenkeel::oauth {

/// base64url without padding (RFC 4648 5): of 32 random bytes, a code verifier (RFC 7636 4.1) or a state.
[[nodiscard]] std::string base64url(std::span<const unsigned char> bytes);

/// base64 with padding (RFC 4648 4), for Basic credentials.
[[nodiscard]] std::string base64(std::string_view text);

/// code_challenge of method S256 (RFC 7636 4.2).
[[nodiscard]] std::string code_challenge(const Secret& verifier);

}  // namespace evenkeel::oauth
