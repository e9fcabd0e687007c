// What every command begins with: zones, the time that counts, the configuration, the audience.
#pragma once

#include "app/commands/printed.hpp"
#include "app/main/house.hpp"
#include "app/main/options.hpp"
#include "io/settings/load.hpp"

#include <memory>
#include <string>

namespace evenkeel {

/// Zones from the system's tzdata.
[[nodiscard]] Zones system_zones();

/// The `--now` that was given. The error is wrong usage.
[[nodiscard]] Expected<std::optional<Instant>> fixed_now(const std::string& given);

/// A date or an instant of `--from`/`--to`; empty text gives `otherwise`.
[[nodiscard]] Expected<DateOrInstant> date_or_instant(const std::string& text, DateOrInstant otherwise);

/// The configuration, found and read. What is wrong with it stands in the error, a line each.
[[nodiscard]] Expected<std::unique_ptr<Settings>> load_configuration(const std::string& given, Zones& zones);

/// `--zone`, else `otherwise`.
[[nodiscard]] Expected<const Zone*> shown_zone(const Options& options, Zones& zones, const Zone* otherwise);

/// `--for`.
[[nodiscard]] Expected<Viewer> viewer_of(const Options& options, const Settings& settings);

/// "evenkeel: text" with status 2.
[[nodiscard]] Printed usage_error(const Error& error);

}  // namespace evenkeel
