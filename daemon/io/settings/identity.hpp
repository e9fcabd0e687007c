#pragma once

#include "io/settings/section.hpp"

#include <string>
#include <vector>

namespace evenkeel::settings {

/// Reads `id` and `title`: without `id` it is the slug of the title, without `title` that is the id; one of
/// them must be there. An id that is in `taken` already is an error, else it is added.
void read_identity(Section& section, std::string& id, std::string& title, std::vector<std::string>& taken);

}  // namespace evenkeel::settings
