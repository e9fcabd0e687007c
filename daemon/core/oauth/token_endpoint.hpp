// What is asked of a token endpoint, and what its answer means (RFC 6749 3.2, 4.1.3, 5, 6; RFC 6750). Pure.
#pragma once

#include "core/dav/http.hpp"
#include "core/oauth/authorization.hpp"
#include "core/oauth/tokens.hpp"

#include <string>
#include <string_view>

namespace evenkeel::oauth {

/// Who asks, and whom.
struct Client {
  std::string key;   // whose tokens: name of the source that was authorised
  std::string cure;  // what a person runs when it does not work: "evenkeel auth alex/work"
  std::string token_url;
  std::string id;
  Secret secret;  // empty: a public client
  std::string ca_file;
};

/// What the browser brought, with what belongs to it.
struct Grant {
  Secret code;
  Secret verifier;
  std::string redirect_uri;
};

[[nodiscard]] dav::Request exchange_request(const Client& client, const Grant& grant,
                                            ClientAuthentication authentication);
[[nodiscard]] dav::Request refresh_request(const Client& client, const Tokens& tokens);

/// The tokens of an answer. Errors: unauthorised (invalid_grant: revoked, expired, used already), with the
/// cure; permanent (the client or the request is refused); transient (429, 5xx); invalid_data (no token in
/// it, or of a type that nobody knows). No error holds more of the answer than the error's name.
[[nodiscard]] Expected<Tokens> read_answer(const dav::ResponseHead& head, std::string_view body,
                                           const Client& client, Instant now);

/// Whether an answer says that the client did not show who it is in the way the server wants: then the other
/// way may be tried.
[[nodiscard]] bool is_invalid_client(const dav::ResponseHead& head, std::string_view body);

/// Why there is no access token, each with its cure (unauthorised): nobody has signed in yet; the provider
/// has ended the sign-in; it gave no refresh token and the access token has run out.
[[nodiscard]] Error not_signed_in(const Client& client);
[[nodiscard]] Error sign_in_refused(const Client& client);
[[nodiscard]] Error sign_in_run_out(const Client& client);
/// The calendar's server does not take a token that is new.
[[nodiscard]] Error access_refused(const Client& client);

}  // namespace evenkeel::oauth
