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

Secret to_line(const Tokens& tokens) {
  Json json{{"access_token", tokens.access.reveal()},
            {"refresh_token", tokens.refresh.reveal()},
            {"obtained", tokens.obtained.time_since_epoch().count()},
            {"client", tokens.client == ClientAuthentication::post ? "post" : "basic"},
            {"refused", tokens.refused}};
  if (tokens.expires) json["expires"] = tokens.expires->time_since_epoch().count();
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
      .client = text_of(json, "client") == "post" ? ClientAuthentication::post : ClientAuthentication::basic,
      .refused = refused != json.end() && refused->is_boolean() && refused->get<bool>()};
}

}  // namespace evenkeel::oauth
