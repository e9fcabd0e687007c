#include "core/oauth/pkce.hpp"

#include "core/words/digest.hpp"

#include <algorithm>
#include <vector>

namespace evenkeel::oauth {

std::string base64url(std::span<const unsigned char> bytes) {
  std::string text = evenkeel::base64(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::string base64(std::string_view text) {
  return evenkeel::base64(std::vector<unsigned char>(text.begin(), text.end()));
}

std::string code_challenge(const Secret& verifier) {
  return base64url(sha256(verifier.reveal()));
}

}  // namespace evenkeel::oauth
