#include "io/settings/places.hpp"

#include <cstdlib>
#include <filesystem>

namespace evenkeel {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
    } else {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

/// The variable's value when it is set and not empty (XDG Base Directory Specification: empty is not set).
std::optional<std::string> value_of(const Environment& environment, const char* name) {
  auto value = environment(name);
  if (value && value->empty()) return std::nullopt;
  return value;
}

}  // namespace

Environment process_environment() {
  return [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Expected<std::string> find_configuration(std::string_view given, const Environment& environment) {
  if (!given.empty()) return std::string(given);
  if (auto named = value_of(environment, "EVENKEEL_CONFIG")) return *named;
  std::string looked;
  const auto exists = [&](const std::string& path) {
    looked += (looked.empty() ? "" : " and ") + path;
    std::error_code error;
    return std::filesystem::exists(path, error);
  };
  if (const auto home = value_of(environment, "HOME")) {
    const std::string own = *home + "/.config/evenkeel/evenkeel.toml";
    if (exists(own)) return own;
  }
  const std::string system = "/etc/evenkeel/evenkeel.toml";
  if (exists(system)) return system;
  return fail(ErrorKind::permanent, "there is no configuration: looked for " + looked +
                                        "; name one by --config or EVENKEEL_CONFIG");
}

std::optional<std::string> service_instance(const std::string& configuration) {
  std::error_code error;
  const auto file = std::filesystem::absolute(configuration, error).lexically_normal();
  if (error || file.parent_path() != "/etc/evenkeel" || file.extension() != ".toml") return std::nullopt;
  const std::string name = file.stem().string();
  return name == "evenkeel" ? std::string() : name;
}

std::string default_state_directory(const Environment& environment, const std::string& configuration) {
  if (const auto given = value_of(environment, "STATE_DIRECTORY")) return given->substr(0, given->find(':'));
  if (const auto state = value_of(environment, "XDG_STATE_HOME")) return *state + "/evenkeel";
  if (const auto instance = service_instance(configuration))
    return "/var/lib/evenkeel" + (instance->empty() ? "" : "/" + *instance);
  if (const auto home = value_of(environment, "HOME")) return *home + "/.local/state/evenkeel";
  return {};
}

std::string resolve_path(std::string_view path, const std::string& directory,
                         const Environment& environment) {
  std::string plain;
  if (path.starts_with("file://")) {
    path.remove_prefix(7);
    if (path.starts_with("localhost/")) path.remove_prefix(9);  // RFC 8089 section 2
    plain = percent_decoded(path);
  } else if (path == "~" || path.starts_with("~/")) {
    plain = value_of(environment, "HOME").value_or("") + std::string(path.substr(1));
  } else {
    plain = path;
  }
  const std::filesystem::path whole = std::filesystem::path(directory) / plain;  // an absolute one stays
  return whole.lexically_normal().string();
}

}  // namespace evenkeel
