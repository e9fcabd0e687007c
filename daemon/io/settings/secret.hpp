#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <optional>

namespace evenkeel::settings {

/// Where a secret is: { credential = "name" }, { file = "path" } or { command = ["program", "argument"] },
/// exactly one. A secret itself does not stand in the configuration.
std::optional<SecretRef> secret(const Value& value, Reader& reader);

/// { provider | authorize_url, token_url, scope; client_id, client_secret }.
std::optional<OAuthSettings> oauth(const Value& value, Reader& reader);

}  // namespace evenkeel::settings
