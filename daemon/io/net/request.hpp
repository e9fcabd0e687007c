// One request, waited for: what sinks need.
#pragma once

#include "core/dav/http.hpp"
#include "core/words/error.hpp"
#include "ports/transport.hpp"

#include <functional>
#include <string>

namespace evenkeel::net {

struct Response {
  dav::ResponseHead head;
  std::string body;
};

/// What ends a blocking call early: a descriptor that becomes readable (-1: none), or a question asked at
/// least four times a second. Neither is owned.
struct Stop {
  int fd = -1;
  std::function<bool()> asked;
};

/// Sends `request` and waits for the whole answer. An HTTP status is never an error here; failures of the
/// transport are, and a stop (transient, "stopped"). The transport must have no other transfer under way.
[[nodiscard]] Expected<Response> perform(Transport& transport, const dav::Request& request,
                                         const Account& account, const Stop& stop = {});

}  // namespace evenkeel::net
