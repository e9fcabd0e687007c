#include "core/ical/write.hpp"

#include "core/ical/plain_text.hpp"

#include <libical/ical.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <utility>

namespace evenkeel::ical {

namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using OwnedComponent = std::unique_ptr<icalcomponent, FreeComponent>;

struct FreeMemory {
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};

// libical's own type for a civil time; the zone goes into a parameter.
icaltimetype ical_time(LocalTime t) {
  const Date date = std::chrono::floor<Days>(t);
  const std::chrono::year_month_day ymd{date};
  const std::chrono::hh_mm_ss time{t - LocalTime{date}};
  icaltimetype result = icaltime_null_time();
  result.year = static_cast<int>(ymd.year());
  result.month = static_cast<int>(unsigned{ymd.month()});
  result.day = static_cast<int>(unsigned{ymd.day()});
  result.hour = static_cast<int>(time.hours().count());
  result.minute = static_cast<int>(time.minutes().count());
  result.second = static_cast<int>(time.seconds().count());
  return result;
}

icaltimetype ical_time(Date date) {
  icaltimetype result = ical_time(LocalTime{date});
  result.is_date = 1;
  return result;
}

icaltimetype ical_time(Instant t) {
  icaltimetype result = ical_time(LocalTime{t.time_since_epoch()});
  result.zone = icaltimezone_get_utc_timezone();
  return result;
}

// A component that grows; texts are cleaned on their way in, empty ones are no property.
class Writer {
 public:
  explicit Writer(icalcomponent_kind kind) : component_(icalcomponent_new(kind)) {
    if (component_ == nullptr) throw std::bad_alloc();
  }

  void add(icalproperty* property) { icalcomponent_add_property(component_.get(), property); }
  void add(Writer child) { icalcomponent_add_component(component_.get(), child.component_.release()); }
  void text(icalproperty* (*make)(const char*), const std::string& value) {
    const std::string clean = plain_text(value);
    if (!clean.empty()) add(make(clean.c_str()));
  }
  // NAME:VALUE of a name and a value without anything to escape.
  void line(const std::string& text) { add(icalproperty_new_from_string(text.c_str())); }

  // A component out of text that we wrote ourselves.
  void add_text(const std::string& text) {
    icalcomponent* const child = icalcomponent_new_from_string(text.c_str());
    if (child == nullptr) throw std::logic_error("libical cannot read what we wrote");
    icalcomponent_add_component(component_.get(), child);
  }

  [[nodiscard]] std::string str() const {
    icalcomponent_strip_errors(component_.get());  // P70
    const std::unique_ptr<char, FreeMemory> text(icalcomponent_as_ical_string_r(component_.get()));
    if (text == nullptr) throw std::bad_alloc();
    return text.get();
  }

 private:
  OwnedComponent component_;
};

// libical escapes neither "," nor ";" in CATEGORIES (3.0.16). They pass through it as control characters,
// which no clean text holds, one for one, so that its folds stay right; escaped() puts in what they stand
// for.
std::string category_text(const std::string& category) {
  std::string result;
  for (const char c : plain_text(category)) {
    if (c == ',') {
      result += "\x01\x02";
    } else if (c == ';') {
      result += "\x01\x03";
    } else {
      result += c;
    }
  }
  return result;
}

std::string escaped(std::string text) {
  for (char& c : text) {
    if (c == '\x01') c = '\\';
    if (c == '\x02') c = ',';
    if (c == '\x03') c = ';';
  }
  return text;
}

void add_start_end(Writer& event, const DateSpan& span) {
  event.add(icalproperty_new_dtstart(ical_time(span.first)));
  if (span.end > span.first) event.add(icalproperty_new_dtend(ical_time(span.end)));
}

icalproperty* zoned(icalproperty* property, const Zone& zone) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone.name().c_str()));
  return property;
}

// Some servers refuse DTEND = DTSTART (SERVERS): without it the event takes no time either.
void add_start_end(Writer& event, const WriteSpan& span) {
  event.add(zoned(icalproperty_new_dtstart(ical_time(span.start)), *span.zone));
  if (span.end > span.start) event.add(zoned(icalproperty_new_dtend(ical_time(span.end)), *span.zone));
}

// Exact hours, minutes and seconds: a day of RFC 5545 is nominal.
icaldurationtype before_start(Seconds before) {
  const auto size = static_cast<unsigned>(std::chrono::abs(before).count());
  icaldurationtype duration = icaldurationtype_null_duration();
  duration.is_neg = before > Seconds{0} ? 1 : 0;
  duration.hours = size / 3600;
  duration.minutes = size / 60 % 60;
  duration.seconds = size % 60;
  return duration;
}

Writer alarm(const std::variant<Seconds, Instant>& when, const std::string& title) {
  Writer result(ICAL_VALARM_COMPONENT);
  result.add(icalproperty_new_action(ICAL_ACTION_DISPLAY));
  result.text(icalproperty_new_description, title.empty() ? "evenkeel" : title);
  icaltriggertype trigger{};
  trigger.time = icaltime_null_time();
  if (const auto* instant = std::get_if<Instant>(&when)) {
    trigger.time = ical_time(*instant);
  } else {
    trigger.duration = before_start(std::get<Seconds>(when));
  }
  icalproperty* const property = icalproperty_new_trigger(trigger);
  if (std::holds_alternative<Instant>(when)) {
    icalproperty_add_parameter(property, icalparameter_new_value(ICAL_VALUE_DATETIME));
  }
  result.add(property);
  return result;
}

icalparameter_partstat ical_partstat(PartStat partstat) {
  switch (partstat) {
    case PartStat::accepted:
      return ICAL_PARTSTAT_ACCEPTED;
    case PartStat::declined:
      return ICAL_PARTSTAT_DECLINED;
    case PartStat::tentative:
      return ICAL_PARTSTAT_TENTATIVE;
    case PartStat::delegated:
      return ICAL_PARTSTAT_DELEGATED;
    case PartStat::needs_action:
    case PartStat::other:
      break;
  }
  return ICAL_PARTSTAT_NEEDSACTION;
}

void add_name(icalproperty* person, const std::string& name) {
  const std::string clean = parameter_text(name);
  if (!clean.empty()) icalproperty_add_parameter(person, icalparameter_new_cn(clean.c_str()));
}

void add_people(Writer& event, const EventToWrite& from) {
  if (from.organizer.empty()) return;
  icalproperty* const organizer =
      icalproperty_new_organizer(("mailto:" + address_text(from.organizer)).c_str());
  add_name(organizer, from.organizer_name);
  event.add(organizer);
  for (const InviteeToWrite& invitee : from.attendees) {
    const std::string address = "mailto:" + address_text(invitee.address.str());
    icalproperty* const attendee = icalproperty_new_attendee(address.c_str());
    add_name(attendee, invitee.name);
    icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
    icalproperty_add_parameter(attendee, icalparameter_new_partstat(ical_partstat(invitee.partstat)));
    if (invitee.rsvp) icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_TRUE));
    if (invitee.client_agent) {
      icalproperty_add_parameter(attendee, icalparameter_new_scheduleagent(ICAL_SCHEDULEAGENT_CLIENT));
    }
    event.add(attendee);
  }
}

Writer vevent(const EventToWrite& from) {
  Writer event(ICAL_VEVENT_COMPONENT);
  event.text(icalproperty_new_uid, from.uid.str());
  event.add(icalproperty_new_dtstamp(ical_time(from.dtstamp)));
  event.add(icalproperty_new_sequence(from.sequence));
  std::visit([&](const auto& span) { add_start_end(event, span); }, from.time);
  event.text(icalproperty_new_summary, from.title);
  event.text(icalproperty_new_description, from.description);
  event.text(icalproperty_new_location, from.location);
  if (!from.status.empty()) event.line("STATUS:" + from.status);
  event.add(icalproperty_new_transp(from.transparent ? ICAL_TRANSP_TRANSPARENT : ICAL_TRANSP_OPAQUE));
  for (const auto& category : from.categories) {
    if (const auto text = category_text(category); !text.empty()) {
      event.add(icalproperty_new_categories(text.c_str()));
    }
  }
  add_people(event, from);
  for (const auto& when : from.alarms) event.add(alarm(when, from.title));
  return event;
}

// The zones that events are written in, each with the time from the first to the last of them.
std::map<const Zone*, Interval> zones_of(const std::vector<EventToWrite>& events) {
  std::map<const Zone*, Interval> zones;
  for (const EventToWrite& event : events) {
    const auto* span = std::get_if<WriteSpan>(&event.time);
    if (span == nullptr) continue;
    const Interval time{span->zone->to_instant(span->start), span->zone->to_instant(span->end)};
    Interval& whole = zones.try_emplace(span->zone, time).first->second;
    whole = {std::min(whole.start, time.start), std::max(whole.end, time.end)};
  }
  return zones;
}

Writer vcalendar() {
  icalerror_set_errors_are_fatal(0);
  Writer calendar(ICAL_VCALENDAR_COMPONENT);
  calendar.line("VERSION:2.0");
  calendar.line("PRODID:-//evenkeel//evenkeel " EVENKEEL_VERSION "//EN");
  return calendar;
}

}  // namespace

std::string write(const EventToWrite& event) {
  Writer calendar = vcalendar();
  if (!event.method.empty()) calendar.line("METHOD:" + event.method);
  if (const auto* span = std::get_if<WriteSpan>(&event.time)) {
    const Zone& zone = *span->zone;
    calendar.add_text(write_vtimezone(zone, zone.to_instant(span->start), zone.to_instant(span->end)));
  }
  calendar.add(vevent(event));
  return escaped(calendar.str());
}

std::string write_feed(const std::string& name, const std::vector<EventToWrite>& events) {
  Writer calendar = vcalendar();
  calendar.text(icalproperty_new_name, name);
  // Unlike a TEXT, the value of an X- property is written as it stands.
  icalproperty* const shown = icalproperty_new_x(category_text(parameter_text(name)).c_str());
  icalproperty_set_x_name(shown, "X-WR-CALNAME");
  calendar.add(shown);
  std::map<std::string, std::string> zones;  // by name, for the same text each time
  for (const auto& [zone, time] : zones_of(events)) {
    zones[zone->name()] = write_vtimezone(*zone, time.start, time.end);
  }
  for (const auto& [tzid, text] : zones) calendar.add_text(text);
  for (const EventToWrite& event : events) calendar.add(vevent(event));
  return escaped(calendar.str());
}

}  // namespace evenkeel::ical
