#include "io/net/request.hpp"

#include <optional>
#include <span>

namespace evenkeel::net {

namespace {

using namespace std::chrono_literals;

/// Takes in what arrived; gives the result with the last event.
std::optional<Expected<Response>> take(std::vector<TransferEvent> events, TransferId id, Response& response) {
  std::optional<Expected<Response>> result;
  for (TransferEvent& event : events) {
    if (auto* head = std::get_if<HeadReceived>(&event); head != nullptr && head->id == id) {
      response.head = std::move(head->head);
    } else if (auto* body = std::get_if<BodyReceived>(&event); body != nullptr && body->id == id) {
      response.body += body->bytes;
    } else if (auto* done = std::get_if<Completed>(&event); done != nullptr && done->id == id) {
      result = done->result ? Expected<Response>(std::exchange(response, {}))
                            : std::unexpected(done->result.error());
    }
  }
  return result;
}

}  // namespace

Expected<Response> perform(Transport& transport, const dav::Request& request, const Account& account,
                           const Stop& stop) {
  const TransferId id = transport.submit(request, account);
  const std::span<const int> fds(&stop.fd, stop.fd >= 0 ? 1 : 0);
  Response response;
  while (!stop.now()) {
    if (auto result = take(transport.wait(stop.asked ? 250ms : 10s, fds), id, response))
      return *std::move(result);
  }
  transport.cancel(id);
  return fail(ErrorKind::transient, "stopped");
}

}  // namespace evenkeel::net
