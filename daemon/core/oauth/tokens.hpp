// What a provider gave: an access token for a while, a refresh token for the next one. Pure.
#pragma once

#include "core/time/instant.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace evenkeel::oauth {

/// How a client with a secret shows it to the token endpoint (RFC 6749 2.3.1).
enum class ClientAuthentication : std::uint8_t { basic, post };

struct Tokens {
  Secret access;
  Secret refresh;  // empty: the provider gave none
  Instant obtained{};
  std::optional<Instant> expires;               // of the access token; empty: the provider did not say
  std::optional<Instant> refresh_expires = {};  // of the refresh token; empty: the provider did not say
  Instant refresh_since{};                      // since when that end stands
  ClientAuthentication client = ClientAuthentication::basic;  // what the provider took
  bool refused = false;  // the provider does not take the refresh token any more
  bool operator==(const Tokens&) const = default;
};

/// Whether the access token may still be used at `now`: not in the last fifth of its life, at most five
/// minutes of it, and not before it was given (a clock that jumped back proves nothing).
[[nodiscard]] bool is_fresh(const Tokens& tokens, Instant now);

/// The tokens to keep after a renewal: a provider that does not rotate gives no new refresh token, and one
/// that says nothing of its end has not moved it.
[[nodiscard]] Tokens renewed(const Tokens& before, Tokens answer);

/// When somebody has to sign in again by the provider's word: with the refresh token, or with the access
/// token where there is none. Empty: it did not say.
[[nodiscard]] std::optional<Instant> sign_in_end(const Tokens& tokens);
/// From when on that is worth a person's attention: a week ahead, or a third of the time that it lasts. An
/// end that moves on with each renewal never comes so close.
[[nodiscard]] std::optional<Instant> sign_in_notice(const Tokens& tokens);

/// One line of JSON, and back. invalid_data for anything else; no error repeats what was read.
[[nodiscard]] Secret to_line(const Tokens& tokens);
[[nodiscard]] Expected<Tokens> tokens_of_line(const Secret& line);

}  // namespace evenkeel::oauth
