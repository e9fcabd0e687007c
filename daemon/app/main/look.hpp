// What every command begins with that looks at the household and changes nothing that others see.
#pragma once

#include "app/commands/listings.hpp"
#include "app/main/session.hpp"

namespace evenkeel {

struct Look {
  Zones zones = system_zones();
  std::unique_ptr<Settings> settings;
  std::unique_ptr<House> house;
  ListingOptions listing;
  Viewer viewer;
  std::optional<Instant> now;  // --now
};

/// Fills `look`; what comes back is what is wrong, to be printed.
[[nodiscard]] std::optional<Printed> begin_look(const Options& options, Look& look);

/// Warnings and failures, a line each, for standard error.
[[nodiscard]] std::string complaints(const CycleReport& report, const std::vector<Warning>& warnings);

/// "evenkeel: text" with status 4: nothing could be done.
[[nodiscard]] Printed nothing_done(const Error& error);

}  // namespace evenkeel
