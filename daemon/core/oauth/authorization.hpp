// The authorisation request and what comes back by way of the browser (RFC 6749 4.1, RFC 8252). Pure.
#pragma once

#include "core/oauth/provider.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::oauth {

/// One attempt; state and verifier are random and used once.
struct Attempt {
  std::string state;
  Secret verifier;
  std::string redirect_uri;  // http://127.0.0.1:PORT/
};

/// What the browser opens. It holds no secret: the verifier only as its hash.
[[nodiscard]] std::string authorize_url(const Provider& provider, const std::string& client_id,
                                        const Attempt& attempt);

/// The code in the target of a request to redirect_uri ("/?code=...&state=..."). Empty: it is for another
/// path, or does not carry the state of this attempt (RFC 8252 section 8.9). Errors: the answer "no"
/// (refused), a passing failure there (transient), neither code nor error (invalid_data).
[[nodiscard]] std::optional<Expected<Secret>> read_redirect(std::string_view target,
                                                            const std::string& state);

/// An error code of the other side if it has the form of one (RFC 6749 5.2), else "an unnamed error".
[[nodiscard]] std::string named_error(std::string_view code);

}  // namespace evenkeel::oauth
