// Which objects a calendar holds, without reading them: by their UIDs. Pure, without libical.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <string_view>
#include <vector>

namespace evenkeel::ical {

/// The UIDs of the events and to-dos, each once, as read() spells them; one without gets the name that read()
/// makes of its content (is_made_of_content). Same errors as split(), but for its last one.
[[nodiscard]] Expected<std::vector<Uid>> uids(std::string_view text);

/// Such a name: it changes whenever its object does.
[[nodiscard]] bool is_made_of_content(const Uid& uid);

/// Whether something stands between the components that is no content line (RFC 5545 3.1): a program that
/// died while it wrote the calendar leaves its last words there, and what should follow is missing. False
/// where it is no calendar.
[[nodiscard]] bool has_foreign_lines(std::string_view text);

}  // namespace evenkeel::ical
