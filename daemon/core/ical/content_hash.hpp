// What a component says, as a hash that does not change when nothing does (P48).
#pragma once

#include "core/ical/unfold.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::ical {

/// First 32 hex digits of SHA-256.
[[nodiscard]] std::string short_hash(std::string_view text);

/// Of the lines of a component (BEGIN and END too) without DTSTAMP, LAST-MODIFIED, CREATED, PRODID and
/// X-WR-*, in whatever order and however folded. Property names do not differ by case.
[[nodiscard]] std::string content_hash(Lines lines);

/// What the names end in that uid_of_content() makes.
inline constexpr std::string_view made_of_content = "-made-of-content";

/// The UID of a component that has none (P39): made of its content_hash, so that it stays while the content
/// does.
[[nodiscard]] std::string uid_of_content(const std::string& hash);

}  // namespace evenkeel::ical
