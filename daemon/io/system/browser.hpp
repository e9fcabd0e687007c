#pragma once

#include <string>

namespace evenkeel {

/// Opens `url` in the user's browser by xdg-open, without a shell and without waiting for it. False where
/// there is no graphical session or no xdg-open.
[[nodiscard]] bool open_browser(const std::string& url);

}  // namespace evenkeel
