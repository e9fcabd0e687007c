// A conversation in lines with a mail server, once libcurl has connected, secured and signed in.
#pragma once

#include "core/words/error.hpp"
#include "io/net/mail_server.hpp"
#include "io/net/wire.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace evenkeel::net {

class Channel final : public Wire {
 public:
  /// `account` and `stop` are borrowed while it lives.
  Channel(const MailAccount& account, const Stop& stop);
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  Channel(Channel&&) = delete;
  Channel& operator=(Channel&&) = delete;
  ~Channel() override;

  /// Blocking, as all here: until it is done, the account's time is over or the stop was asked for.
  [[nodiscard]] Expected<void> open(const char* protocols);
  [[nodiscard]] Expected<void> send(std::string_view text) override;
  [[nodiscard]] Expected<std::string> line(std::size_t most) override;
  [[nodiscard]] Expected<std::string> bytes(std::size_t count) override;

 private:
  [[nodiscard]] Expected<void> more();
  [[nodiscard]] Expected<void> wait(short events);
  [[nodiscard]] Error lost(CURLcode code) const;

  const MailAccount& account_;
  const Stop& stop_;
  std::string origin_;
  std::chrono::steady_clock::time_point end_;
  std::chrono::steady_clock::time_point heard_;  // something of the server
  EasyHandle handle_;
  MultiHandle multi_;
  curl_socket_t socket_ = CURL_SOCKET_BAD;
  std::string read_;  // and not yet taken
};

}  // namespace evenkeel::net
