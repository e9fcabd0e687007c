#include "io/system/zoneinfo.hpp"

#include "io/system/descriptor.hpp"
#include "io/system/read_all.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cstdlib>

namespace evenkeel {

namespace {

constexpr std::size_t largest = std::size_t{1} << 20U;  // the largest of tzdata has 4 KiB

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '+' ||
         c == '-' || c == '.';
}

/// Parts of letters between single slashes, none of which begins with a dot.
bool is_zone_name(std::string_view name) {
  if (name.empty() || name.size() > 128) return false;
  bool begins_part = true;
  for (const char c : name) {
    if (begins_part ? !is_letter(c) || c == '.' : !is_letter(c) && c != '/') return false;
    begins_part = c == '/';
  }
  return !begins_part;
}

}  // namespace

std::optional<std::string> read_zoneinfo(std::string_view name) {
  if (!is_zone_name(name)) return std::nullopt;
  const char* configured = std::getenv("TZDIR");
  std::string path = configured != nullptr && *configured == '/' ? configured : "/usr/share/zoneinfo";
  path.append("/").append(name);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) return std::nullopt;
  auto bytes = read_all(file.get(), largest);
  if (!bytes || !bytes->starts_with("TZif")) return std::nullopt;
  return bytes;
}

}  // namespace evenkeel
