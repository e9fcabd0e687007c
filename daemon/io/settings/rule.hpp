// Words of [[rule]] that scenarios use too.
#pragma once

#include "core/household/settings.hpp"
#include "io/settings/reader.hpp"

#include <optional>

namespace evenkeel::settings {

/// { summary, category, location, organizer, partner, calendar, all_day, min_duration }.
std::optional<RuleMatch> rule_match(const Value& value, Reader& reader);
/// A kind's name (DESIGN section 5).
std::optional<Kind> kind_word(const Value& value, Reader& reader);
/// free | remote | onsite | away
std::optional<Presence> presence_word(const Value& value, Reader& reader);

}  // namespace evenkeel::settings
