#include "core/household/occurrence_hash.hpp"

#include "core/household/ascii.hpp"
#include "core/time/text.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace evenkeel {

namespace {
struct AsText {
  std::string operator()(Date d) const { return iso_date(d); }
  std::string operator()(Instant t) const { return rfc3339(t); }
};
}  // namespace

std::string occurrence_hash(const Uid& uid, const std::optional<DateOrInstant>& recurrence_id) {
  std::string text = uid.str() + "\n";
  if (recurrence_id) text += std::visit(AsText{}, *recurrence_id);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int length = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < 6; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 0xfU];
  }
  return hex;
}

std::string slug(std::string_view title) {
  std::string result;
  for (const char c : ascii::lower(title)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      result += c;
    } else if (!result.empty() && result.back() != '-') {
      result += '-';
    }
  }
  if (!result.empty() && result.back() == '-') result.pop_back();
  return result;
}

}  // namespace evenkeel
