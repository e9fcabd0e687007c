#include "app/service/web_pages.hpp"

#include "app/pages/feed.hpp"
#include "app/pages/household_view.hpp"
#include "app/pages/page.hpp"
#include "app/pages/picture.hpp"

namespace evenkeel {

Expected<std::optional<WebPage>> web_page(const std::string& path, const Parts& parts) {
  const bool page = path == "/";
  const bool feed = path == "/planner.ics";
  if (!page && !feed && path != "/planner.svg") return std::nullopt;
  CycleReport report;
  const auto outcome = look(parts, Viewer{}, report);
  if (!outcome) return std::unexpected(outcome.error());
  const World& world = (*outcome)->world;
  if (feed) {
    return WebPage{.type = "text/calendar; charset=utf-8",
                   .policy = "default-src 'none'",
                   .body = planner_feed(world, (*outcome)->analysis)};
  }
  const auto view =
      household_view(parts, **outcome, {world.today, year_after(world.today)}, *world.settings->zone);
  if (!view) return std::unexpected(view.error());
  if (page) {
    // The page says itself what it may load.
    return WebPage{
        .type = "text/html; charset=utf-8", .policy = "frame-ancestors 'none'", .body = planner_page(*view)};
  }
  return WebPage{.type = "image/svg+xml",
                 .policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                 .body = planner_svg(*view)};
}

}  // namespace evenkeel
