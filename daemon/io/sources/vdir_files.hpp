// The `*.ics` files directly in a directory, and what is remembered of each.
#pragma once

#include "core/words/error.hpp"
#include "core/words/strong.hpp"
#include "io/sources/regular_file.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// Whether a file of this name in a directory is a calendar: it ends in `.ics`, in any case, and is not
/// hidden.
[[nodiscard]] bool names_calendar(std::string_view name);

/// Sorted, the names of calendars. Error permanent when the directory cannot be read to
/// its end.
[[nodiscard]] Expected<std::vector<std::string>> ics_names(const std::string& directory);

/// Which directory it is, whatever its path: empty when that cannot be said.
[[nodiscard]] std::string directory_identity(const std::string& directory);

/// What stands as the ETag of a file: its stamp, how many objects it held, and for one that was read fresh a
/// fingerprint of its content.
struct FileTag {
  std::string stamp;
  std::size_t objects = 1;
  std::string content;  // empty: the stamp alone proves that nothing changed
};
[[nodiscard]] ETag written(const FileTag& tag);
/// An ETag that is none of ours gives a tag that matches no file.
[[nodiscard]] FileTag parse_file_tag(const ETag& etag);

}  // namespace evenkeel
