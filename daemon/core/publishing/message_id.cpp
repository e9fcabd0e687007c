#include "core/publishing/message_id.hpp"

#include <openssl/evp.h>

#include <array>
#include <span>
#include <stdexcept>

namespace evenkeel::imip {

std::string message_id(std::string_view dedup, std::string_view sender) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(dedup.data(), dedup.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1 ||
      length < 16) {
    throw std::runtime_error("SHA-256 is not available");
  }
  constexpr std::string_view hex = "0123456789abcdef";
  std::string id;
  for (const unsigned char byte : std::span(digest).first(16)) {
    id += hex[byte >> 4U];
    id += hex[byte & 15U];
  }
  const std::size_t at = sender.rfind('@');
  return "<evenkeel." + id + "@" +
         std::string(at == std::string_view::npos ? "localhost" : sender.substr(at + 1)) + ">";
}

}  // namespace evenkeel::imip
