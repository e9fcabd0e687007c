// One line for each thing that would be written or sent.
#pragma once

#include "core/publishing/publication.hpp"
#include "core/time/zone.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace evenkeel {

/// {"verb","calendar","recipient","key","title","start","end","all_day","reason"}: of an event its title and
/// time (instants, or dates with the end excluded), of a message its subject. An address that things are
/// posted to may be a secret, and is null; what is posted has no time of its own.
[[nodiscard]] nlohmann::ordered_json would_send_json(const OutboxEntry& entry);

/// The same as a line for people; times in `zone`.
[[nodiscard]] std::string would_send_text(const OutboxEntry& entry, const Zone& zone);

/// The Subject of a mail, decoded (RFC 2047); empty when there is none.
[[nodiscard]] std::string subject_of(std::string_view mail);

}  // namespace evenkeel
