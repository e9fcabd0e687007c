// One request on its way.
#pragma once

#include "io/net/curl_handles.hpp"
#include "io/net/head_reader.hpp"
#include "io/net/transport.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel::net {

/// Owns the easy handle and what its options point to; stays where it is while the handle is in use. Events
/// and bytes go to `events` and `count`, which outlive it.
class Transfer {
 public:
  /// `knowing`: the handle of an earlier transfer of this account to this origin, which knows the server's
  /// nonce, so that Digest takes one request instead of two; or none.
  Transfer(TransferId id, dav::Request request, const Account& account, const TransportOptions& options,
           std::vector<TransferEvent>& events, WireCount& count, EasyHandle knowing = nullptr);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;
  Transfer(Transfer&&) = delete;
  Transfer& operator=(Transfer&&) = delete;
  ~Transfer() = default;

  [[nodiscard]] TransferId id() const { return id_; }
  [[nodiscard]] CURL* handle() const { return handle_.get(); }
  /// How it ended: success, our own reason for stopping it, or libcurl's.
  [[nodiscard]] Expected<void> result(CURLcode code) const;

  /// What it has told of was taken: it may go on, if it waited for that. What libcurl has kept comes at once;
  /// an error then is the transfer's end, of which the multi handle knows nothing.
  [[nodiscard]] CURLcode told();
  /// As Transport::hold; the same errors.
  [[nodiscard]] CURLcode hold(bool held);
  /// Its handle is worth keeping for the next transfer of this account to this origin.
  [[nodiscard]] bool knows() const { return negotiates_; }
  /// Once it has ended and is out of the multi handle.
  [[nodiscard]] EasyHandle take_handle();
  /// Refused by what its handle knew: a server that forgets its nonces need not say so. To be tried once more
  /// without; nothing of it was told.
  [[nodiscard]] bool refused_by_knowledge() const { return knowing_ && refused(); }
  /// The last word was a 401.
  [[nodiscard]] bool refused() const { return refused_; }
  [[nodiscard]] const dav::Request& request() const { return request_; }
  [[nodiscard]] const std::string& origin() const { return origin_; }

  /// A 401 that libcurl did not answer by itself after all; before the end is told.
  void tell_held();

  /// Why a request is not sent at all: its scheme, a line end in it, a token that would not be protected;
  /// empty when it may go.
  [[nodiscard]] static std::optional<Error> objection(const dav::Request& request, const Account& account);

 private:
  static size_t on_header(char* data, size_t size, size_t count, void* self);
  static size_t on_body(char* data, size_t size, size_t count, void* self);
  static int on_wire(CURL* handle, curl_infotype type, char* data, size_t size, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);

  void set_safety(const Account& account, const TransportOptions& options);
  void set_sign_in(const Account& account);
  void hold_or_tell(dav::ResponseHead head);
  void set_limits();
  void set_message();
  void set_callbacks();
  bool stop(ErrorKind kind, const std::string& text);

  TransferId id_;
  dav::Request request_;
  std::string origin_;
  bool local_allowed_;
  std::string led_by_;  // the configured host, where this one is another
  std::vector<TransferEvent>& events_;
  WireCount& count_;
  HeadReader head_;
  bool knowing_;  // from an earlier transfer
  bool negotiates_ = false;
  bool refused_ = false;
  std::optional<dav::ResponseHead> held_;  // a 401 that may not be the last word
  bool held_by_driver_ = false;
  bool full_ = false;        // stopped until what is told is taken
  std::size_t untaken_ = 0;  // bytes of the body, decoded
  unsigned sent_heads_ = 0;
  std::uint64_t decoded_ = 0;
  std::uint64_t received_ = 0;    // of the body, before decoding
  std::optional<Error> stopped_;  // by us
  StringList headers_;
  EasyHandle handle_;
};

}  // namespace evenkeel::net
