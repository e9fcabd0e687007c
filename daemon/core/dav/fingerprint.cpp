#include "core/dav/fingerprint.hpp"

#include <cstdint>

namespace evenkeel::dav {
namespace {

void append_hex(std::string& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(value >> shift) & 0xFU];
}

}  // namespace

std::string fingerprint(std::string_view text) {
  constexpr std::uint64_t prime = 0x100000001B3;
  std::uint64_t a = 0xCBF29CE484222325;
  std::uint64_t b = 0x9AE16A3B2F90404F;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    a = (a ^ byte) * prime;
    b = (b ^ byte) * prime;
    b ^= b >> 29U;  // so that the two sums go different ways
  }
  std::string out;
  out.reserve(32);
  append_hex(out, a);
  append_hex(out, b);
  return out;
}

}  // namespace evenkeel::dav
