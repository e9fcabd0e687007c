// What people wrote into an event whose record is lost: there what we wrote can only be told by its shape.
#pragma once

#include "core/publishing/publication.hpp"

#include <string>
#include <string_view>

namespace evenkeel {

/// The last line of a finding's text.
constexpr std::string_view finding_ends = "Delete this event when you have seen it.";
/// How the text of a duty begins.
constexpr std::string_view duty_begins = "Leave at ";

/// The description of an event of this kind without what we wrote there at some time: of a finding all up to
/// its last line, of a duty when to leave; the other kinds have no text of ours but a block. What cannot be
/// told apart is taken for people's.
[[nodiscard]] std::string without_former_text(PublicationKind kind, std::string_view description);

}  // namespace evenkeel
