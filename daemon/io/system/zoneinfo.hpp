#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel {

/// The TZif data (RFC 9636) of an IANA zone from $TZDIR, else /usr/share/zoneinfo. Empty when the name is not
/// of a zone's form (no path can leave the directory) or there is no such file.
[[nodiscard]] std::optional<std::string> read_zoneinfo(std::string_view name);

}  // namespace evenkeel
