#include "core/oauth/token_endpoint.hpp"

#include "core/oauth/form.hpp"
#include "core/oauth/pkce.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace evenkeel::oauth {
namespace {

using Json = nlohmann::json;

constexpr std::size_t largest_answer = std::size_t{1} << 16U;
constexpr int deepest_answer = 16;
constexpr std::size_t longest_token = 16384;
constexpr std::int64_t longest_life = 10LL * 366 * 86400;  // seconds

dav::Request request_to(const Client& client, Parameters parameters, ClientAuthentication authentication) {
  dav::Request request;
  request.method = "POST";
  request.url = client.token_url;
  request.credentials = false;  // the calendar's, none of which belong here
  request.limits.max_bytes = largest_answer;
  request.limits.total = std::chrono::seconds(30);
  request.limits.stalled = std::chrono::seconds(30);
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  if (!client.secret.empty() && authentication == ClientAuthentication::basic) {
    // RFC 6749 2.3.1: both are form-encoded first.
    request.headers.emplace_back("Authorization", "Basic " + base64(form_encoded(client.id) + ":" +
                                                                    form_encoded(client.secret.reveal())));
  } else {
    parameters.emplace_back("client_id", client.id);
    if (!client.secret.empty()) parameters.emplace_back("client_secret", client.secret.reveal());
  }
  request.body = form_of(parameters);
  return request;
}

/// An object, not deeper than what a token answer is.
Json parsed(std::string_view body) {
  bool deep = false;
  const Json json = Json::parse(
      body.substr(0, largest_answer),
      [&](int depth, Json::parse_event_t /*event*/, Json& /*value*/) {
        deep = deep || depth > deepest_answer;
        return !deep;
      },
      false);
  return deep || !json.is_object() ? Json::object() : json;
}

std::string text_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// A token is visible ASCII (RFC 6750 2.1, RFC 6749 A.12): it goes into a header.
bool is_token(const std::string& text) {
  return !text.empty() && text.size() <= longest_token &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

/// expires_in and its kin; some give it as text.
std::optional<Seconds> life_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return std::nullopt;
  std::int64_t seconds = 0;
  if (found->is_number()) {
    const auto given = found->get<double>();
    seconds = given > 0 ? static_cast<std::int64_t>(std::min(given, static_cast<double>(longest_life))) : 0;
  } else if (found->is_string()) {
    const auto text = found->get<std::string>();
    if (std::from_chars(text.data(), text.data() + text.size(), seconds).ec != std::errc{})
      return std::nullopt;
  } else {
    return std::nullopt;
  }
  return Seconds(std::clamp<std::int64_t>(seconds, 0, longest_life));
}

/// How long the refresh token lasts: no RFC names it, Google does by the first name, Keycloak by the second.
/// 0 is "for ever" there.
std::optional<Seconds> refresh_life_of(const Json& json) {
  for (const char* key : {"refresh_token_expires_in", "refresh_expires_in"}) {
    if (const auto life = life_of(json, key); life && *life > Seconds(0)) return life;
  }
  return std::nullopt;
}

bool is_bearer(const std::string& type) {
  return std::ranges::equal(type, std::string_view("bearer"),
                            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

Error refusal(int status, const std::string& code, const Client& client) {
  if (code == "invalid_grant") return sign_in_refused(client);
  if (status >= 500 || status == 429 || status == 408 || code == "temporarily_unavailable" ||
      code == "server_error" || code == "slow_down") {
    return {ErrorKind::transient, fmt::format("the provider gives no token for now ({})", status)};
  }
  if (code == "invalid_client" || code == "unauthorized_client") {
    return {ErrorKind::permanent,
            fmt::format("the provider does not take client_id and client_secret ({})", code)};
  }
  if (code.empty()) {
    return {ErrorKind::invalid_data, fmt::format("this is not how a token endpoint answers ({})", status)};
  }
  return {ErrorKind::permanent,
          fmt::format("the provider gives no token ({}, {})", status, named_error(code))};
}

}  // namespace

dav::Request exchange_request(const Client& client, const Grant& grant, ClientAuthentication authentication) {
  return request_to(client,
                    {{"grant_type", "authorization_code"},
                     {"code", grant.code.reveal()},
                     {"redirect_uri", grant.redirect_uri},
                     {"code_verifier", grant.verifier.reveal()}},
                    authentication);
}

dav::Request refresh_request(const Client& client, const Tokens& tokens) {
  return request_to(client, {{"grant_type", "refresh_token"}, {"refresh_token", tokens.refresh.reveal()}},
                    tokens.client);
}

Expected<Tokens> read_answer(const dav::ResponseHead& head, std::string_view body, const Client& client,
                             Instant now) {
  const Json json = parsed(body);
  if (head.status != 200) return std::unexpected(refusal(head.status, text_of(json, "error"), client));
  const std::string access = text_of(json, "access_token");
  const std::string refresh = text_of(json, "refresh_token");
  if (!is_token(access) || (!refresh.empty() && !is_token(refresh))) {
    return fail(ErrorKind::invalid_data, "the provider's answer holds no token");
  }
  if (!is_bearer(text_of(json, "token_type"))) {
    return fail(ErrorKind::unsupported, "the provider's token is not of type Bearer");
  }
  Tokens tokens{.access = Secret(access), .refresh = Secret(refresh), .obtained = now, .expires = {}};
  if (const auto life = life_of(json, "expires_in")) tokens.expires = now + *life;
  if (const auto life = refresh_life_of(json)) {
    tokens.refresh_expires = now + *life;
    tokens.refresh_since = now;
  }
  return tokens;
}

bool is_invalid_client(const dav::ResponseHead& head, std::string_view body) {
  return (head.status == 400 || head.status == 401) && text_of(parsed(body), "error") == "invalid_client";
}

Error not_signed_in(const Client& client) {
  return {ErrorKind::unauthorised, "nobody has signed in yet; run: " + client.cure};
}

Error sign_in_refused(const Client& client) {
  return {ErrorKind::unauthorised,
          "the provider has ended the sign-in (invalid_grant: revoked, expired, or used elsewhere); run: " +
              client.cure};
}

Error sign_in_run_out(const Client& client) {
  return {ErrorKind::unauthorised,
          "the sign-in has run out, and the provider gave nothing to renew it with; run: " + client.cure};
}

Error access_refused(const Client& client) {
  return {
      ErrorKind::unauthorised,
      "401: the server does not take the provider's token; if it is of another account, run: " + client.cure};
}

}  // namespace evenkeel::oauth
