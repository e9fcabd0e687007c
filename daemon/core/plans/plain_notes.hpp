// Notes that a program keeps as HTML, as the lines they show.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel {

/// Some web clients (Google's) write a description as HTML once somebody has edited it there. Such a text,
/// one with tags in it and, read as lines, with a line of `mark` (an empty one: in any case): its lines,
/// without tags, entities (those of HTML's own characters and by number) decoded, items of lists as "- ...".
/// Every other text comes back as it is. What comes back has no tags in it, so that reading it again changes
/// nothing. Linear time.
[[nodiscard]] std::string plain_notes(std::string_view text, std::string_view mark);

}  // namespace evenkeel
