#include "core/ical/calendar_zones.hpp"
#include "core/ical/content_hash.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/limits.hpp"
#include "core/ical/read.hpp"
#include "core/ical/repair/all_day.hpp"
#include "core/ical/repair/tzid.hpp"
#include "core/ical/stream.hpp"
#include "core/ical/uid_line.hpp"
#include "core/ical/values.hpp"
#include "core/time/tzid.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

namespace evenkeel::ical {

namespace {

// What of the calendar's zones the lines of a component need.
struct Needed {
  std::set<TzId> zones;        // TZIDs
  std::set<Seconds> instants;  // of an all-day event that is written in UTC: times of the day
};

// Times of the day of the values in UTC of a line.
void take_instants(std::string_view values, std::set<Seconds>& into) {
  while (!values.empty()) {
    const std::size_t comma = values.find(',');
    const auto time = parse_date_time(trimmed(values.substr(0, comma)));
    if (time && time->utc) into.insert(time->local - std::chrono::floor<Days>(time->local));
    values = comma == std::string_view::npos ? std::string_view{} : values.substr(comma + 1);
  }
}

Needed needed_by(Lines lines) {
  Needed found;
  bool marked = false;
  while (const auto line = lines.next()) {
    const auto content = content_line(line->text);
    if (!content) continue;
    if (content->is(all_day_property)) marked = equal_folded(trimmed(content->value), "TRUE");
    const bool time = content->is("DTSTART") || content->is("DTEND") || content->is("DUE") ||
                      content->is("EXDATE") || content->is("RDATE");
    if (time) take_instants(time_line(*content).value, found.instants);
    if (content->params.empty()) continue;
    const TzId zone = normalised_tzid(time_line(*content).param("TZID"));
    if (!zone.empty()) found.zones.insert(zone);
  }
  if (!marked) found.instants.clear();
  return found;
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

ZoneText zone_text(const Stream& stream, const Span& span) {
  return {text_of(stream.lines(span)), content_hash(stream.lines(span))};
}

// What the VCALENDAR says of all its components.
struct Head {
  std::string zone_line;  // X-WR-TIMEZONE
  CalendarZones zones;
  Midnights midnights;
  std::map<TzId, ZoneText> texts;  // of the zones
  // Of VTIMEZONEs that cannot be read: they go along to be warned of.
  ByZoneName<ZoneText> unreadable;
  std::optional<Seconds> refresh_interval;
  std::optional<Seconds> published_ttl;
};

void read_zones(const Stream& stream, const CalendarSpans& calendar, Head& head) {
  if (const auto text = calendar_zone_text(stream, calendar)) {
    head.zone_line = "X-WR-TIMEZONE:" + *text + "\r\n";
  }
  WarningList of_each_piece;
  head.zones = zones_of(stream, calendar, of_each_piece);
  head.midnights = Midnights(head.zones.by_name);
  for (const auto& [name, span] : head.zones.spans) head.texts.emplace(name, zone_text(stream, *span));
  for (const Span* span : head.zones.unreadable) {
    const TzId name = zone_name(stream.lines(*span));
    if (!name.empty()) head.unreadable.add(name, zone_text(stream, *span));
  }
}

Head head_of(const Stream& stream, const CalendarSpans& calendar) {
  Head head;
  read_zones(stream, calendar, head);
  for (const Span& span : calendar.properties) {
    const auto lines_of_it = text_of(stream.lines(span));
    const auto content = content_line(trimmed(lines_of_it));
    if (!content) continue;
    const auto length = parse_duration(content->value);
    if (!length || exact(*length) <= Seconds{0}) continue;
    if (content->is("REFRESH-INTERVAL")) head.refresh_interval = exact(*length);
    if (content->is("X-PUBLISHED-TTL")) head.published_ttl = exact(*length);
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
  const auto take = [&](const TzId& name, const ZoneText& zone) {
    if (!part.zones.insert(name).second) return;
    part.zone_text += zone.text;
    draft.hashes.push_back(zone.hash);
  };
  const auto take_named = [&](const TzId& name) {
    const VTimezone* zone = head.zones.by_name.find(name);
    if (zone != nullptr) take(zone->tzid, head.texts.at(zone->tzid));
    return zone != nullptr;
  };
  const Needed needed = needed_by(stream.lines(span));
  const VTimezone* of_calendar = head.zones.of_calendar();
  for (const TzId& name : needed.zones) {
    if (take_named(name)) continue;
    // What is known by no other name is read in the calendar's zone, and that may be a VTIMEZONE too.
    if (of_calendar != nullptr && !speaks_for_itself(name)) take_named(of_calendar->tzid);
    if (const ZoneText* text = head.unreadable.find(name)) take(name, *text);
  }
  for (const Seconds utc : needed.instants) {
    if (const TzId* name = head.midnights.zone_with_midnight_at(utc)) take_named(*name);
  }
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
