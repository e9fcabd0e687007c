#include "core/publishing/message_id.hpp"

#include "core/words/digest.hpp"

namespace evenkeel::imip {

std::string message_id(std::string_view dedup, std::string_view sender) {
  const std::size_t at = sender.rfind('@');
  return "<evenkeel." + short_sha256(dedup, 16) + "@" +
         std::string(at == std::string_view::npos ? "localhost" : sender.substr(at + 1)) + ">";
}

}  // namespace evenkeel::imip
