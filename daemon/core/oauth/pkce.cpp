#include "core/oauth/pkce.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace evenkeel::oauth {
namespace {

std::string base64_of(std::span<const unsigned char> bytes) {
  std::vector<unsigned char> text(4 * ((bytes.size() + 2) / 3) + 1);  // and the zero byte it adds
  const int length = EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
  return {text.begin(), text.begin() + length};
}

}  // namespace

std::string base64url(std::span<const unsigned char> bytes) {
  std::string text = base64_of(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string base64(std::string_view text) {
  return base64_of(std::vector<unsigned char>(text.begin(), text.end()));
}

std::string code_challenge(const Secret& verifier) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  const std::string& text = verifier.reveal();
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  return base64url(std::span(digest).first(length));
}

}  // namespace evenkeel::oauth
