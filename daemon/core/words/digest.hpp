// Digests of texts, and bytes in letters.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace evenkeel {

using Sha256 = std::array<unsigned char, 32>;

/// SHA-256 (FIPS 180-4). Throws std::runtime_error where the cryptographic library has none.
[[nodiscard]] Sha256 sha256(std::string_view text);

/// The first `count` bytes of the SHA-256 of `text`, at most all, as hexadecimal digits in lower case.
[[nodiscard]] std::string short_sha256(std::string_view text, std::size_t count);

/// Two hexadecimal digits a byte, in lower case.
[[nodiscard]] std::string hexadecimal(std::span<const unsigned char> bytes);

/// Base 64 with padding (RFC 4648 section 4).
[[nodiscard]] std::string base64(std::span<const unsigned char> bytes);

}  // namespace evenkeel
