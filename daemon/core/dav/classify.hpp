// What an HTTP status means for us, in words for people. Pure.
#pragma once

#include "core/dav/http.hpp"
#include "core/time/instant.hpp"
#include "core/words/error.hpp"

#include <optional>
#include <string_view>

namespace evenkeel::dav {

struct Failure {
  Error error;
  std::optional<Seconds> retry_after;  // clamped; given for 429, 503 and quota
};

/// The failure that a status other than the expected one stands for. `body` may be its beginning only; it
/// tells a quota from a refusal. `user` is named in the text when credentials are refused.
[[nodiscard]] Failure classify(const ResponseHead& head, std::string_view body, std::string_view user,
                               Instant now);

/// Retry-After (RFC 9110 10.2.3: seconds or an HTTP date), clamped to 1 min ... 2 h; 15 min when it is
/// missing or makes no sense.
[[nodiscard]] Seconds retry_after(std::string_view value, Instant now);

}  // namespace evenkeel::dav
