// Text of strangers on a terminal or in a log line: nothing in it may move the cursor, colour, or turn the
// direction of writing.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel {

/// Control characters (C0, DEL, C1), line separators and bidirectional controls become \xNN or \u{NNNN}; so
/// does each byte that is no UTF-8. Line breaks stay only with `keep_lines`.
[[nodiscard]] std::string printable(std::string_view text, bool keep_lines = false);

/// JSON (UTF-8) of the same meaning in which DEL, C1, line separators and bidirectional controls are written
/// as
/// \uNNNN: whoever looks at it on a terminal sees letters.
[[nodiscard]] std::string printable_json(std::string_view json);

}  // namespace evenkeel
