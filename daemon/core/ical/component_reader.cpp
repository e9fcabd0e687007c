#include "core/ical/component_reader.hpp"

#include "core/ical/component_builder.hpp"
#include "core/ical/content_hash.hpp"
#include "core/ical/repair/all_day.hpp"
#include "core/ical/uid_line.hpp"

#include <utility>

namespace evenkeel::ical {

namespace {

// Whether an object is evenkeel's own (DESIGN section 8), as far as its UID can say.
bool own(std::string_view uid) {
  return uid.ends_with("@evenkeel");
}

// The lines directly in the component: not its BEGIN and END, and nothing of a VALARM in it.
void gather(ComponentBuilder& builder, Lines lines) {
  std::size_t depth = 0;
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (!content) continue;
    if (content->is("BEGIN")) {
      ++depth;
    } else if (content->is("END")) {
      if (depth > 0) --depth;
    } else if (depth == 1) {
      builder.take(*line, *content);
    }
  }
}

// Why it has no place in time; empty when it has.
std::string timeless(Component& component, bool answer) {
  const bool todo = component.kind == ComponentKind::todo;
  if (component.dtstart || (todo && (component.dtend || !component.recurrence_id))) return {};
  // A cancelled instance may come without DTSTART (RFC 5546 3.2.5), and so may a to-do of a series that is
  // ticked off: it stands where it was.
  if (!component.recurrence_id) return answer ? "" : "it has no DTSTART";
  component.dtstart = component.recurrence_id;
  return {};
}

}  // namespace

std::string name_of(const Lines& lines) {
  std::string uid = uid_in(lines);
  return uid.empty() ? at_line(lines.number()) : uid;
}

std::expected<ReadComponent, Skipped> read_component(ComponentKind kind, const Lines& lines,
                                                     const ReadOptions& options, const Surroundings& around) {
  const std::string raw_uid = uid_in(lines);
  ComponentBuilder builder(kind, options, options.keep_own_whole && own(raw_uid));
  gather(builder, lines);
  ReadComponent result{builder.finish(), {}};
  Component& component = result.component;
  std::string about = component.uid.str();
  if (component.uid.empty()) component.uid = Uid{uid_of_content(content_hash(lines))};
  if (about.empty()) about = name_of(lines);
  std::string reason = builder.broken();
  if (reason.empty()) reason = timeless(component, options.answers);
  if (!reason.empty()) return std::unexpected(Skipped{std::move(about), std::move(reason)});
  if (builder.all_day_mark()) all_day_from_mark(component, around.offsets);
  for (const auto& what : builder.left_out()) result.warnings.push_back({about, what});
  return result;
}

}  // namespace evenkeel::ical
