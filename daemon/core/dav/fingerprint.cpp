#include "core/dav/fingerprint.hpp"

#include <cstdint>

namespace evenkeel::dav {
namespace {

constexpr std::uint64_t prime = 0x100000001B3;

void append_hex(std::string& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(value >> shift) & 0xFU];
}

}  // namespace

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t sum = 0xCBF29CE484222325;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * prime;
  return sum;
}

std::string fingerprint(std::string_view text) {
  const auto a = fnv1a(text);
  std::uint64_t b = 0x9AE16A3B2F90404F;
  for (const char c : text) {
    b = (b ^ static_cast<unsigned char>(c)) * prime;
    b ^= b >> 29U;  // so that the two sums go different ways
  }
  std::string out;
  out.reserve(32);
  append_hex(out, a);
  append_hex(out, b);
  return out;
}

}  // namespace evenkeel::dav
