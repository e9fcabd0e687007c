// Several objects of one source with one UID: copies of a file, or an override in a file of its own.
#pragma once

#include "core/household/snapshot.hpp"

namespace evenkeel {

/// Makes one object of those with the same UID and kind, at the place and with the href of the first: two
/// masters, or two overrides of one instance, are resolved as in one file, where the last is that with the
/// last href (DESIGN section 3). What evenkeel published itself stays apart: there each href counts.
void join_same_uids(std::vector<StoredObject>& objects);

}  // namespace evenkeel
