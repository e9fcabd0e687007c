// One request, waited for: what sinks need.
#pragma once

#include "core/dav/http.hpp"
#include "core/words/error.hpp"
#include "io/net/stop.hpp"
#include "ports/transport.hpp"

#include <string>

namespace evenkeel::net {

struct Response {
  dav::ResponseHead head;
  std::string body;
};

/// Sends `request` and waits for the whole answer. An HTTP status is never an error here; failures of the
/// transport are, and a stop (transient, "stopped"). The transport must have no other transfer under way.
[[nodiscard]] Expected<Response> perform(Transport& transport, const dav::Request& request,
                                         const Account& account, const Stop& stop = {});

}  // namespace evenkeel::net
