#include "core/ical/content_hash.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/read.hpp"
#include "core/ical/repair/tzid.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/uid_line.hpp"
#include "core/ical/values.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace evenkeel::ical {

namespace {

// The TZIDs that the lines of a component name.
void zones_named(Lines lines, std::set<TzId>& into) {
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (!content || content->params.empty()) continue;
    const TzId zone = normalised_tzid(time_line(*content).param("TZID"));
    if (!zone.empty()) into.insert(zone);
  }
}

// The lines of a component, unfolded and with CRLF; of one beyond the limit just enough to stay beyond it.
std::string text_of(Lines lines) {
  std::string text;
  while (const auto line = lines.next()) {
    text.append(line->text).append(line->too_long ? "…\r\n" : "\r\n");
  }
  return text;
}

TzId zone_name(Lines lines) {
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (content && content->is("TZID")) return normalised_tzid(content->value);
  }
  return {};
}

struct ZoneText {
  std::string text;
  std::string hash;
};

// What the VCALENDAR says of all its components.
struct Head {
  std::string zone_line;  // X-WR-TIMEZONE
  TzId zone_name;         // in it
  std::map<TzId, ZoneText> zones;
  std::optional<Seconds> refresh_interval;
  std::optional<Seconds> published_ttl;
};

Head head_of(const Stream& stream, const CalendarSpans& calendar) {
  Head head;
  for (const Span& span : calendar.properties) {
    const auto lines_of_it = text_of(stream.lines(span));
    const auto content = content_line(trimmed(lines_of_it));
    if (!content) continue;
    if (content->is("X-WR-TIMEZONE") && content->value.size() <= limits::zone_name_bytes) {
      head.zone_line = "X-WR-TIMEZONE:" + std::string(content->value) + "\r\n";
      head.zone_name = normalised_tzid(content->value);
    }
    const auto length = parse_duration(content->value);
    if (!length || exact(*length) <= Seconds{0}) continue;
    if (content->is("REFRESH-INTERVAL")) head.refresh_interval = exact(*length);
    if (content->is("X-PUBLISHED-TTL")) head.published_ttl = exact(*length);
  }
  for (const Span& span : calendar.components) {
    if (span.part != Part::timezone) continue;
    const TzId name = zone_name(stream.lines(span));
    if (name.empty()) continue;
    head.zones.try_emplace(name, ZoneText{text_of(stream.lines(span)), content_hash(stream.lines(span))});
  }
  return head;
}

// One UID's components in one VCALENDAR as they are found.
struct InCalendar {
  std::size_t calendar = 0;
  std::string zone_line;
  std::set<TzId> zones;
  std::string zone_text;
  std::vector<const Span*> components;  // their texts are made last: all of them are as large as the stream
};

struct Draft {
  std::string uid;
  std::vector<InCalendar> parts;
  std::vector<std::string> hashes;
};

void add_component(Draft& draft, const Stream& stream, const Span& span, std::string hash, const Head& head) {
  InCalendar& part = draft.parts.back();
  const auto take = [&](const TzId& name) {
    const auto zone = head.zones.find(name);
    if (zone == head.zones.end()) return false;
    if (!part.zones.insert(name).second) return true;
    part.zone_text += zone->second.text;
    draft.hashes.push_back(zone->second.hash);
    return true;
  };
  std::set<TzId> named;
  zones_named(stream.lines(span), named);
  bool unknown = false;
  for (const TzId& name : named) unknown = !take(name) || unknown;
  // What is known by no other name is read in the calendar's zone, and that may be a VTIMEZONE too.
  if (unknown) take(head.zone_name);
  part.zone_line = head.zone_line;
  part.components.push_back(&span);
  draft.hashes.push_back(std::move(hash));
}

Piece piece_of(Draft draft, const Stream& stream) {
  std::sort(draft.hashes.begin(), draft.hashes.end());
  std::string all;
  std::size_t size = 0;
  for (const auto& part : draft.parts) {
    all += part.zone_line;
    size += part.zone_line.size() + part.zone_text.size() + 64;
    for (const Span* span : part.components) size += span->end - span->begin;
  }
  for (const auto& hash : draft.hashes) all += hash;
  std::string text;
  text.reserve(size);  // grown bit by bit, all pieces together would take half as much again
  for (const auto& part : draft.parts) {
    text.append("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
    text.append(part.zone_line).append(part.zone_text);
    for (const Span* span : part.components) text.append(text_of(stream.lines(*span)));
    text.append("END:VCALENDAR\r\n");
  }
  return {Uid{std::move(draft.uid)}, std::move(text), short_hash(all)};
}

}  // namespace

Expected<Pieces> split(std::string_view text) {
  WarningList warnings;
  const auto stream = Stream::scan(text, warnings);
  if (!stream) return std::unexpected(stream.error());
  Pieces result;
  std::vector<Draft> drafts;
  std::size_t zone_bytes = 0;  // every piece has a copy of those that it names
  std::unordered_map<std::string, std::size_t> index;
  std::size_t number = 0;
  for (const CalendarSpans& calendar : stream->calendars()) {
    ++number;
    const Head head = head_of(*stream, calendar);
    if (!result.refresh_hint)
      result.refresh_hint = head.refresh_interval ? head.refresh_interval : head.published_ttl;
    for (const Span& span : calendar.components) {
      if (span.part != Part::event && span.part != Part::todo) continue;
      const Lines lines = stream->lines(span);
      std::string hash = content_hash(lines);
      std::string uid = uid_in(lines);
      if (uid.empty()) uid = uid_of_content(hash);
      const auto [found, added] = index.try_emplace(uid, drafts.size());
      if (added) drafts.emplace_back().uid = uid;
      Draft& draft = drafts[found->second];
      if (draft.parts.empty() || draft.parts.back().calendar != number) {
        draft.parts.emplace_back().calendar = number;
      }
      zone_bytes -= draft.parts.back().zone_text.size();
      add_component(draft, *stream, span, std::move(hash), head);
      zone_bytes += draft.parts.back().zone_text.size();
      if (zone_bytes > limits::stream_bytes) {
        return fail(ErrorKind::refused, "its VTIMEZONEs are too large to go with each of its events");
      }
    }
  }
  for (auto& draft : drafts) result.pieces.push_back(piece_of(std::move(draft), *stream));
  result.warnings = std::move(warnings).take();
  return result;
}

}  // namespace evenkeel::ical
