#pragma once

#include <string_view>

namespace evenkeel {

/// config/prompts.txt, as it was when this was built: what agendas say where nobody wrote prompts of their
/// own.
[[nodiscard]] std::string_view default_prompts();

}  // namespace evenkeel
