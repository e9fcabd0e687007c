#include "core/publishing/silence.hpp"

#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

bool is_paused(const World& world, const SourceName& source) {
  return std::ranges::any_of(both_partners, [&](PartnerIndex p) {
    return world.paused[index(p)] && world.partner(p).id.str() == source.owner;
  });
}

}  // namespace

std::vector<SilentSource> silent_sources(const World& world,
                                         const std::vector<const SourceSettings*>& sources) {
  std::vector<SilentSource> silent;
  for (const SourceSnapshot& source : world.snapshot->sources) {
    if (!source.stale || !source.last_success || is_paused(world, source.name)) continue;
    const auto settings =
        std::ranges::find_if(sources, [&](const SourceSettings* s) { return s->name == source.name; });
    if (settings == sources.end()) continue;
    silent.push_back({.name = source.name,
                      .last_success = *source.last_success,
                      .stale = *source.last_success + (*settings)->stale_after,
                      .forgotten = *source.last_success + (*settings)->forget_after});
  }
  return silent;
}

std::string silence_key(const SilentSource& source, const Zone& zone) {
  return fmt::format("silent/{}/{}", source.name.str(), iso_date(zone.date_of(source.last_success)));
}

std::string silence_text(const SilentSource& source, const Zone& zone) {
  return fmt::format(
      "{} has not answered since {}: what is said about it may be out of date. After {} it is no longer "
      "counted.\n",
      source.name.str(), day_text(zone.date_of(source.last_success)),
      day_text(zone.date_of(source.forgotten)));
}

}  // namespace evenkeel
