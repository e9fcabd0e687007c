#include "app/main/session.hpp"

#include "app/commands/terminal.hpp"
#include "core/time/text.hpp"
#include "io/settings/places.hpp"
#include "io/system/zoneinfo.hpp"

#include <fmt/format.h>

namespace evenkeel {

Zones system_zones() {
  return Zones([](std::string_view name) { return read_zoneinfo(name); });
}

Expected<std::optional<Instant>> fixed_now(const std::string& given) {
  if (given.empty()) return std::nullopt;
  const auto now = parse_rfc3339(given);
  if (!now)
    return fail(ErrorKind::refused, "--now " + given + ": an instant like 2026-11-21T09:00:00Z is expected");
  return now;
}

Expected<DateOrInstant> date_or_instant(const std::string& text, DateOrInstant otherwise) {
  if (text.empty()) return otherwise;
  if (const auto date = parse_iso_date(text)) return *date;
  if (const auto instant = parse_rfc3339(text)) return *instant;
  return fail(ErrorKind::refused,
              text + ": a date like 2026-11-21 or an instant like 2026-11-21T09:00:00Z is expected");
}

Expected<std::unique_ptr<Settings>> load_configuration(const std::string& given, Zones& zones) {
  const auto path = find_configuration(given, process_environment());
  if (!path) return std::unexpected(path.error());
  LoadedSettings loaded = load_settings(*path, zones);
  if (loaded.ok) return std::make_unique<Settings>(std::move(loaded.settings));
  std::string text;
  for (const SettingsProblem& problem : loaded.problems) {
    if (!problem.warning) text += (text.empty() ? "" : "\n") + problem.str();
  }
  return fail(ErrorKind::permanent, std::move(text));
}

Expected<const Zone*> shown_zone(const Options& options, Zones& zones, const Zone* otherwise) {
  if (options.zone.empty()) return otherwise;
  const Zone* zone = options.zone == "UTC" ? &zones.utc() : zones.named(options.zone);
  if (zone == nullptr) {
    return fail(ErrorKind::refused, "--zone " + options.zone + ": a name like Europe/London is expected");
  }
  return zone;
}

Expected<Viewer> viewer_of(const Options& options, const Settings& settings) {
  if (options.audience == "household") return Viewer{};
  for (const PartnerIndex p : both_partners) {
    if (settings.partners[index(p)].id.str() == options.audience) return Viewer{p};
  }
  return fail(ErrorKind::refused, fmt::format("--for {}: household, {} or {} is expected", options.audience,
                                              settings.partners[0].id.str(), settings.partners[1].id.str()));
}

Printed usage_error(const Error& error) {
  return {.out = {}, .err = printable("evenkeel: " + error.text, true) + "\n", .status = 2};
}

}  // namespace evenkeel
