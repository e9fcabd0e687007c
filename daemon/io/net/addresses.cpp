#include "io/net/addresses.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <span>

namespace evenkeel::net {

namespace {

struct Range {
  std::uint32_t network;
  int bits;
};

// IANA IPv4 Special-Purpose Address Registry, and multicast and reserved ones.
constexpr std::array<Range, 9> kLocal4{{{0x00000000, 8},
                                        {0x0a000000, 8},
                                        {0x64400000, 10},
                                        {0x7f000000, 8},
                                        {0xa9fe0000, 16},
                                        {0xac100000, 12},
                                        {0xc0000000, 24},
                                        {0xc0a80000, 16},
                                        {0xe0000000, 3}}};

bool in(std::uint32_t address, const Range& range) {
  return (address ^ range.network) >> (32 - range.bits) == 0;
}

bool is_local4(std::uint32_t address) {
  return std::ranges::any_of(kLocal4, [&](const Range& range) { return in(address, range); });
}

std::uint32_t word(std::span<const std::uint8_t> bytes) {
  return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
         (std::uint32_t{bytes[2]} << 8U) | bytes[3];
}

using Address6 = std::span<const std::uint8_t, 16>;

bool begins_with_zeros(Address6 a) {
  return std::ranges::all_of(a.first(10), [](std::uint8_t b) { return b == 0; });
}

/// The IPv4 address that an IPv6 one stands for: mapped, RFC 6052, 6to4.
std::optional<std::uint32_t> held4(Address6 a) {
  if (begins_with_zeros(a) && a[10] == 0xff && a[11] == 0xff) return word(a.subspan(12));
  if (a[0] == 0 && a[1] == 0x64 && a[2] == 0xff && a[3] == 0x9b) return word(a.subspan(12));
  if (a[0] == 0x20 && a[1] == 0x02) return word(a.subspan(2));
  return std::nullopt;
}

bool is_local6(Address6 a) {
  if (const auto four = held4(a)) return is_local4(*four);
  if (begins_with_zeros(a) && a[10] == 0 && a[11] == 0) return true;  // with :: and ::1 among them
  const bool unique_local = (a[0] & 0xfeU) == 0xfc;
  const bool link_or_site = a[0] == 0xfe && (a[1] & 0x80U) != 0;
  return unique_local || link_or_site || a[0] == 0xff;
}

bool is_loopback4(std::uint32_t address) {
  return in(address, {0x7f000000, 8}) || in(address, {0x00000000, 8});
}

bool is_loopback6(Address6 a) {
  if (const auto four = held4(a)) return is_loopback4(*four);
  return begins_with_zeros(a) && a[10] == 0 && a[11] == 0;
}

bool is_link_local4(std::uint32_t address) {
  return in(address, {0xa9fe0000, 16});
}

bool is_link_local6(Address6 a) {
  if (const auto four = held4(a)) return is_link_local4(*four);
  return a[0] == 0xfe && (a[1] & 0xc0U) == 0x80;
}

using Is4 = bool (*)(std::uint32_t);
using Is6 = bool (*)(Address6);

/// `other`: of another family.
bool address_is(const sockaddr& address, Is4 is4, Is6 is6, bool other) {
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof four);
    return is4(ntohl(four.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return other;
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof six);
  return is6(Address6(six.sin6_addr.s6_addr));
}

bool literal_is(const std::string& host, Is4 is4, Is6 is6) {
  in_addr four{};
  in6_addr six{};
  const std::string plain = host.substr(0, host.find('%'));
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return is4(ntohl(four.s_addr));
  return inet_pton(AF_INET6, plain.c_str(), &six) == 1 && is6(Address6(six.s6_addr));
}

bool is_local_literal(const std::string& host) {
  return literal_is(host, is_local4, is_local6);
}

bool is_loopback_host(const std::string& host) {
  return host == "localhost" || host.ends_with(".localhost") || literal_is(host, is_loopback4, is_loopback6);
}

struct UrlDeleter {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

/// A part of a URL as libcurl reads it, so that what is checked is what is connected to.
std::string part(const std::string& url, CURLUPart wanted) {
  const std::unique_ptr<CURLU, UrlDeleter> parsed(curl_url());
  if (!parsed ||
      curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK) {
    return {};
  }
  char* text = nullptr;
  if (curl_url_get(parsed.get(), wanted, &text, 0) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

}  // namespace

bool is_local_address(const sockaddr& address) {
  return address_is(address, is_local4, is_local6, true);
}

bool may_lead_to(const std::string& from, const sockaddr& address) {
  if (address_is(address, is_link_local4, is_link_local6, false))
    return literal_is(from, is_link_local4, is_link_local6);
  return !address_is(address, is_loopback4, is_loopback6, false) || is_loopback_host(from);
}

bool is_local_host(std::string_view host) {
  std::string name(host);
  std::ranges::transform(name, name.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (name.ends_with('.')) name.pop_back();
  if (name.empty()) return false;
  const auto numeric = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  if (name.find(':') != std::string::npos || std::ranges::all_of(name, numeric))
    return is_local_literal(name);
  if (name.find('.') == std::string::npos) return true;
  // What no public name ends in (RFC 6761, 6762, 8375; those kept for examples stand for public ones), and
  // what household routers use.
  static constexpr std::array<std::string_view, 8> zones{
      ".localhost", ".local", ".home.arpa", ".internal", ".lan", ".home", ".test", ".localdomain"};
  return std::ranges::any_of(zones, [&](std::string_view zone) { return name.ends_with(zone); });
}

bool is_unprotected(const std::string& url) {
  if (part(url, CURLUPART_SCHEME) != "http") return false;
  const std::string host = host_of(url);
  in_addr four{};
  const bool loopback4 =
      inet_pton(AF_INET, host.c_str(), &four) == 1 && (ntohl(four.s_addr) >> 24U) == IN_LOOPBACKNET;
  return !loopback4 && host != "::1" && host != "localhost";
}

std::string host_of(const std::string& url) {
  std::string host = part(url, CURLUPART_HOST);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::ranges::transform(host, host.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return host;
}

std::string origin_of(const std::string& url) {
  const std::string scheme = part(url, CURLUPART_SCHEME);
  const std::string host = part(url, CURLUPART_HOST);
  const std::string port = part(url, CURLUPART_PORT);
  if (scheme.empty() || host.empty()) return "?";
  return scheme + "://" + host + (port.empty() ? "" : ":" + port);
}

}  // namespace evenkeel::net
