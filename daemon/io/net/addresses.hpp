// Which addresses are of this house: a hostile name server or redirect must not lead us there.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace evenkeel::net {

/// Loopback, private (RFC 1918, RFC 4193), shared (RFC 6598), link-local, multicast or unspecified, also as
/// IPv6 addresses that hold an IPv4 one. Another family than IPv4 and IPv6 counts as local.
[[nodiscard]] bool is_local_address(const sockaddr& address);

/// Whether a server on the local network, on this host (as host_of() gives it), may send us on to another
/// host at this address: to one of this machine only from one of this machine, to a link-local one (RFC 3927,
/// RFC 4291; a cloud's metadata are there) only from one. Of other addresses, yes.
[[nodiscard]] bool may_lead_to(const std::string& from, const sockaddr& address);

/// Whether a host says by itself that it is of this house: a literal local address, a name without a dot, or
/// one under localhost, local (RFC 6762), home.arpa (RFC 8375), internal, lan or home.
[[nodiscard]] bool is_local_host(std::string_view host);

/// Whether what is sent to this URL can be read on its way: plain http to another machine.
[[nodiscard]] bool is_unprotected(const std::string& url);

/// "https://host:port" of a URL, for messages: never user, path or query. "?" when it is no URL.
[[nodiscard]] std::string origin_of(const std::string& url);
/// The host of a URL, lower case, without brackets; empty when it has none.
[[nodiscard]] std::string host_of(const std::string& url);

}  // namespace evenkeel::net
