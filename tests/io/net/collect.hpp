// Transfers run to their end.
#pragma once

#include "io/net/transport.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenkeel::test {

struct Outcome {
  std::optional<dav::ResponseHead> head;
  std::string body;
  std::optional<Expected<void>> result;
};

/// Waits until `count` transfers are complete, at most ten seconds.
inline std::map<TransferId, Outcome> collect(Transport& transport, std::size_t count) {
  std::map<TransferId, Outcome> outcomes;
  std::size_t complete = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (complete < count && std::chrono::steady_clock::now() < end) {
    for (TransferEvent& event : transport.wait(std::chrono::milliseconds(500), {})) {
      if (auto* head = std::get_if<HeadReceived>(&event)) outcomes[head->id].head = std::move(head->head);
      if (auto* body = std::get_if<BodyReceived>(&event)) outcomes[body->id].body += body->bytes;
      if (auto* done = std::get_if<Completed>(&event)) {
        outcomes[done->id].result = std::move(done->result);
        ++complete;
      }
    }
  }
  return outcomes;
}

inline Account local_account(const std::string& pool = "p") {
  return {.pool = pool, .user = {}, .password = {}, .ca_file = {}, .local_allowed = true};
}

inline dav::Request request(const std::string& method, const std::string& url, const std::string& body = "",
                            std::vector<dav::Header> headers = {}) {
  dav::Request made;
  made.method = method;
  made.url = url;
  made.body = body;
  made.headers = std::move(headers);
  return made;
}

inline dav::Request get(const std::string& url) {
  return request("GET", url);
}

/// One transfer's end.
inline Outcome run(Transport& transport, const dav::Request& request,
                   const Account& account = local_account()) {
  const TransferId id = transport.submit(request, account);
  return collect(transport, 1)[id];
}

inline Outcome run(const dav::Request& request, const Account& account = local_account()) {
  const auto transport = net::make_curl_transport();
  return run(*transport, request, account);
}

}  // namespace evenkeel::test
