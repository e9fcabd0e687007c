#include "core/oauth/authorization.hpp"

#include "core/oauth/pkce.hpp"

#include <algorithm>

namespace evenkeel::oauth {
namespace {

constexpr std::size_t longest_code = 4096;

bool is_visible_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

Error refusal(const std::string& code) {
  if (code == "access_denied") return {ErrorKind::refused, "the permission was not given (access_denied)"};
  if (code == "server_error" || code == "temporarily_unavailable") {
    return {ErrorKind::transient, "the provider failed (" + code + "); it may work later"};
  }
  return {ErrorKind::permanent, "the provider refuses the request (" + code + ")"};
}

}  // namespace

std::string named_error(std::string_view code) {
  const bool fits = !code.empty() && code.size() <= 40 &&
                    std::ranges::all_of(code, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return fits ? std::string(code) : "an unnamed error";
}

std::string authorize_url(const Provider& provider, const std::string& client_id, const Attempt& attempt) {
  Parameters parameters{{"response_type", "code"},
                        {"client_id", client_id},
                        {"redirect_uri", attempt.redirect_uri},
                        {"state", attempt.state},
                        {"code_challenge", code_challenge(attempt.verifier)},
                        {"code_challenge_method", "S256"}};
  if (!provider.scope.empty()) parameters.emplace_back("scope", provider.scope);
  parameters.insert(parameters.end(), provider.extra.begin(), provider.extra.end());
  // The endpoint may have a query of its own, which is kept (RFC 6749 3.1).
  const bool queried = provider.authorize_url.find('?') != std::string::npos;
  return provider.authorize_url + (queried ? "&" : "?") + form_of(parameters);
}

std::optional<Expected<Secret>> read_redirect(std::string_view target, const std::string& state) {
  if (!target.starts_with("/?")) return std::nullopt;
  const Parameters parameters = parse_form(target.substr(2, target.find('#') - 2));
  const auto given = only(parameters, "state");
  const auto code = only(parameters, "code");
  const auto error = only(parameters, "error");
  // Whoever is on this machine can ask here; the answer to our request is still to come.
  if (given != state) return std::nullopt;
  if (error) return std::unexpected(refusal(named_error(*error)));
  if (!code || code->empty() || code->size() > longest_code || !is_visible_ascii(*code)) {
    return fail(ErrorKind::invalid_data, "the provider's answer holds no code");
  }
  return Secret(*code);
}

}  // namespace evenkeel::oauth
