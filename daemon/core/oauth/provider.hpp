// Whom to ask for leave to read a calendar: a known provider, or what the configuration says.
#pragma once

#include "core/household/settings.hpp"
#include "core/oauth/form.hpp"
#include "core/words/error.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenkeel::oauth {

enum class Use : std::uint8_t {
  read,   // a source
  write,  // a shared calendar
};

struct Provider {
  std::string authorize_url;
  std::string token_url;
  std::string scope;  // empty: what the provider gives by itself
  Parameters extra;   // of the authorisation request
};

/// "google", quoted and listed for a message.
[[nodiscard]] std::string known_providers();
[[nodiscard]] bool is_known_provider(const std::string& name);

/// What is configured comes before what is known of the provider. Error: the provider is not known and not
/// both of its URLs are given.
[[nodiscard]] Expected<Provider> provider_of(const OAuthSettings& settings, Use use);

}  // namespace evenkeel::oauth
