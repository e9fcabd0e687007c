// Content-Transfer-Encoding (RFC 2045 6).
#pragma once

#include <string>
#include <string_view>

namespace evenkeel::mail {

/// The bytes that `text` stands for in `encoding` (base64, quoted-printable; any other: as they are). What is
/// broken is passed over, as RFC 2045 6.8 wants it: damage shows in what the bytes mean.
[[nodiscard]] std::string decoded(std::string_view encoding, std::string_view text);

}  // namespace evenkeel::mail
