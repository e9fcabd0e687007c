// The connections of one account.
#pragma once

#include "io/net/curl_handles.hpp"
#include "io/net/transfer.hpp"
#include "io/net/transport.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <vector>

struct pollfd;

namespace evenkeel::net {

using SteadyTime = std::chrono::steady_clock::time_point;

/// A multi handle of its own, so that no connection, name or session of another account is ever reused.
/// libcurl says which sockets it waits for and until when; who owns the pools polls them all together.
class Pool {
 public:
  Pool(const TransportOptions& options, std::vector<TransferEvent>& events);
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  Pool(Pool&&) = delete;
  Pool& operator=(Pool&&) = delete;
  ~Pool();

  void submit(TransferId id, const dav::Request& request, const Account& account);
  /// Gives whether it was one of this pool's.
  bool cancel(TransferId id);
  /// As Transport::hold. Gives whether it was one of this pool's.
  bool hold(TransferId id, bool held);

  /// All events were taken.
  void told();

  /// What to poll for.
  void add_sockets(std::vector<pollfd>& into) const;
  /// When to call `expire`, at the latest.
  [[nodiscard]] std::optional<SteadyTime> due() const { return due_; }
  void expire();
  /// `revents` of a socket that add_sockets gave; one that is gone since is ignored.
  void ready(int socket, short revents);

  [[nodiscard]] const WireCount& count() const { return count_; }

 private:
  static int on_socket(CURL* handle, curl_socket_t socket, int what, void* self, void* socket_data);
  static int on_timer(CURLM* multi, long milliseconds, void* self);
  void act(int socket, int mask);
  void collect();
  void start(std::unique_ptr<Transfer> transfer);
  void end(TransferId id, CURLcode code);
  /// A handle that knows how this account signs in there; none yet: null.
  EasyHandle knowing_handle(const dav::Request& request, const Account& account);

  /// Where a handle has signed in, by what.
  struct Known {
    std::string origin;
    std::string user;
    Secret password;
    EasyHandle handle;
  };

  const TransportOptions& options_;
  std::vector<TransferEvent>& events_;
  WireCount count_;
  std::map<int, short> sockets_;  // and the poll events libcurl waits for
  std::optional<SteadyTime> due_;
  MultiHandle multi_;
  std::map<TransferId, std::unique_ptr<Transfer>> transfers_;  // before multi_ goes
  std::map<TransferId, Account> accounts_;                     // of those that may leave a handle behind
  std::vector<Known> known_;
};

}  // namespace evenkeel::net
