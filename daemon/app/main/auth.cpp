// auth: the browser asks the person, and brings back a code (RFC 8252); who holds the state exchanges it.
#include "app/commands/terminal.hpp"
#include "app/main/accounts.hpp"
#include "app/main/ask.hpp"
#include "app/main/commands.hpp"
#include "app/service/authorise.hpp"
#include "core/oauth/authorization.hpp"
#include "core/oauth/pkce.hpp"
#include "io/net/transport.hpp"
#include "io/system/browser.hpp"
#include "io/system/random.hpp"
#include "io/system/redirect_listener.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace evenkeel {
namespace {

constexpr std::chrono::minutes patience{10};  // with a person who looks for a password

Printed failed(const std::string& text) {
  return {.out = {}, .err = printable("evenkeel: " + text) + "\n", .status = 4};
}

Expected<oauth::Attempt> new_attempt(const RedirectListener& listener) {
  const auto state = random_bytes();
  const auto verifier = random_bytes();
  if (!state) return std::unexpected(state.error());
  if (!verifier) return std::unexpected(verifier.error());
  return oauth::Attempt{.state = oauth::base64url(*state),
                        .verifier = Secret(oauth::base64url(*verifier)),
                        .redirect_uri = listener.uri()};
}

/// Standard error, since it is no result.
void invite(const std::string& url, const std::string& redirect_uri) {
  const bool opened = open_browser(url);
  const std::string port(redirect_uri.substr(redirect_uri.rfind(':') + 1));
  std::string text = opened ? "Your browser asks for the permission. If it does not, open:\n"
                            : "Open this in a browser on this machine:\n";
  text += "\n  " + url + "\n\n";
  if (!opened) {
    const std::string number = port.substr(0, port.find('/'));
    text += fmt::format(
        "The browser is on another machine? There, first: ssh -L {0}:127.0.0.1:{0} THIS-MACHINE\n", number);
  }
  const std::string shown = printable(text, true);
  std::fwrite(shown.data(), 1, shown.size(), stderr);
  std::fflush(stderr);
}

/// The code, once the browser came back with it.
Expected<Secret> code_from_browser(RedirectListener& listener, const oauth::Attempt& attempt) {
  std::optional<Expected<Secret>> code;
  const auto page = [&](std::string_view target) -> std::optional<std::string> {
    code = oauth::read_redirect(target, attempt.state);
    if (!code) return std::nullopt;
    return *code ? "The permission has arrived. You can close this page; evenkeel goes on in the terminal."
                 : "This did not work: " + code->error().text + ". The terminal says more.";
  };
  const auto wait = std::chrono::milliseconds(patience) * net::usual_patience() / 100;
  if (const auto served = listener.serve(page, wait); !served) return std::unexpected(served.error());
  return *std::move(code);
}

Printed sign_in(const Options& options, const Settings& settings, const SourceSettings& source, Zones& zones,
                std::optional<Instant> now) {
  nlohmann::json request{{"command", "auth"}, {"source", options.source}};
  // Before a person is sent to the browser: would it be of use?
  if (Printed ready = ask_or_do(request, settings, zones, now); ready.status != 0) return ready;
  const auto provider = oauth::provider_of(*source.oauth, use_of(settings, source));
  if (!provider) return failed(provider.error().text);
  auto listener = RedirectListener::open();
  if (!listener) return failed(listener.error().text);
  const auto attempt = new_attempt(*listener);
  if (!attempt) return failed(attempt.error().text);
  invite(oauth::authorize_url(*provider, source.oauth->client_id, *attempt), attempt->redirect_uri);
  const auto code = code_from_browser(*listener, *attempt);
  if (!code) return failed(code.error().within(options.source).text);
  request["code"] = code->reveal();
  request["verifier"] = attempt->verifier.reveal();
  request["redirect_uri"] = attempt->redirect_uri;
  return ask_or_do(request, settings, zones, now);
}

}  // namespace

Printed run_auth(const Options& options) {
  Zones zones = system_zones();
  const auto settings = load_configuration(options.config, zones);
  if (!settings) return usage_error(settings.error());
  const auto now = fixed_now(options.now);
  if (!now) return usage_error(now.error());
  const SourceSettings* source = source_called(**settings, options.source);
  if (source == nullptr || !source->oauth) {
    // The one who holds the state says what is wrong with it, in the same words.
    return usage_error(
        {ErrorKind::refused,
         source == nullptr
             ? fmt::format("no source is called {}: a name like alex/work is expected", options.source)
             : options.source + " has no `oauth` in the configuration"});
  }
  return sign_in(options, **settings, *source, zones, *now);
}

}  // namespace evenkeel
