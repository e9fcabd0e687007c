#include "app/main/whose.hpp"

#include <filesystem>
#include <string>

namespace evenkeel {
namespace {

/// The same for every spelling of a path, also of what is not there (yet).
std::string place(const std::string& path) {
  std::error_code error;
  const auto whole = std::filesystem::absolute(path, error);
  const auto real = std::filesystem::weakly_canonical(whole, error);
  return error ? whole.lexically_normal().string() : real.string();
}

bool says(const nlohmann::json& request, const char* key, const std::string& value) {
  const auto found = request.find(key);
  return found != request.end() && *found == value;
}

}  // namespace

void sign_request(nlohmann::json& request, const Settings& settings) {
  request["configuration"] = place(settings.file);
  request["state"] = place(settings.state);
}

bool is_about(const nlohmann::json& request, const Settings& settings) {
  if (!request.contains("configuration") && !request.contains("state")) return true;
  return says(request, "configuration", place(settings.file)) ||
         says(request, "state", place(settings.state));
}

}  // namespace evenkeel
