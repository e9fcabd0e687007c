#include "app/main/accounts.hpp"

#include "app/cycle/snapshot_of.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

/// Never across owners: nothing is shared between partners.
bool may_share(const Settings& settings, const SourceSettings& a, const SourceSettings& b) {
  if (!a.oauth || !b.oauth || a.name.owner != b.name.owner || a.user != b.user ||
      a.oauth->client_id != b.oauth->client_id) {
    return false;
  }
  const auto one = oauth::provider_of(*a.oauth, use_of(settings, a));
  const auto other = oauth::provider_of(*b.oauth, use_of(settings, b));
  return one && other && one->token_url == other->token_url && one->scope == other->scope;
}

}  // namespace

oauth::Use use_of(const Settings& settings, const SourceSettings& source) {
  const bool shared = std::ranges::any_of(settings.shared, [&](const SharedCalendar& calendar) {
    return calendar.connection.name == source.name;
  });
  return shared ? oauth::Use::write : oauth::Use::read;
}

SourceName sign_in_of(const Settings& settings, const SourceSettings& source, TokenStore& tokens) {
  std::vector<SourceName> candidates{source.name};
  for (const SourceSettings* other : sources_of(settings)) {
    if (other->name != source.name && may_share(settings, source, *other)) candidates.push_back(other->name);
  }
  std::optional<SourceName> refused;
  for (const SourceName& name : candidates) {
    const auto held = tokens.load(name.str());
    if (!held) return name;  // whoever uses it will say why it cannot be read
    if (*held && !(*held)->refused) return name;
    if (*held && !refused) refused = name;
  }
  return refused.value_or(source.name);
}

Expected<oauth::Client> oauth_client(const Settings& settings, const SourceSettings& source,
                                     const SourceName& sign_in, Secret secret) {
  const auto provider = oauth::provider_of(*source.oauth, use_of(settings, source));
  if (!provider) return std::unexpected(provider.error());
  const bool known = oauth::is_known_provider(source.oauth->provider) && source.oauth->token_url.empty();
  return oauth::Client{.key = sign_in.str(),
                       .cure = "evenkeel auth " + sign_in.str(),
                       .token_url = provider->token_url,
                       .id = source.oauth->client_id,
                       .secret = std::move(secret),
                       .ca_file = known ? std::string() : source.ca_file};
}

}  // namespace evenkeel
