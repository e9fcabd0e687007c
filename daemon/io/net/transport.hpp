// HTTP/1.1 over libcurl: nothing followed, retried, remembered or shared between accounts.
#pragma once

#include "ports/transport.hpp"

#include <memory>
#include <string>

namespace evenkeel::net {

/// 100 percent. Only a debug build asks EVENKEEL_PATIENCE (1 to 100): a test need not wait as long as a
/// household can.
[[nodiscard]] unsigned usual_patience();

struct TransportOptions {
  std::string user_agent = "evenkeel";
  std::size_t max_header_bytes = 256U << 10U;  // of one answer
  std::size_t max_headers = 200;
  std::size_t connections_per_pool = 8;
  unsigned patience = usual_patience();  // percent of every time limit
};

/// What `wait` promises: events of one transfer come in order (head, bodies, completed), a transfer that was
/// cancelled yields none, and nothing happens between calls. Refused as a policy (ErrorKind::refused):
/// schemes other than http and https, answers over the limits, local addresses that the configured host does
/// not stand for (Account::local_allowed). Texts name scheme and host, never a path or query.
[[nodiscard]] std::unique_ptr<Transport> make_curl_transport(TransportOptions options = {});

}  // namespace evenkeel::net
