// What people and their programs put into an event of ours survives when we write it anew (DESIGN section 8,
// "Three-way").
#pragma once

#include "core/publishing/publication.hpp"

#include <functional>
#include <string>

namespace evenkeel {

/// Of any two addresses. An empty one tells them apart by their letters.
using SamePerson = std::function<bool(const Address&, const Address&)>;

/// `ours`, a text of stored_text(), with all of `theirs` in it that we do not write ourselves:
///   - properties we never write (ATTACH, COLOR, URL, CLASS, X-...), to the letter;
///   - alarms they added; ours stay as they stand (acknowledged, say), and one that they took away stays
///   away;
///   - CATEGORIES they added; of ours, those that they took away stay away;
///   - ATTENDEEs that we never invited, with the ORGANIZER that they need.
/// `same_person` says whether two addresses are one person's: nobody stands there twice.
/// `base` is what we pushed last; null where it is not remembered. `now` is what `ours` was made of. Gives
/// `ours` where `theirs` is not whole, not this event, or more than a single one. Linear time.
[[nodiscard]] std::string with_additions(const std::string& ours, const std::string& theirs,
                                         const EventContent* base, const EventContent& now,
                                         const SamePerson& same_person = {});

}  // namespace evenkeel
