// What the service shows to browsers of the household: the planner, as `evenkeel planner` draws it for both.
#pragma once

#include "app/cycle/cycle.hpp"

#include <optional>
#include <string>

namespace evenkeel {

struct WebPage {
  std::string type;    // media type
  std::string policy;  // Content-Security-Policy of what the type alone does not restrict
  std::string body;
};

/// "/" is the page of a year from today, "/planner.svg" its picture, "/planner.ics" the feed; all for the
/// audience household, times in its zone, as of now. There is nothing at any other path.
[[nodiscard]] Expected<std::optional<WebPage>> web_page(const std::string& path, const Parts& parts);

}  // namespace evenkeel
