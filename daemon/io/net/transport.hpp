// HTTP/1.1 over libcurl: nothing followed, retried, remembered or shared between accounts.
#pragma once

#include "ports/transport.hpp"

#include <memory>
#include <string>

namespace evenkeel::net {

/// EVENKEEL_PATIENCE in percent, 100 without: a test need not wait as long as a household can.
[[nodiscard]] unsigned patience_of_the_environment();

struct TransportOptions {
  std::string user_agent = "evenkeel";
  std::size_t max_header_bytes = 256U << 10U;  // of one answer
  std::size_t max_headers = 200;
  std::size_t connections_per_pool = 8;
  unsigned patience = patience_of_the_environment();  // percent of every time limit
};

/// What `wait` promises: events of one transfer come in order (head, bodies, completed), a transfer that was
/// cancelled yields none, and nothing happens between calls. Refused as a policy (ErrorKind::refused):
/// schemes other than http and https, answers over the limits, local addresses that the configured host does
/// not stand for (Account::local_allowed). Texts name scheme and host, never a path or query.
[[nodiscard]] std::unique_ptr<Transport> make_curl_transport(TransportOptions options = {});

}  // namespace evenkeel::net
