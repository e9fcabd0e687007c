#include "io/net/transport.hpp"

#include "io/net/pool.hpp"

#include <poll.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>

namespace evenkeel::net {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(TransportOptions options) : options_(std::move(options)) {}

  TransferId submit(const dav::Request& request, const Account& account) override {
    const TransferId id{++last_id_};
    if (auto objection = Transfer::objection(request, account)) {
      events_.emplace_back(Completed{id, std::unexpected(*std::move(objection))});
      return id;
    }
    auto& pool = pools_[account.pool];
    if (!pool) pool = std::make_unique<Pool>(options_, events_);
    pool->submit(id, request, account);
    return id;
  }

  void cancel(TransferId id) override {
    for (const auto& [name, pool] : pools_) {
      if (pool->cancel(id)) break;
    }
    std::erase_if(events_, [&](const TransferEvent& event) {
      return std::visit([&](const auto& e) { return e.id == id; }, event);
    });
  }

  void hold(TransferId id, bool held) override {
    for (const auto& [name, pool] : pools_) {
      if (pool->hold(id, held)) break;
    }
  }

  std::vector<TransferEvent> wait(milliseconds timeout, std::span<const int> fds) override {
    const auto end =
        steady_clock::now() + std::clamp(timeout, milliseconds(0), milliseconds(std::chrono::hours(24)));
    for (const auto& [name, pool] : pools_) pool->told();
    bool over = false;
    while (!over) {
      expire_pools();
      if (!events_.empty()) break;
      const bool woken = poll_once(end, fds);
      over = woken || !events_.empty() || steady_clock::now() >= end;
    }
    return std::exchange(events_, {});
  }

  [[nodiscard]] WireCount count(const std::string& pool) const override {
    const auto found = pools_.find(pool);
    return found == pools_.end() ? WireCount{} : found->second->count();
  }

 private:
  void expire_pools() {
    const auto now = steady_clock::now();
    for (const auto& [name, pool] : pools_) {
      if (pool->due() && *pool->due() <= now) pool->expire();
    }
  }

  /// Until when to sleep: rounded up, so that a wait which ends a fraction early does not spin.
  [[nodiscard]] int sleep_ms(SteadyTime end) const {
    for (const auto& [name, pool] : pools_) {
      if (pool->due()) end = std::min(end, *pool->due());
    }
    const auto left = std::chrono::ceil<milliseconds>(end - steady_clock::now());
    return static_cast<int>(std::max<milliseconds::rep>(left.count(), 0));
  }

  /// Gives whether one of `fds` is readable (or closed).
  bool poll_once(SteadyTime end, std::span<const int> fds) {
    std::vector<pollfd> polled;
    std::vector<Pool*> owners;
    for (const int fd : fds) polled.push_back({fd, POLLIN, 0});
    for (const auto& [name, pool] : pools_) {
      pool->add_sockets(polled);
      owners.resize(polled.size() - fds.size(), pool.get());
    }
    if (poll(polled.data(), polled.size(), sleep_ms(end)) <= 0) return false;  // time is over, or a signal
    for (std::size_t i = fds.size(); i < polled.size(); ++i) {
      if (polled[i].revents != 0) owners[i - fds.size()]->ready(polled[i].fd, polled[i].revents);
    }
    return std::ranges::any_of(std::span(polled).first(fds.size()),
                               [](const pollfd& p) { return p.revents != 0; });
  }

  TransportOptions options_;
  std::vector<TransferEvent> events_;
  std::map<std::string, std::unique_ptr<Pool>> pools_;
  std::uint64_t last_id_ = 0;
};

}  // namespace

unsigned usual_patience() {
#ifdef EVENKEEL_TEST_PATIENCE
  const char* text = std::getenv("EVENKEEL_PATIENCE");
  unsigned percent = 0;
  if (text != nullptr) std::from_chars(text, text + std::strlen(text), percent);
  if (percent > 0 && percent <= 100) return percent;
#endif
  return 100;
}

std::unique_ptr<Transport> make_curl_transport(TransportOptions options) {
  return std::make_unique<CurlTransport>(std::move(options));
}

}  // namespace evenkeel::net
