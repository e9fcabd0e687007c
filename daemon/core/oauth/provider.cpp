#include "core/oauth/provider.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace evenkeel::oauth {
namespace {

struct Row {
  std::string_view name;
  std::string_view authorize_url;
  std::string_view token_url;
  std::string_view read_scope;
  std::string_view write_scope;
  /// Google gives a refresh token only when asked for access without the user, and again only when it asks
  /// the user again.
  std::array<std::pair<std::string_view, std::string_view>, 2> extra;
};

constexpr std::array<Row, 1> rows{{{
    .name = "google",
    .authorize_url = "https://accounts.google.com/o/oauth2/v2/auth",
    .token_url = "https://oauth2.googleapis.com/token",
    .read_scope = "https://www.googleapis.com/auth/calendar.readonly",
    .write_scope = "https://www.googleapis.com/auth/calendar",
    .extra = {{{"access_type", "offline"}, {"prompt", "consent"}}},
}}};

std::string chosen(const std::string& configured, std::string_view known) {
  return configured.empty() ? std::string(known) : configured;
}

}  // namespace

std::string known_providers() {
  std::string names;
  for (const Row& row : rows) names += (names.empty() ? "\"" : ", \"") + std::string(row.name) + "\"";
  return names;
}

bool is_known_provider(const std::string& name) {
  return std::ranges::find(rows, name, &Row::name) != rows.end();
}

Expected<Provider> provider_of(const OAuthSettings& settings, Use use) {
  const auto* const row = std::ranges::find(rows, settings.provider, &Row::name);
  if (row == rows.end()) {
    if (settings.authorize_url.empty() || settings.token_url.empty()) {
      return fail(ErrorKind::permanent, "the provider \"" + settings.provider +
                                            "\" is not known here; give authorize_url and token_url");
    }
    return Provider{settings.authorize_url, settings.token_url, settings.scope, {}};
  }
  Provider provider{chosen(settings.authorize_url, row->authorize_url),
                    chosen(settings.token_url, row->token_url),
                    chosen(settings.scope, use == Use::read ? row->read_scope : row->write_scope),
                    {}};
  for (const auto& [name, value] : row->extra) provider.extra.emplace_back(name, value);
  return provider;
}

}  // namespace evenkeel::oauth
