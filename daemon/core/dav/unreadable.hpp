// The mark under which a resource is remembered that came whole and could not be read. Pure.
#pragma once

#include "core/words/strong.hpp"

#include <string_view>

namespace evenkeel::dav {

inline constexpr std::string_view unreadable_mark = "unreadable:";

/// The ETag (or a feed's hash) with the mark: it says which version it was, and that it is looked at again
/// with the whole look of the day. It may have been us, or a passing fault.
[[nodiscard]] inline ETag marked_unreadable(const ETag& etag) {
  return ETag(std::string(unreadable_mark) + etag.str());
}

[[nodiscard]] inline bool is_unreadable(const ETag& etag) {
  return etag.str().starts_with(unreadable_mark);
}

/// Without the mark, if there is one.
[[nodiscard]] inline ETag version_of(const ETag& etag) {
  return is_unreadable(etag) ? ETag(etag.str().substr(unreadable_mark.size())) : etag;
}

}  // namespace evenkeel::dav
