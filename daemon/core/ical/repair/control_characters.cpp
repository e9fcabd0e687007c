#include "core/ical/repair/control_characters.hpp"

namespace evenkeel::ical {

std::string without_control_characters(std::string text) {
  std::erase_if(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7F;
  });
  return text;
}

}  // namespace evenkeel::ical
