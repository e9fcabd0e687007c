// Text on its way into HTML and SVG: escaped for where it stands, and nothing in it that no document may
// hold.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel {

/// For the text of an element and the value of a quoted attribute, in HTML and in XML alike. What XML 1.0 2.2
/// allows in no document becomes U+FFFD, and marks that turn the direction of writing are left out.
[[nodiscard]] std::string escaped(std::string_view text);

/// ` name="value"`.
[[nodiscard]] std::string attribute(std::string_view name, std::string_view value);

/// `<name>text</name>`, with `attributes` as they stand (" class=\"x\"").
[[nodiscard]] std::string element(std::string_view name, std::string_view attributes, std::string_view text);

/// A number of units with at most one decimal, and no trailing zero: "12", "12.5".
[[nodiscard]] std::string units(double value);

/// At most so many characters, with an ellipsis where something is missing. `text` is UTF-8.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

/// The source expression of a style or script in a Content-Security-Policy: 'sha256-…' of its bytes.
[[nodiscard]] std::string csp_hash(std::string_view content);

/// A whole page that needs nothing from anywhere: one style, at most one script, each named in its policy by
/// its hash, so that nothing else runs. `title` is plain text, `body` is markup.
struct PageParts {
  std::string title;
  std::string_view style;
  std::string_view script;  // empty: none
  std::string body;
};
[[nodiscard]] std::string html_page(const PageParts& parts);

}  // namespace evenkeel
