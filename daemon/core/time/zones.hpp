// All zones of the program, each built once; and what a sender's TZID means (DESIGN section 3).
#pragma once

#include "core/time/vtimezone.hpp"
#include "core/time/zone.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace evenkeel {

/// Owns zones; those it hands out live as long as it does and may be compared by address.
class Zones {
 public:
  /// The bytes of tzdata's file of that name ("Europe/London"), or nothing. Only asked for names that are
  /// relative and have no "..", and not again once it was found.
  using Loader = std::function<std::optional<std::string>(std::string_view iana_name)>;

  explicit Zones(Loader loader);

  /// A zone by its IANA name as tzdata spells it; nullptr when unknown.
  const Zone* named(std::string_view iana);
  [[nodiscard]] const Zone& utc() const { return *utc_; }

  struct Resolution {
    const Zone* zone;  // never null
    enum class By : std::uint8_t { iana, alias, windows, embedded, offset, calendar, owner } by;
  };
  /// What a TZID means: IANA name · alias, vendor's prefix, other case · Windows name · the VTIMEZONE that
  /// came with it · UTC offset as a name · the X-WR-TIMEZONE that it carries (tzid.hpp), else `calendar_zone`
  /// · `owner`, of which the caller warns.
  Resolution resolve(const TzId& tzid, std::span<const VTimezone> embedded,
                     const std::optional<TzId>& calendar_zone, const Zone& owner);

  /// The rules of a VTIMEZONE whose name does not need it, to compare them with the zone of that name;
  /// nullptr when they make no zone, or when too many were looked at.
  const Zone* as_sent(const VTimezone& timezone) { return built_of(timezone, as_sent_); }

  /// Why resolve() could make no zone of a VTIMEZONE.
  [[nodiscard]] std::string why_not(const VTimezone& timezone) const;

  /// Between cycles, when nobody holds a zone that was built of a VTIMEZONE: ends those when their room is
  /// used up, so that what somebody sent once cannot take the room from all others for good.
  void make_room();

  /// How many zones were built of VTIMEZONEs so far (equal content is built once; bounded).
  [[nodiscard]] std::size_t embedded_count() const { return embedded_.zones.size(); }

 private:
  struct ByContent {
    std::size_t operator()(const VTimezone& timezone) const noexcept;
  };

  struct Built {
    std::unordered_map<VTimezone, Expected<std::unique_ptr<const Zone>>, ByContent> zones;
    std::size_t transitions = 0;  // of all of them

    [[nodiscard]] bool full() const;
    void make_room();
  };

  std::optional<Resolution> by_name(const std::string& tzid);
  std::optional<Resolution> look_up(std::string_view tzid);
  const Zone* by_alias(std::string_view tzid);
  const Zone* fixed(Seconds offset);
  static const Zone* built_of(const VTimezone& timezone, Built& among);

  Loader loader_;
  std::unique_ptr<const Zone> utc_;
  std::map<std::string, std::unique_ptr<const Zone>, std::less<>> named_;
  std::map<Seconds, std::unique_ptr<const Zone>> fixed_;
  std::unordered_map<std::string, std::optional<Resolution>> resolved_;
  Built embedded_;
  Built as_sent_;  // apart from those that are needed, so that they cannot use up the room of those
};

}  // namespace evenkeel
