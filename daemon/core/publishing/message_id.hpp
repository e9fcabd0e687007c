// The Message-ID of a mail that may be sent again after a crash: the same mail has the same one.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel::imip {

/// "<HASH@domain of the sender>", HASH from SHA-256 of what makes the mail itself (its dedup key).
[[nodiscard]] std::string message_id(std::string_view dedup, std::string_view sender);

}  // namespace evenkeel::imip
