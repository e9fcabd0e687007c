#include "core/oauth/tokens.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace evenkeel::oauth {
namespace {

using Json = nlohmann::json;

constexpr Seconds longest_margin = std::chrono::minutes(5);

std::optional<std::string> text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

std::optional<Instant> instant_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number_integer()) return std::nullopt;
  return Instant(Seconds(found->get<std::int64_t>()));
}

}  // namespace

bool is_fresh(const Tokens& tokens, Instant now) {
  if (tokens.access.empty() || now < tokens.obtained) return false;
  if (!tokens.expires) return true;
  return now < *tokens.expires - std::min(longest_margin, (*tokens.expires - tokens.obtained) / 5);
}

Tokens renewed(const Tokens& before, Tokens answer) {
  // The end as the provider counts it in whole seconds, over a network.
  constexpr Seconds same = std::chrono::minutes(2);
  if (answer.refresh.empty()) answer.refresh = before.refresh;
  if (!answer.refresh_expires) answer.refresh_expires = before.refresh_expires;
  const bool stands = before.refresh_expires && *answer.refresh_expires <= *before.refresh_expires + same;
  if (stands) answer.refresh_since = before.refresh_since;
  answer.client = before.client;
  return answer;
}

std::optional<Instant> sign_in_end(const Tokens& tokens) {
  return tokens.refresh.empty() ? tokens.expires : tokens.refresh_expires;
}

std::optional<Instant> sign_in_notice(const Tokens& tokens) {
  constexpr Seconds longest_notice = Days(7);
  const auto end = sign_in_end(tokens);
  if (!end) return std::nullopt;
  const Instant since = tokens.refresh.empty() ? tokens.obtained : tokens.refresh_since;
  return *end - std::clamp((*end - since) / 3, Seconds(0), longest_notice);
}

Secret to_line(const Tokens& tokens) {
  Json json{{"access_token", tokens.access.reveal()},
            {"refresh_token", tokens.refresh.reveal()},
            {"obtained", tokens.obtained.time_since_epoch().count()},
            {"client", tokens.client == ClientAuthentication::post ? "post" : "basic"},
            {"refused", tokens.refused}};
  if (tokens.expires) json["expires"] = tokens.expires->time_since_epoch().count();
  if (tokens.refresh_expires) {
    json["refresh_expires"] = tokens.refresh_expires->time_since_epoch().count();
    json["refresh_since"] = tokens.refresh_since.time_since_epoch().count();
  }
  return Secret(json.dump());
}

Expected<Tokens> tokens_of_line(const Secret& line) {
  const Json json = Json::parse(line.reveal(), nullptr, false);
  const auto broken = fail(ErrorKind::invalid_data, "what is stored of the sign-in cannot be read");
  if (!json.is_object()) return broken;
  const auto access = text_of(json, "access_token");
  const auto refresh = text_of(json, "refresh_token");
  const auto obtained = instant_of(json, "obtained");
  if (!access || !refresh || !obtained) return broken;
  const auto refused = json.find("refused");
  return Tokens{
      .access = Secret(*access),
      .refresh = Secret(*refresh),
      .obtained = *obtained,
      .expires = instant_of(json, "expires"),
      .refresh_expires = instant_of(json, "refresh_expires"),
      .refresh_since = instant_of(json, "refresh_since").value_or(Instant{}),
      .client = text_of(json, "client") == "post" ? ClientAuthentication::post : ClientAuthentication::basic,
      .refused = refused != json.end() && refused->is_boolean() && refused->get<bool>()};
}

}  // namespace evenkeel::oauth
