// Strangers' text in a form that does no harm where people read it.
#pragma once

#include <string>
#include <string_view>

namespace evenkeel {

/// One line: control characters and runs of blanks become one blank, marks that turn the direction of writing
/// are dropped, and what is longer than 250 characters is cut with an ellipsis. `text` is UTF-8.
std::string fit_for_people(std::string_view text);

}  // namespace evenkeel
