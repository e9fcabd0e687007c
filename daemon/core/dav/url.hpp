// URLs as CalDAV needs them: resolved (RFC 3986 section 5), compared in decoded form, told apart by origin.
#pragma once

#include "core/words/strong.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::dav {

/// An absolute http or https URL in its parts; the fragment is dropped.
struct Url {
  std::string scheme;    // lower case
  std::string userinfo;  // as written; never printed
  std::string host;      // lower case; IPv6 in brackets
  int port = 0;          // the scheme's own when none was given
  std::string path;      // as written, "/" when empty
  std::string query;     // with its "?", or empty
  [[nodiscard]] std::string str() const;
  /// Scheme, host and port only: fit for a message.
  [[nodiscard]] std::string origin() const;
};

/// Empty when it is not an absolute http(s) URL, or has blanks or control characters in it.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// `reference` (absolute, network-path, path or relative) as seen from `base`; percent-encoding stays as it
/// is, blanks that a server forgot to encode are encoded (P41). Empty when either is unusable.
[[nodiscard]] std::optional<Url> resolve(const Url& base, std::string_view reference);

/// An href that a server lists, as seen from its collection: as resolve(), but one that begins with two
/// slashes is a path, unless it names a host of the same site.
[[nodiscard]] std::optional<Url> resolve_member(const Url& collection, std::string_view href);

/// RFC 6454: same scheme, host and port.
[[nodiscard]] bool same_origin(const Url& a, const Url& b);

/// Whether both hosts belong to the same registrable domain (Public Suffix List). Addresses and single names
/// only match themselves.
[[nodiscard]] bool same_site(const Url& a, const Url& b);

/// What an href is compared by: its path percent-decoded (an encoded slash stays encoded), without doubled
/// and trailing slashes. The host is left out: servers answer from changing hosts of one pool.
[[nodiscard]] std::string path_key(const Url& url);

/// Percent-decoded text; broken escapes stay.
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace evenkeel::dav
