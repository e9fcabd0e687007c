// Texts on their way out: nothing in them may begin a line or a parameter of its own (P101).
#pragma once

#include <string>

namespace evenkeel::ical {

/// CR LF and CR become LF; other control characters go; broken UTF-8 becomes U+FFFD.
[[nodiscard]] std::string plain_text(const std::string& text);

/// For a parameter: one line, and no double quote, which cannot be written there (RFC 5545 3.2).
[[nodiscard]] std::string parameter_text(const std::string& text);

/// For a CAL-ADDRESS: without blanks, control characters, quotes and angle brackets.
[[nodiscard]] std::string address_text(const std::string& text);

}  // namespace evenkeel::ical
