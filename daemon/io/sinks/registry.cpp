#include "io/sinks/registry.hpp"

#include "io/sinks/caldav_sink.hpp"
#include "io/sinks/vdir_sink.hpp"

#include <array>

namespace evenkeel {

std::span<const SinkKind> sink_kinds() {
  static constexpr std::array<SinkKind, 2> kinds{{
      {SourceKind::caldav, "caldav", make_caldav_sink},
      {SourceKind::vdir, "vdir", make_vdir_sink},
  }};
  return kinds;
}

Expected<std::unique_ptr<Sink>> make_sink(const SharedCalendar& calendar, const SinkContext& context) {
  for (const SinkKind& kind : sink_kinds()) {
    if (kind.kind == calendar.connection.kind) return kind.make(calendar, context);
  }
  return fail(ErrorKind::unsupported,
              calendar.name + ": nothing can be published to a calendar of this kind");
}

}  // namespace evenkeel
