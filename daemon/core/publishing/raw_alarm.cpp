#include "core/publishing/raw_alarm.hpp"

#include "core/ical/content_line.hpp"
#include "core/ical/values.hpp"
#include "core/publishing/same.hpp"
#include "core/time/text.hpp"

#include <algorithm>

namespace evenkeel {
namespace {

const RawLine* line_of(const RawPart& alarm, std::string_view name) {
  const auto found = std::ranges::find(alarm.lines, name, &RawLine::name);
  return found == alarm.lines.end() ? nullptr : &*found;
}

std::string after_start(Seconds seconds) {
  return "start " + std::to_string(seconds.count());
}

}  // namespace

bool is_alarm(const RawPart& part) {
  return part.name == "VALARM" && !part.raw.empty();
}

std::string trigger_of(const RawPart& alarm) {
  const RawLine* line = line_of(alarm, "TRIGGER");
  if (line == nullptr) return {};
  if (const auto duration = ical::parse_duration(line->value)) {
    const ical::ContentLine content{line->name, line->params, line->value};
    const bool end = ical::equal_folded(content.param("RELATED"), "END");
    return end ? "end " + std::to_string(ical::exact(*duration).count())
               : after_start(ical::exact(*duration));
  }
  if (const auto time = ical::parse_date_time(ical::trimmed(line->value)); time && time->utc) {
    return rfc3339(Instant(time->local.time_since_epoch()));
  }
  return line->value;
}

std::string trigger_of(const AlarmTime& alarm) {
  if (const auto* before = std::get_if<Seconds>(&alarm)) return after_start(-*before);
  return rfc3339(std::get<Instant>(alarm));
}

std::vector<std::string> triggers_of(const RawEvent& event) {
  std::vector<std::string> result;
  for (const RawPart& part : event.parts) {
    if (is_alarm(part)) result.push_back(trigger_of(part));
  }
  std::ranges::sort(result);
  return result;
}

bool looks_like_ours(const RawPart& alarm, std::string_view title) {
  const RawLine* action = line_of(alarm, "ACTION");
  const RawLine* text = line_of(alarm, "DESCRIPTION");
  return action != nullptr && ical::equal_folded(action->value, "DISPLAY") && text != nullptr &&
         plain_line(unescaped(text->value)) == plain_line(title);
}

}  // namespace evenkeel
