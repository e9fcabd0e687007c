#include "core/ical/component_builder.hpp"

#include "core/ical/limits.hpp"
#include "core/ical/repair/all_day.hpp"
#include "core/ical/repair/control_characters.hpp"
#include "core/ical/repair/utf8.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenkeel::ical {

// One function a property, and the table of them. "Once" properties: the first counts.
struct PropertyReaders {
  using Builder = ComponentBuilder;

  static void time_once(Builder& b, const ContentLine& line, std::optional<EventTime>& into,
                        std::string_view name) {
    if (into) return;
    const ContentLine timed = time_line(line);
    into = parse_event_time(timed.value, time_params(timed));
    if (!into) b.reject(std::string(name) + " cannot be read");
  }
  // The end may be known all the same.
  static void end(Builder& b, const ContentLine& line, std::string_view name) {
    if (b.component_.dtend) return;
    const ContentLine timed = time_line(line);
    b.component_.dtend = parse_event_time(timed.value, time_params(timed));
    if (!b.component_.dtend) b.unread_end_ = std::string(name) + " cannot be read";
  }
  enum Once : std::uint8_t {
    once_status = 1,
    once_transp = 2,
    once_class = 4,
    once_sequence = 8,
    once_percent = 16
  };
  static void text_once(Builder& b, Once bit, std::string_view name, std::string_view value) {
    if (value.empty() || (b.seen_ & bit) != 0) return;
    b.seen_ |= bit;
    b.text_.add(name, value);
  }

  static void dtstart(Builder& b, const ContentLine& l) { time_once(b, l, b.component_.dtstart, "DTSTART"); }
  static void dtend(Builder& b, const ContentLine& l) {
    if (b.component_.kind == ComponentKind::event) end(b, l, "DTEND");
  }
  static void due(Builder& b, const ContentLine& l) {
    if (b.component_.kind == ComponentKind::todo) end(b, l, "DUE");
  }
  static void recurrence_id(Builder& b, const ContentLine& l) {
    time_once(b, l, b.component_.recurrence_id, "RECURRENCE-ID");
    if (equal_folded(time_line(l).param("RANGE"), "THISANDFUTURE")) b.component_.this_and_future = true;
  }
  static void duration(Builder& b, const ContentLine& l) {
    if (b.component_.duration) return;
    b.component_.duration = parse_duration(l.value);
    if (!b.component_.duration) b.reject("DURATION cannot be read");
  }

  static void rule(Builder& b, const ContentLine& l, std::vector<std::string>& into) {
    if (into.size() == limits::rules) {
      b.reject("it has too many rules");
    } else {
      into.push_back(without_control_characters(valid_utf8(trimmed(l.value))));
    }
  }
  static void rrule(Builder& b, const ContentLine& l) { rule(b, l, b.component_.rrules); }
  static void exrule(Builder& b, const ContentLine& l) { rule(b, l, b.component_.exrules); }

  // Calls `one` with each value of a list of dates, within the limit of the component.
  template <typename F>
  static void dates(Builder& b, std::string_view list, std::string_view name, F one) {
    while (!list.empty()) {
      const std::size_t comma = list.find(',');
      const std::string_view value = trimmed(list.substr(0, comma));
      list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
      if (value.empty()) continue;
      if (++b.dates_ > limits::dates) {
        b.reject("it has too many " + std::string(name) + " values");
        return;
      }
      if (!one(value)) b.leave_out("a value of " + std::string(name) + " cannot be read and was left out");
    }
  }
  static void rdate(Builder& b, const ContentLine& line) {
    const ContentLine timed = time_line(line);
    const TimeParams params = time_params(timed);
    dates(b, timed.value, "RDATE", [&](std::string_view value) {
      if (params.period || value.find('/') != std::string_view::npos) {
        auto period = parse_period(value, params);
        if (period) b.component_.rdates.emplace_back(std::move(*period));
        return period.has_value();
      }
      auto time = parse_event_time(value, params);
      if (time) b.component_.rdates.emplace_back(std::move(*time));
      return time.has_value();
    });
  }
  static void exdate(Builder& b, const ContentLine& line) {
    const ContentLine timed = time_line(line);
    const TimeParams params = time_params(timed);
    dates(b, timed.value, "EXDATE", [&](std::string_view value) {
      auto time = parse_event_time(value, params);
      if (time) b.component_.exdates.push_back(std::move(*time));
      return time.has_value();
    });
  }

  // DTSTAMP and COMPLETED are UTC; what is not is read as if it were, and what cannot be read is not there.
  static std::optional<Instant> utc(const ContentLine& line) {
    const std::string_view value = trimmed(time_line(line).value);
    if (const auto date = parse_date(value)) return Instant{date->time_since_epoch()};
    const auto time = parse_date_time(value);
    return time ? std::optional{Instant{time->local.time_since_epoch()}} : std::nullopt;
  }
  static void dtstamp(Builder& b, const ContentLine& l) {
    if (!b.component_.dtstamp) b.component_.dtstamp = utc(l);
  }
  static void completed(Builder& b, const ContentLine& l) {
    if (!b.component_.completed) b.component_.completed = utc(l);
  }

  static void travel(Builder& b, const ContentLine& line) {
    const auto length = parse_duration(line.value);
    if (!length) b.leave_out("X-APPLE-TRAVEL-DURATION cannot be read and was left out");
    if (length) b.component_.travel = std::max(Seconds{0}, exact(*length));
  }
  static void estimated_duration(Builder& b, const ContentLine& line) {
    const auto length = parse_duration(line.value);
    if (!length) b.leave_out("ESTIMATED-DURATION cannot be read and was left out");
    if (length && exact(*length) >= Seconds{0}) b.component_.estimated_duration = exact(*length);
  }

  static void busy_status(Builder& b, const ContentLine& line) {
    constexpr std::array<std::pair<std::string_view, BusyStatus>, 5> names{
        {{"FREE", BusyStatus::free},
         {"TENTATIVE", BusyStatus::tentative},
         {"BUSY", BusyStatus::busy},
         {"OOF", BusyStatus::oof},
         {"WORKINGELSEWHERE", BusyStatus::working_elsewhere}}};
    // One of another name still says something else than free.
    if (!trimmed(line.value).empty()) b.component_.busy_status = BusyStatus::busy;
    for (const auto& [name, status] : names) {
      if (equal_folded(trimmed(line.value), name)) b.component_.busy_status = status;
    }
  }
  static void all_day_mark(Builder& b, const ContentLine& line) {
    b.all_day_mark_ = equal_folded(trimmed(line.value), "TRUE");
  }

  static void organizer(Builder& b, const ContentLine& l) { b.text_.add_person("ORGANIZER", l, person(l)); }
  static void attendee(Builder& b, const ContentLine& line) {
    ++b.component_.attendee_count;
    const Address address = person(line);
    const auto& household = b.options_.household;
    const bool known = std::find(household.begin(), household.end(), address) != household.end();
    if ((!known && !b.own_whole_) || b.kept_people_ == limits::people) return;
    ++b.kept_people_;
    b.text_.add_person("ATTENDEE", line, address);
  }

  static void uid(Builder& b, const ContentLine& l) { b.text_.add("UID", trimmed(l.value)); }
  static void summary(Builder& b, const ContentLine& l) { b.text_.add("SUMMARY", l.value); }
  static void location(Builder& b, const ContentLine& l) { b.text_.add("LOCATION", l.value); }
  static void description(Builder& b, const ContentLine& l) {
    if (b.own_whole_) b.text_.add("DESCRIPTION", l.value);
  }
  static void categories(Builder& b, const ContentLine& l) { b.text_.add_list("CATEGORIES", l.value); }
  static void status(Builder& b, const ContentLine& l) {
    text_once(b, once_status, "STATUS", trimmed(l.value));
  }
  static void transp(Builder& b, const ContentLine& l) {
    text_once(b, once_transp, "TRANSP", trimmed(l.value));
  }
  static void classification(Builder& b, const ContentLine& l) {
    text_once(b, once_class, "CLASS", trimmed(l.value));
  }
  static void sequence(Builder& b, const ContentLine& l) {
    text_once(b, once_sequence, "SEQUENCE", trimmed(l.value));
  }
  static void percent(Builder& b, const ContentLine& l) {
    text_once(b, once_percent, "PERCENT-COMPLETE", trimmed(l.value));
  }

  struct Row {
    std::string_view name;
    void (*read)(Builder&, const ContentLine&);
  };
  static constexpr std::array rows{
      Row{"UID", uid},
      Row{"DTSTART", dtstart},
      Row{"DTEND", dtend},
      Row{"DUE", due},
      Row{"DURATION", duration},
      Row{"RECURRENCE-ID", recurrence_id},
      Row{"RRULE", rrule},
      Row{"EXRULE", exrule},
      Row{"RDATE", rdate},
      Row{"EXDATE", exdate},
      Row{"SUMMARY", summary},
      Row{"LOCATION", location},
      Row{"DESCRIPTION", description},
      Row{"CATEGORIES", categories},
      Row{"STATUS", status},
      Row{"TRANSP", transp},
      Row{"CLASS", classification},
      Row{"SEQUENCE", sequence},
      Row{"DTSTAMP", dtstamp},
      Row{"ORGANIZER", organizer},
      Row{"ATTENDEE", attendee},
      Row{"COMPLETED", completed},
      Row{"PERCENT-COMPLETE", percent},
      Row{"ESTIMATED-DURATION", estimated_duration},
      Row{"X-MICROSOFT-CDO-BUSYSTATUS", busy_status},
      Row{all_day_property, all_day_mark},
      Row{"X-APPLE-TRAVEL-DURATION", travel},
  };

  static const Row* find(const ContentLine& line) {
    for (const Row& row : rows) {
      if (line.is(row.name)) return &row;
    }
    // What programs called it before it had its name.
    constexpr std::string_view estimate = "ESTIMATED-DURATION";
    const bool extension =
        line.name.size() >= estimate.size() + 2 && equal_folded(line.name.substr(0, 2), "X-");
    const bool named =
        extension && equal_folded(line.name.substr(line.name.size() - estimate.size()), estimate);
    static constexpr Row estimated{estimate, estimated_duration};
    return named ? &estimated : nullptr;
  }
};

void ComponentBuilder::take(const Line& line, const ContentLine& content) {
  const auto* const row = PropertyReaders::find(content);
  if (row == nullptr) return;
  // A description that is not kept may be as long as it likes.
  if (line.too_long && (row->name != "DESCRIPTION" || own_whole_)) {
    reject(std::string(row->name) + " in " + at_line(line.number) + " is too long");
    return;
  }
  // People are counted, and kept up to a number of their own; the rest reaches libical.
  if (row->read != PropertyReaders::attendee && ++properties_ > limits::properties) {
    reject("it has too many properties");
    return;
  }
  row->read(*this, content);
}

Component ComponentBuilder::finish() {
  text_.decode_into(component_);
  if (!unread_end_.empty() && (component_.dtend || component_.duration)) {
    leave_out(unread_end_ + " and was left out");
  } else if (!unread_end_.empty()) {
    reject(unread_end_);
  }
  return std::move(component_);
}

}  // namespace evenkeel::ical
