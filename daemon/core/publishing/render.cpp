#include "core/publishing/render.hpp"

#include "core/household/ascii.hpp"
#include "core/ical/content_line.hpp"
#include "core/ical/write.hpp"
#include "core/publishing/raw_alarm.hpp"
#include "core/publishing/raw_event.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

namespace evenkeel {
namespace {

std::variant<DateSpan, ical::WriteSpan> span_to_write(const std::variant<DateSpan, ZonedSpan>& time) {
  if (const auto* dates = std::get_if<DateSpan>(&time)) return *dates;
  const auto& zoned = std::get<ZonedSpan>(time);
  return ical::WriteSpan{zoned.start, zoned.end, zoned.zone};
}

/// What people see of it, spelled one way.
std::vector<std::string> face_of(const RawEvent& event) {
  std::vector<std::string> face;
  for (const std::string_view name : {"UID", "SUMMARY", "DESCRIPTION", "DTSTART", "DTEND", "STATUS"}) {
    face.emplace_back(event.value(name));
  }
  face.emplace_back(ical::equal_folded(event.value("TRANSP"), "TRANSPARENT") ? "TRANSPARENT" : "OPAQUE");
  for (std::string& trigger : triggers_of(event)) face.push_back(std::move(trigger));
  return face;
}

std::string address_in(const RawLine& line) {
  const std::string text = ascii::lower(ascii::trimmed(line.value));
  constexpr std::string_view scheme = "mailto:";
  return text.starts_with(scheme) ? text.substr(scheme.size()) : text;
}

/// What an update changes beside the face, each value once: a server may write lists in several lines.
std::set<std::string> marks_of(const RawEvent& event) {
  std::set<std::string> marks{"LOCATION:" + std::string(event.value("LOCATION"))};
  for (const RawLine& line : event.lines) {
    if (line.name == "ATTENDEE" || line.name == "ORGANIZER") marks.insert(line.name + ":" + address_in(line));
    if (line.name != "CATEGORIES") continue;
    for (const std::string& value : list_values(line.value)) marks.insert("CATEGORIES:" + value);
  }
  return marks;
}

std::map<std::string, std::string> partstats_of(const RawEvent& event) {
  std::map<std::string, std::string> answers;
  for (const RawLine& line : event.lines) {
    if (line.name != "ATTENDEE") continue;
    const std::string_view said = ical::ContentLine{line.name, line.params, line.value}.param("PARTSTAT");
    answers[address_in(line)] = said.empty() ? "NEEDS-ACTION" : ical::upper(said);
  }
  return answers;
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
  const RawEvent one = raw_event(a);
  const RawEvent two = raw_event(b);
  return one.whole && two.whole && one.events > 0 && one.events == two.events && face_of(one) == face_of(two);
}

bool same_marks(const std::string& a, const std::string& b) {
  return marks_of(raw_event(a)) == marks_of(raw_event(b));
}

bool same_partstats(const std::string& a, const std::string& b) {
  const auto one = partstats_of(raw_event(a));
  const auto two = partstats_of(raw_event(b));
  return std::ranges::all_of(one, [&](const auto& answer) {
    const auto other = two.find(answer.first);
    return other == two.end() || other->second == answer.second;
  });
}

bool holds(const std::string& text, const Uid& uid) {
  const RawEvent event = raw_event(text);
  return event.whole && event.value("UID") == uid.str();
}

}  // namespace evenkeel
