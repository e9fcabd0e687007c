#include "io/net/pool.hpp"

#include "io/net/addresses.hpp"

#include <poll.h>

namespace evenkeel::net {

Pool::Pool(const TransportOptions& options, std::vector<TransferEvent>& events)
    : options_(options), events_(events), multi_(make_multi()) {
  set(multi_.get(), CURLMOPT_SOCKETFUNCTION, &Pool::on_socket);
  set(multi_.get(), CURLMOPT_SOCKETDATA, this);
  set(multi_.get(), CURLMOPT_TIMERFUNCTION, &Pool::on_timer);
  set(multi_.get(), CURLMOPT_TIMERDATA, this);
  set(multi_.get(), CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
  set(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options.connections_per_pool));
}

Pool::~Pool() {
  for (const auto& [id, transfer] : transfers_) curl_multi_remove_handle(multi_.get(), transfer->handle());
}

void Pool::submit(TransferId id, const dav::Request& request, const Account& account) {
  ++count_.requests;
  auto transfer = std::make_unique<Transfer>(id, request, account, options_, events_, count_,
                                             knowing_handle(request, account));
  if (transfer->knows()) accounts_.insert_or_assign(id, account);
  start(std::move(transfer));
}

void Pool::start(std::unique_ptr<Transfer> transfer) {
  if (curl_multi_add_handle(multi_.get(), transfer->handle()) != CURLM_OK) throw std::bad_alloc();
  transfers_.insert_or_assign(transfer->id(), std::move(transfer));
}

EasyHandle Pool::knowing_handle(const dav::Request& request, const Account& account) {
  if (!request.credentials || !account.bearer.empty()) return nullptr;
  const std::string origin = origin_of(request.url);
  for (auto known = known_.begin(); known != known_.end(); ++known) {
    if (known->origin != origin || known->user != account.user ||
        known->password.reveal() != account.password.reveal()) {
      continue;
    }
    EasyHandle handle = std::move(known->handle);
    known_.erase(known);
    return handle;
  }
  return nullptr;
}

bool Pool::cancel(TransferId id) {
  const auto found = transfers_.find(id);
  if (found == transfers_.end()) return false;
  accounts_.erase(id);
  curl_multi_remove_handle(multi_.get(), found->second->handle());
  transfers_.erase(found);
  return true;
}

bool Pool::hold(TransferId id, bool held) {
  const auto found = transfers_.find(id);
  if (found == transfers_.end()) return false;
  if (const CURLcode code = found->second->hold(held); code != CURLE_OK) end(id, code);
  return true;
}

void Pool::told() {
  std::vector<std::pair<TransferId, CURLcode>> failed;
  for (const auto& [id, transfer] : transfers_) {
    if (const CURLcode code = transfer->told(); code != CURLE_OK) failed.emplace_back(id, code);
  }
  for (const auto& [id, code] : failed) end(id, code);
}

void Pool::add_sockets(std::vector<pollfd>& into) const {
  for (const auto& [socket, events] : sockets_) into.push_back({socket, events, 0});
}

void Pool::expire() {
  due_.reset();  // libcurl sets it anew
  act(CURL_SOCKET_TIMEOUT, 0);
}

void Pool::ready(int socket, short revents) {
  if (!sockets_.contains(socket)) return;
  int mask = 0;
  if ((revents & (POLLIN | POLLHUP)) != 0) mask |= CURL_CSELECT_IN;
  if ((revents & POLLOUT) != 0) mask |= CURL_CSELECT_OUT;
  if ((revents & (POLLERR | POLLNVAL)) != 0) mask |= CURL_CSELECT_ERR;
  act(socket, mask);
}

void Pool::act(int socket, int mask) {
  int running = 0;
  curl_multi_socket_action(multi_.get(), socket, mask, &running);
  collect();
}

void Pool::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* handle = message->easy_handle;
    const CURLcode code = message->data.result;  // the message goes with the handle
    Transfer* transfer = nullptr;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &transfer);
    end(transfer->id(), code);
  }
}

void Pool::end(TransferId id, CURLcode code) {
  constexpr std::size_t most_known = 4;
  auto transfer = std::move(transfers_.extract(id).mapped());
  const auto account = accounts_.extract(id);
  curl_multi_remove_handle(multi_.get(), transfer->handle());
  if (code == CURLE_OK && transfer->refused_by_knowledge()) {
    ++count_.requests;
    accounts_.emplace(id, account.mapped());
    return start(
        std::make_unique<Transfer>(id, transfer->request(), account.mapped(), options_, events_, count_));
  }
  const bool signed_in = code == CURLE_OK && transfer->knows() && !transfer->refused();
  transfer->tell_held();
  events_.emplace_back(Completed{id, transfer->result(code)});
  if (!signed_in) return;
  if (known_.size() >= most_known) known_.erase(known_.begin());  // it may hold a password of old
  known_.push_back(
      {transfer->origin(), account.mapped().user, account.mapped().password, transfer->take_handle()});
}

int Pool::on_socket(CURL* /*handle*/, curl_socket_t socket, int what, void* self, void* /*socket_data*/) {
  auto& pool = *static_cast<Pool*>(self);
  if (what == CURL_POLL_REMOVE) {
    pool.sockets_.erase(socket);
    return 0;
  }
  int events = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) events |= POLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) events |= POLLOUT;
  pool.sockets_[socket] = static_cast<short>(events);
  return 0;
}

int Pool::on_timer(CURLM* /*multi*/, long milliseconds, void* self) {
  auto& pool = *static_cast<Pool*>(self);
  pool.due_.reset();
  if (milliseconds >= 0)
    pool.due_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  return 0;
}

}  // namespace evenkeel::net
