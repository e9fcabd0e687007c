#include "core/dav/url.hpp"

#include <libpsl.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <vector>

namespace evenkeel::dav {
namespace {

constexpr std::size_t max_url = 8192;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

int default_port(std::string_view scheme) {
  return scheme == "https" ? 443 : 80;
}

/// Blanks and control characters never belong into a URL; let through, they could split a request.
bool printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) != 0x7F;
  });
}

/// "host", "host:port", "[v6]:port" into `url`.
bool read_host(std::string_view text, Url& url) {
  std::size_t end = text.find(':');
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) return false;
    end = close + 1 < text.size() ? close + 1 : std::string_view::npos;
    if (end != std::string_view::npos && text[end] != ':') return false;
  }
  url.host = lowered(text.substr(0, end));
  url.port = default_port(url.scheme);
  if (end == std::string_view::npos || end + 1 == text.size()) return !url.host.empty();
  const auto digits = text.substr(end + 1);
  int port = 0;
  const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (error != std::errc{} || last != digits.data() + digits.size() || port < 1 || port > 65535) return false;
  url.port = port;
  return !url.host.empty();
}

std::string with_blanks_encoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) c == ' ' ? out.append("%20") : out.append(1, c);
  return out;
}

/// RFC 3986 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> kept;
  bool directory = false;
  std::size_t at = path.starts_with('/') ? 1 : 0;
  while (at <= path.size()) {
    const auto slash = std::min(path.find('/', at), path.size());
    const auto segment = path.substr(at, slash - at);
    const bool last = slash == path.size();
    directory = segment == "." || segment == "..";
    if (segment == ".." && !kept.empty()) kept.pop_back();
    if (!directory && (!last || !segment.empty())) kept.push_back(segment);
    if (last && segment.empty()) directory = true;
    at = slash + 1;
  }
  std::string out;
  for (const auto segment : kept) out.append("/").append(segment);
  if (directory || out.empty()) out += '/';
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// `slash`: whether %2F is decoded too.
std::string decode(std::string_view text, bool slash) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    const char decoded = static_cast<char>(high * 16 + low);
    i += 2;
    if (decoded == '/' && !slash) {
      out += "%2F";
    } else {
      out += decoded;
    }
  }
  return out;
}

bool is_address(std::string_view host) {
  return host.starts_with('[') ||
         std::ranges::all_of(host, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// Empty for addresses, single names and public suffixes themselves.
std::string registrable_domain(const std::string& host) {
  if (is_address(host) || host.find('.') == std::string::npos) return {};
  const psl_ctx_t* list = psl_builtin();
  const char* domain = list == nullptr ? nullptr : psl_registrable_domain(list, host.c_str());
  return domain == nullptr ? std::string{} : std::string(domain);
}

}  // namespace

std::string Url::origin() const {
  std::string out = scheme + "://" + host;
  if (port != default_port(scheme)) out += ':' + std::to_string(port);
  return out;
}

std::string Url::str() const {
  std::string out = scheme + "://" + (userinfo.empty() ? "" : userinfo + "@") + host;
  if (port != default_port(scheme)) out += ':' + std::to_string(port);
  return out + path + query;
}

std::optional<Url> parse_url(std::string_view text) {
  if (text.size() > max_url || !printable(text)) return std::nullopt;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  Url url;
  url.scheme = lowered(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(colon + 3);
  text = text.substr(0, text.find('#'));
  const auto end = std::min(text.find_first_of("/?"), text.size());
  auto authority = text.substr(0, end);
  text.remove_prefix(end);
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    url.userinfo = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  if (!read_host(authority, url)) return std::nullopt;
  const auto question = std::min(text.find('?'), text.size());
  url.path = question == 0 ? "/" : std::string(text.substr(0, question));
  url.query = text.substr(question);
  return url;
}

std::optional<Url> resolve(const Url& base, std::string_view reference) {
  if (reference.find(' ') != std::string_view::npos) return resolve(base, with_blanks_encoded(reference));
  reference = reference.substr(0, reference.find('#'));
  if (reference.size() > max_url || !printable(reference)) return std::nullopt;
  if (reference.empty()) return base;
  // A scheme ends before the first slash; "a:b.ics" without "//" is a name that a server forgot to write "./"
  // to.
  const auto scheme_end = reference.find("://");
  if (scheme_end != std::string_view::npos && scheme_end < reference.find_first_of("/?")) {
    return parse_url(reference);
  }
  if (reference.starts_with("//")) return parse_url(base.scheme + ":" + std::string(reference));
  Url url = base;
  const auto question = std::min(reference.find('?'), reference.size());
  url.query = reference.substr(question);
  const auto path = reference.substr(0, question);
  if (path.starts_with('/')) {
    url.path = without_dot_segments(path);
  } else if (!path.empty()) {
    const auto directory = std::string_view(base.path).substr(0, base.path.rfind('/') + 1);
    url.path = without_dot_segments(std::string(directory) + std::string(path));
  }
  return url;
}

std::optional<Url> resolve_member(const Url& collection, std::string_view href) {
  auto url = resolve(collection, href);
  if (!href.starts_with("//") || (url && same_site(*url, collection))) return url;
  return resolve(collection, href.substr(std::min(href.find_first_not_of('/'), href.size()) - 1));
}

bool same_origin(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

bool same_site(const Url& a, const Url& b) {
  if (a.host == b.host) return true;
  const auto domain = registrable_domain(a.host);
  return !domain.empty() && domain == registrable_domain(b.host);
}

std::string path_key(const Url& url) {
  const auto decoded = decode(url.path, false);
  std::string out;
  out.reserve(decoded.size());
  for (const char c : decoded) {
    if (c != '/' || !out.ends_with('/')) out += c;
  }
  while (out.size() > 1 && out.ends_with('/')) out.pop_back();
  return out;
}

std::string percent_decoded(std::string_view text) {
  return decode(text, true);
}

}  // namespace evenkeel::dav
