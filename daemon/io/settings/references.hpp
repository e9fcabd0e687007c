// Names that must exist. All of them are read after what they name.
#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel::settings {

/// The id of a partner.
std::optional<PersonId> partner_id(const Value& value, Reader& reader);
/// The id of a partner or helper.
std::optional<PersonId> person_id(const Value& value, Reader& reader);
/// The name of a household calendar or a shared one.
std::optional<std::string> household_calendar(const Value& value, Reader& reader);
/// { calendar, match }; `match` may be left out and then everything matches.
std::optional<CalendarMatch> calendar_match(const Value& value, Reader& reader);
/// An IANA time zone.
std::optional<const Zone*> time_zone(const Value& value, Reader& reader);
/// An RRULE (RFC 5545 3.3.10) of whole dates: FREQ DAILY to YEARLY without hours, minutes or seconds.
std::optional<std::string> date_rule(const Value& value, Reader& reader);

/// People without doubles, partners first, then helpers, each in configuration order.
[[nodiscard]] std::vector<PersonId> in_order(const std::vector<PersonId>& people, const Settings& settings);
/// Both partners, as far as they have ids.
[[nodiscard]] std::vector<PersonId> both_partners(const Settings& settings);

}  // namespace evenkeel::settings
