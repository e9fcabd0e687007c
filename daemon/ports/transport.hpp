// HTTP as evenkeel needs it: requests out, bytes in, many at once, nothing followed or retried by itself.
#pragma once

#include "core/dav/http.hpp"
#include "core/oauth/token_endpoint.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel {

/// How to authenticate; one connection pool per account, so that nothing is shared between partners.
struct Account {
  std::string pool;  // e.g. the source's name
  std::string user;
  Secret password;
  std::string ca_file;
  /// The configured host is itself a private, link-local or loopback one, so that such addresses may be
  /// connected to. Elsewhere they are refused (an answer of a hostile DNS, a redirect into the house).
  bool local_allowed = false;
  /// Signs in by OAuth instead of user and password.
  std::shared_ptr<const oauth::Client> oauth = nullptr;
  Secret bearer = {};         // an access token (RFC 6750); goes instead of user and password
  std::string own_host = {};  // the configured one, lower case; empty: all are taken for it
  bool digest = false;        // user and password go by Digest (RFC 7616), never by Basic
};

enum class TransferId : std::uint64_t {};

struct HeadReceived {
  TransferId id;
  dav::ResponseHead head;
};
struct BodyReceived {
  TransferId id;
  std::string bytes;  // decoded
};
struct Completed {
  TransferId id;
  Expected<void> result;  // transport failures only; a status is not one
};
using TransferEvent = std::variant<HeadReceived, BodyReceived, Completed>;

/// Wire bytes of one account, both ways.
struct WireCount {
  std::uint64_t requests = 0;
  std::uint64_t sent = 0;
  std::uint64_t received = 0;
};

class Transport {
 public:
  virtual ~Transport() = default;
  virtual TransferId submit(const dav::Request& request, const Account& account) = 0;
  virtual void cancel(TransferId id) = 0;
  /// `held`: no more of its body is taken from the network until it is let go on. What is on its way here may
  /// still come. One that cannot do it goes on.
  virtual void hold(TransferId /*id*/, bool /*held*/) {}
  /// Waits until something happened on a transfer or on one of `fds` (readable), or `timeout` is over.
  virtual std::vector<TransferEvent> wait(std::chrono::milliseconds timeout, std::span<const int> fds) = 0;
  [[nodiscard]] virtual WireCount count(const std::string& pool) const = 0;
};

}  // namespace evenkeel
