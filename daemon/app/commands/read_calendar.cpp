#include "app/commands/read_calendar.hpp"

#include <poll.h>

namespace evenkeel {

Expected<ical::ReadResult> read_calendar(Reader& reader, std::string text, const ical::ReadOptions& options) {
  reader.submit({1, std::move(text), options});
  for (;;) {
    for (auto& [id, result] : reader.collect()) return std::move(result);
    if (reader.fd() < 0) continue;
    pollfd fd{.fd = reader.fd(), .events = POLLIN, .revents = 0};
    ::poll(&fd, 1, 1000);
  }
}

}  // namespace evenkeel
