#include "core/time/zones.hpp"

#include "core/time/tzid.hpp"
#include "core/time/tzif.hpp"
#include "core/time/vtimezone_zone.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace evenkeel {
namespace {

// What strangers write must not fill the memory of a service that runs for months.
constexpr std::size_t most_remembered = 10'000;
constexpr std::size_t most_embedded = 1'000;
constexpr std::size_t most_transitions = 1'000'000;  // of all embedded ones: 24 MB; a usual one has 900

std::string offset_name(Seconds offset) {
  const auto size = std::abs(offset.count());
  const auto two = [](std::int64_t value) {
    return std::string{static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
  };
  return (offset < Seconds{0} ? "UTC-" : "UTC+") + two(size / 3600) + ':' + two(size / 60 % 60);
}

void mix(std::size_t& hash, std::size_t value) {
  hash ^= value + 0x9e3779b97f4a7c15U + (hash << 6U) + (hash >> 2U);
}

void mix(std::size_t& hash, LocalTime t) {
  mix(hash, static_cast<std::size_t>(t.time_since_epoch().count()));
}

}  // namespace

std::size_t Zones::ByContent::operator()(const VTimezone& timezone) const noexcept {
  std::size_t hash = std::hash<TzId>{}(timezone.tzid);
  for (const auto& o : timezone.observances) {
    mix(hash, o.dtstart);
    mix(hash, static_cast<std::size_t>(o.offset_from.count()));
    mix(hash, static_cast<std::size_t>(o.offset_to.count()));
    for (const auto& rule : o.rrules) mix(hash, std::hash<std::string>{}(rule));
    for (const auto rdate : o.rdates) mix(hash, rdate);
  }
  return hash;
}

Zones::Zones(Loader loader)
    : loader_(std::move(loader)),
      utc_(std::make_unique<const Zone>("UTC", Seconds{0}, std::vector<Zone::Transition>{}, "UTC0")) {}

const Zone* Zones::named(std::string_view iana) {
  if (iana == "UTC") return utc_.get();
  if (const auto known = named_.find(iana); known != named_.end()) return known->second.get();
  if (!is_zone_name(iana)) return nullptr;
  const auto bytes = loader_(iana);
  if (!bytes) return nullptr;
  auto zone = read_tzif(std::string(iana), *bytes);
  if (!zone) return nullptr;
  return named_.emplace(std::string(iana), std::move(*zone)).first->second.get();
}

const Zone* Zones::fixed(Seconds offset) {
  if (offset == Seconds{0}) return utc_.get();
  auto& slot = fixed_[offset];
  if (!slot) {
    slot = std::make_unique<const Zone>(offset_name(offset), offset, std::vector<Zone::Transition>{},
                                        std::nullopt);
  }
  return slot.get();
}

const Zone* Zones::by_alias(std::string_view tzid) {
  for (const auto& name : iana_candidates(tzid)) {
    if (const Zone* zone = named(name)) return zone;
  }
  return nullptr;
}

std::optional<Zones::Resolution> Zones::look_up(std::string_view tzid) {
  using By = Resolution::By;
  if (const Zone* zone = named(tzid)) return Resolution{zone, By::iana};
  const auto bare = bare_tzid(tzid);
  if (bare.empty()) return std::nullopt;
  if (const Zone* zone = named(bare)) return Resolution{zone, By::alias};
  if (const Zone* zone = by_alias(bare)) return Resolution{zone, By::alias};
  const auto windows = iana_of_windows(bare.substr(0, 100));
  if (!windows.empty()) {
    if (const Zone* zone = by_alias(windows)) return Resolution{zone, By::windows};
  }
  if (const auto offset = offset_of_name(bare)) return Resolution{fixed(*offset), By::offset};
  return std::nullopt;
}

std::optional<Zones::Resolution> Zones::by_name(const std::string& tzid) {
  if (const auto known = resolved_.find(tzid); known != resolved_.end()) return known->second;
  const auto own = without_calendar_zone(tzid);
  if (own.size() > 256) return std::nullopt;
  const auto found = look_up(own);
  if (resolved_.size() < most_remembered) resolved_.emplace(tzid, found);
  return found;
}

bool Zones::Built::full() const {
  return zones.size() >= most_embedded || transitions >= most_transitions;
}

void Zones::Built::make_room() {
  if (full()) *this = {};
}

const Zone* Zones::built_of(const VTimezone& timezone, Built& among) {
  auto known = among.zones.find(timezone);
  if (known == among.zones.end()) {
    if (among.full()) return nullptr;
    known = among.zones.emplace(timezone, zone_of(timezone)).first;
    if (known->second) among.transitions += (*known->second)->size();
  }
  return known->second ? known->second->get() : nullptr;
}

std::string Zones::why_not(const VTimezone& timezone) const {
  const auto known = embedded_.zones.find(timezone);
  if (known == embedded_.zones.end()) return "VTIMEZONE: there are too many others";
  return known->second ? std::string{} : known->second.error().text;
}

void Zones::make_room() {
  embedded_.make_room();
  as_sent_.make_room();
  if (resolved_.size() >= most_remembered) resolved_.clear();
}

Zones::Resolution Zones::resolve(const TzId& tzid, std::span<const VTimezone> embedded,
                                 const std::optional<TzId>& calendar_zone, const Zone& owner) {
  using By = Resolution::By;
  const auto of_calendar = [&](const TzId& name) -> const Zone* {
    for (const auto& timezone : embedded) {
      if (timezone.tzid != name) continue;
      if (const Zone* zone = built_of(timezone, embedded_)) return zone;
    }
    return nullptr;
  };
  const auto known = by_name(tzid.str());
  if (known && known->by != By::offset) return *known;
  if (const Zone* zone = of_calendar(tzid)) return {zone, By::embedded};
  if (known) return *known;
  const auto carried = carried_calendar_zone(tzid.str());
  if (const auto& name = carried ? carried : calendar_zone) {
    if (const auto named = by_name(name->str())) return {named->zone, By::calendar};
    if (const Zone* zone = of_calendar(*name)) return {zone, By::calendar};
  }
  return {&owner, By::owner};
}

}  // namespace evenkeel
