#include "app/service/authorise.hpp"

#include "app/commands/terminal.hpp"
#include "app/cycle/snapshot_of.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

std::string text_of(const nlohmann::json& request, const char* key) {
  const auto found = request.find(key);
  return found != request.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Printed said(const std::string& text) {
  return {.out = printable(text, true) + "\n", .err = {}, .status = 0};
}

Printed failed(const std::string& text, int status) {
  return {.out = {}, .err = printable("evenkeel: " + text) + "\n", .status = status};
}

/// What was put off because the sign-in was refused is asked for with the next cycle.
Expected<void> make_due(const Parts& parts, const SourceSettings& authorised) {
  for (const SourceSettings* source : sources_of(parts.settings)) {
    if (!source->oauth || source->name.owner != authorised.name.owner) continue;
    auto status = parts.store.status(source->name);
    if (!status) return std::unexpected(status.error());
    if (status->failures == 0) continue;
    status->failures = 0;
    status->not_before = parts.clock.now();
    if (const auto saved = parts.store.save_status(source->name, *status); !saved) return saved;
  }
  return {};
}

}  // namespace

const SourceSettings* source_called(const Settings& settings, const std::string& name) {
  for (const SourceSettings* source : sources_of(settings)) {
    if (source->name.str() == name) return source;
  }
  for (const SharedCalendar& calendar : settings.shared) {
    if (calendar.name == name) return &calendar.connection;
  }
  return nullptr;
}

Printed authorise(const nlohmann::json& request, const Parts& parts) {
  const std::string name = text_of(request, "source");
  const SourceSettings* source = source_called(parts.settings, name);
  if (source == nullptr)
    return failed(fmt::format("no source is called {}: a name like alex/work is expected", name), 2);
  if (!source->oauth) return failed(name + " has no `oauth` in the configuration", 2);
  const auto client = parts.oauth_client(*source);
  if (!client) return failed(client.error().within(name).text, 4);
  const oauth::Grant grant{.code = Secret(text_of(request, "code")),
                           .verifier = Secret(text_of(request, "verifier")),
                           .redirect_uri = text_of(request, "redirect_uri")};
  if (grant.code.empty()) return {};
  auto tokens = parts.exchange_code(*client, grant);
  if (!tokens) return failed(tokens.error().within(name).text, 4);
  if (const auto saved = parts.tokens->save(client->key, *tokens); !saved)
    return failed(saved.error().within(name).text, 4);
  if (const auto due = make_due(parts, *source); !due) return failed(due.error().text, 4);
  std::string text = name + " is signed in; the next cycle reads it.";
  if (tokens->refresh.empty()) {
    text += "\nThe provider gave nothing to renew the sign-in with: it ends when its token does.";
  }
  return said(text);
}

}  // namespace evenkeel
