// What a VCALENDAR says of zones: its VTIMEZONEs and X-WR-TIMEZONE.
#pragma once

#include "core/ical/content_line.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/warnings.hpp"
#include "core/time/vtimezone.hpp"
#include "core/words/strong.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evenkeel::ical {

/// Something of each zone, by its name. A name in another case finds it too (RFC 5545 3.2), but one that is
/// written alike is found first, and of several that are not the least, whatever their order.
template <typename T>
class ByZoneName {
 public:
  /// Unless there is one of this name.
  void add(const TzId& name, T&& value) {
    if (!all_.try_emplace(name, std::move(value)).second) return;
    const auto [alike, first] = folded_.try_emplace(upper(name.str()), name);
    if (!first) alike->second = std::min(alike->second, name);
  }
  /// Null when there is none.
  [[nodiscard]] const T* find(const TzId& name) const {
    if (all_.empty()) return nullptr;
    if (const auto found = all_.find(name); found != all_.end()) return &found->second;
    const auto alike = folded_.find(upper(name.str()));
    return alike == folded_.end() ? nullptr : &all_.at(alike->second);
  }
  /// Ascending by name.
  [[nodiscard]] const std::map<TzId, T>& all() const { return all_; }

 private:
  std::map<TzId, T> all_;
  std::map<std::string, TzId> folded_;
};

struct CalendarZones {
  ByZoneName<VTimezone> by_name;
  std::optional<TzId> calendar_zone;  // X-WR-TIMEZONE
  std::size_t number = 0;             // of the calendar among those of its stream
  std::map<TzId, const Span*> spans;  // where each was read
  std::vector<const Span*> unreadable;

  /// The VTIMEZONE that X-WR-TIMEZONE names, if it does: for TZIDs that nobody knows.
  [[nodiscard]] const VTimezone* of_calendar() const {
    return calendar_zone ? by_name.find(*calendar_zone) : nullptr;
  }
};

/// Of several X-WR-TIMEZONEs the first counts that says one within the limits, of several VTIMEZONEs of one
/// name the first that can be read; `warnings` gets why others could not. They may stand behind the
/// components that name them.
[[nodiscard]] CalendarZones zones_of(const Stream& stream, const CalendarSpans& calendar,
                                     WarningList& warnings);

/// The value of that X-WR-TIMEZONE, as it is written.
[[nodiscard]] std::optional<std::string> calendar_zone_text(const Stream& stream,
                                                            const CalendarSpans& calendar);

/// Where the local midnights of the zones show in UTC, for repair/all_day.hpp.
class Midnights {
 public:
  Midnights() = default;
  explicit Midnights(const ByZoneName<VTimezone>& zones);
  /// The offsets of all, in the order of the zones' names.
  [[nodiscard]] const std::vector<Seconds>& offsets() const { return offsets_; }
  /// The zone that the first of these offsets comes from that makes midnight of a time of the day in UTC;
  /// null when none does.
  [[nodiscard]] const TzId* zone_with_midnight_at(Seconds utc) const;

 private:
  struct First {
    std::size_t rank;
    TzId name;
  };
  std::vector<Seconds> offsets_;
  std::map<Seconds, First> first_;  // by offset
};

}  // namespace evenkeel::ical
