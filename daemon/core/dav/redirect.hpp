// Where a redirect leads, and what may go with it. Pure; the transport follows nothing by itself.
#pragma once

#include "core/dav/http.hpp"
#include "core/dav/url.hpp"
#include "core/words/error.hpp"

namespace evenkeel::dav {

enum class Phase : std::uint8_t { discovery, pull };

inline constexpr int max_redirects = 5;

[[nodiscard]] bool is_redirect(int status);

/// Whether user and password may go from one URL to another: same origin, or the same host from http's to
/// https's own port, or, during discovery, an https host of the same registrable domain.
[[nodiscard]] bool credentials_may_follow(const Url& from, const Url& to, Phase phase);

/// Whether the credentials of the configured URL may go to an address that a server named (in a redirect, by
/// an answer), as a discovery would take them there.
[[nodiscard]] bool credentials_belong(const std::string& configured, const Url& to);

/// The request to send instead of `sent` after a redirect; method and body are kept. refused: too many, no
/// usable Location, from https down to http, or 303 to something that is neither a GET nor, in discovery, a
/// PROPFIND (RFC 6764 5 has the well-known address answer by 303 too).
/// `followed` counts the redirects before this one.
[[nodiscard]] Expected<Request> redirected(const Request& sent, const ResponseHead& head, int followed,
                                           Phase phase);

}  // namespace evenkeel::dav
