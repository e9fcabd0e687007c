#include "core/publishing/render.hpp"

#include "core/ical/write.hpp"

#include <array>
#include <map>
#include <string_view>
#include <variant>

namespace evenkeel {
namespace {

std::variant<DateSpan, ical::WriteSpan> span_to_write(const std::variant<DateSpan, ZonedSpan>& time) {
  if (const auto* dates = std::get_if<DateSpan>(&time)) return *dates;
  const auto& zoned = std::get<ZonedSpan>(time);
  return ical::WriteSpan{zoned.start, zoned.end, zoned.zone};
}

/// Folded lines joined (RFC 5545 3.1).
std::string unfolded(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') continue;
    if (text[i] == '\n' && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t')) {
      ++i;
      continue;
    }
    result += text[i];
  }
  return result;
}

struct Line {
  std::string_view name;
  std::string_view value;
};

/// `NAME;params:value`; a colon inside a quoted parameter does not count.
Line split_line(std::string_view line) {
  bool quoted = false;
  std::size_t colon = std::string_view::npos;
  for (std::size_t i = 0; i < line.size() && colon == std::string_view::npos; ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == ':' && !quoted) colon = i;
  }
  if (colon == std::string_view::npos) return {line, {}};
  return {line.substr(0, line.find_first_of(";:")), line.substr(colon + 1)};
}

struct Face {
  bool whole = false;  // reached END:VCALENDAR
  std::map<std::string, std::string, std::less<>> properties;
};

void keep(Face& face, const Line& line) {
  constexpr std::array<std::string_view, 6> shown{"UID",     "SUMMARY", "DESCRIPTION",
                                                  "DTSTART", "DTEND",   "STATUS"};
  for (const std::string_view name : shown) {
    if (line.name == name) face.properties.emplace(name, line.value);
  }
}

/// What people see of the first VEVENT; what stands inside its alarms is not looked at.
Face face_of(const std::string& text) {
  const std::string lines = unfolded(text);
  Face face;
  int depth = 0;  // of components inside the VEVENT; 0: outside
  bool done = false;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const Line line = split_line(std::string_view(lines).substr(at, end - at));
    at = end + 1;
    if (line.name == "END" && line.value == "VCALENDAR") face.whole = true;
    if (done) continue;
    if (line.name == "BEGIN" && (depth > 0 || line.value == "VEVENT")) {
      ++depth;
    } else if (line.name == "END" && depth > 0) {
      done = --depth == 0;
    } else if (depth == 1) {
      keep(face, line);
    }
  }
  return face;
}

}  // namespace

std::string stored_text(const EventContent& content, const Uid& uid, int sequence, Instant dtstamp) {
  ical::EventToWrite event;
  event.uid = uid;
  event.sequence = sequence;
  event.dtstamp = dtstamp;
  event.title = content.title;
  event.description = content.description;
  event.location = content.location;
  event.time = span_to_write(content.time);
  event.transparent = content.transparent;
  event.alarms.assign(content.alarms.begin(), content.alarms.end());
  event.categories = content.categories;
  for (const Invitee& invitee : content.invitees) {
    if (!invitee.listed) continue;
    event.attendees.push_back({invitee.address, invitee.name, invitee.partstat, true, invitee.client_agent});
  }
  if (!event.attendees.empty()) event.organizer = content.organizer;
  return ical::write(event);
}

bool same_event(const std::string& a, const std::string& b) {
  const Face one = face_of(a);
  const Face two = face_of(b);
  return one.whole && two.whole && !one.properties.empty() && one.properties == two.properties;
}

bool holds(const std::string& text, const Uid& uid) {
  const Face face = face_of(text);
  const auto found = face.properties.find("UID");
  return face.whole && found != face.properties.end() && found->second == uid.str();
}

}  // namespace evenkeel
