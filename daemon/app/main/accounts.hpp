// Whose sign-in a source uses, and as which client.
#pragma once

#include "core/household/settings.hpp"
#include "core/oauth/provider.hpp"
#include "core/oauth/token_endpoint.hpp"
#include "ports/tokens.hpp"

namespace evenkeel {

/// Shared calendars are written to, everything else is only read.
[[nodiscard]] oauth::Use use_of(const Settings& settings, const SourceSettings& source);

/// Whose tokens a source uses: its own; else those of another source of the same owner with the same
/// provider, client, scope and user. One that still holds comes before one that was refused; the source
/// itself when there is none.
[[nodiscard]] SourceName sign_in_of(const Settings& settings, const SourceSettings& source,
                                    TokenStore& tokens);

/// The client of a source with `oauth`. A private CA counts for the token endpoint too, unless the provider
/// is a known one.
[[nodiscard]] Expected<oauth::Client> oauth_client(const Settings& settings, const SourceSettings& source,
                                                   const SourceName& sign_in, Secret secret);

}  // namespace evenkeel
