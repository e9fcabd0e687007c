#include "io/settings/same_calendar.hpp"

#include "core/dav/url.hpp"
#include "io/settings/url.hpp"

#include <filesystem>

namespace evenkeel::settings {

namespace {

/// Nothing is opened. What is not there is compared as it is spelled.
std::string real_path(const std::string& path) {
  std::error_code error;
  const auto real = std::filesystem::weakly_canonical(path, error);
  std::string text = error ? path : real.string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

/// webcal://, which names a way of use, as the https:// that is asked.
std::optional<dav::Url> web_url(const std::string& url) {
  const std::string scheme = split_url(url).scheme;
  const bool webcal = scheme == "webcal" || scheme == "webcals";
  return dav::parse_url(webcal ? "https" + url.substr(url.find("://")) : url);
}

}  // namespace

bool same_calendar(const SourceSettings& a, const SourceSettings& b) {
  if (a.url.empty() || b.url.empty()) return false;
  const auto one = web_url(a.url);
  const auto other = web_url(b.url);
  if (!one || !other) return !one && !other && real_path(a.url) == real_path(b.url);
  const bool accounts = a.kind == SourceKind::caldav && b.kind == SourceKind::caldav;
  if (accounts && (a.user != b.user || a.calendar != b.calendar)) return false;
  // Who signs in by OAuth is not written here: below the server's root it may be anybody's.
  if (accounts && (a.oauth || b.oauth) && one->path == "/") return false;
  return dav::same_origin(*one, *other) && dav::path_key(*one) == dav::path_key(*other) &&
         one->query == other->query;
}

}  // namespace evenkeel::settings
