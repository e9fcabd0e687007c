#include "app/commands/read_calendar.hpp"

#include "core/ical/charset.hpp"

#include <poll.h>

#include <utility>

namespace evenkeel {

Expected<ical::ReadResult> read_calendar(Reader& reader, std::string text, const ical::ReadOptions& options) {
  if (auto decoded = ical::as_utf8(text)) text = std::move(*decoded);
  reader.submit({1, std::move(text), options});
  for (;;) {
    for (auto& [id, result] : reader.collect()) return std::move(result);
    if (reader.fd() < 0) continue;
    pollfd fd{.fd = reader.fd(), .events = POLLIN, .revents = 0};
    ::poll(&fd, 1, 1000);
  }
}

}  // namespace evenkeel
