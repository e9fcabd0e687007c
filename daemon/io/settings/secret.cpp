#include "io/settings/secret.hpp"

#include "core/oauth/provider.hpp"
#include "io/settings/convert.hpp"
#include "io/settings/section.hpp"
#include "io/settings/url.hpp"

#include <algorithm>

namespace evenkeel::settings {

namespace {

constexpr std::string_view kForms =
    R"({ credential = "name" }, { file = "path" } or { command = ["program", "argument"] })";

/// The name of a file in the credentials directory (systemd.exec, LoadCredential).
std::optional<std::string> credential_name(const Value& value, Reader& reader) {
  const auto name = text(value, reader);
  if (!name) return std::nullopt;
  if (name->find('/') == std::string::npos && *name != "." && *name != "..") return name;
  reader.error(value.at, "this is no name of a credential; expected one without a slash");
  return std::nullopt;
}

}  // namespace

std::optional<SecretRef> secret(const Value& value, Reader& reader) {
  if (value.as<Table>() == nullptr) {
    // The value is not repeated: it may be the secret.
    reader.error(value.at, "secrets do not stand in this file; expected " + std::string(kForms));
    return std::nullopt;
  }
  Section section(value, reader.where, reader);
  std::optional<std::string> credential;
  std::optional<std::string> file;
  std::optional<std::vector<std::string>> command;
  section.read("credential", credential, credential_name);
  section.read("file", file, path);
  section.read("command", command, list_of<std::string>(text));
  section.finish_unnamed();
  if (value.as<Table>()->size() != 1) {
    reader.error(value.at, "expected exactly one of " + std::string(kForms));
    return std::nullopt;
  }
  if (command && command->empty()) {
    reader.error(value.at, "this command is empty; expected a program and its arguments");
    return std::nullopt;
  }
  if (credential) return CredentialRef{*credential};
  if (file) return SecretFile{*file};
  if (command) return SecretCommand{*command};
  return std::nullopt;
}

namespace {

/// RFC 6749 3.1, 3.2: TLS, but for what stays on this machine.
std::optional<std::string> endpoint(const Value& value, Reader& reader) {
  const auto given = text(value, reader);
  if (!given) return std::nullopt;
  const UrlParts parts = split_url(*given);
  const bool safe = parts.scheme == "https" || (parts.scheme == "http" && is_loopback_host(parts.host));
  if (safe && !parts.host.empty() && parts.user_info.empty() && given->find('#') == std::string::npos) {
    return given;
  }
  reader.error(value.at, "nobody can be asked there; expected https://host/... without a user or a # in it");
  return std::nullopt;
}

}  // namespace

std::optional<OAuthSettings> oauth(const Value& value, Reader& reader) {
  Section section(value, reader.where, reader);
  OAuthSettings oauth;
  section.read("provider", oauth.provider, text);
  section.require("client_id", oauth.client_id, text, "expected the id the provider gave");
  section.read("authorize_url", oauth.authorize_url, endpoint);
  section.read("token_url", oauth.token_url, endpoint);
  section.read("scope", oauth.scope, text);
  section.read("client_secret", oauth.client_secret, secret);
  section.finish();
  const bool both = section.find("authorize_url") != nullptr && section.find("token_url") != nullptr;
  const bool known = oauth::is_known_provider(oauth.provider);
  if (oauth.provider.empty() && !both) {
    reader.error(value.at, "nobody to ask; expected `provider`, or `authorize_url` and `token_url`");
    return std::nullopt;
  }
  if (!oauth.provider.empty() && !known && !both) {
    section.error("provider", "this provider is not known here; expected " + oauth::known_providers() +
                                  ", or `authorize_url` and `token_url`");
    return std::nullopt;
  }
  return oauth;
}

}  // namespace evenkeel::settings
