// Access tokens, and their renewal: one at a time for each sign-in, whoever asks.
#pragma once

#include "ports/clock.hpp"
#include "ports/tokens.hpp"
#include "ports/transport.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel::net {

/// The token is being renewed.
struct Wait {};

class Renewals {
 public:
  Renewals(Transport& transport, TokenStore& tokens, const Clock& clock)
      : transport_(&transport), tokens_(&tokens), clock_(&clock) {}

  /// The access token to use now, or why there is none; Wait: a renewal is under way (begun by this call, it
  /// may be), ask again when take() has named the sign-in. `refused` is a token that a server did not take.
  [[nodiscard]] std::variant<Secret, Wait, Error> token(const std::shared_ptr<const oauth::Client>& client,
                                                        const Secret& refused);
  /// The same for who waited: the token that the renewal brought, however short its life; or its failure.
  [[nodiscard]] std::variant<Secret, Wait, Error> renewed(const std::shared_ptr<const oauth::Client>& client);
  /// An event of a renewal's own transfer; false when it is none. A renewal that ended adds its key to
  /// `ended`.
  bool take(const TransferEvent& event, std::vector<std::string>& ended);
  [[nodiscard]] bool idle() const { return running_.empty(); }

 private:
  /// A sign-in that cannot be had for now.
  struct Trouble {
    Error error;
    Instant until;
  };
  struct Running {
    std::shared_ptr<const oauth::Client> client;
    oauth::Tokens before;
    dav::ResponseHead head;
    std::string body;
  };

  std::variant<Secret, Wait, Error> renew(const std::shared_ptr<const oauth::Client>& client,
                                          oauth::Tokens before);
  void end(const Running& run, const Expected<void>& result);
  void note(const std::string& key, const Error& error);
  Expected<void> store_unsaved(const std::string& key);
  [[nodiscard]] std::optional<Error> trouble_with(const std::string& key) const;

  Transport* transport_;
  TokenStore* tokens_;
  const Clock* clock_;
  std::map<std::uint64_t, Running> running_;      // by its transfer
  std::map<std::string, Trouble> troubles_;       // by key
  std::map<std::string, oauth::Tokens> unsaved_;  // given, but not on the disk: must not be used, nor lost
};

/// The account that a token endpoint is asked with: a pool of its own for each sign-in.
[[nodiscard]] Account token_account(const oauth::Client& client);

}  // namespace evenkeel::net
