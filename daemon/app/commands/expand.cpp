#include "app/commands/expand.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/terminal.hpp"
#include "core/calendar/expand.hpp"
#include "core/calendar/same_uid.hpp"
#include "core/ical/charset.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <map>
#include <utility>

namespace evenkeel {

/// Reads the user's own files for the user: nothing is hidden.
class ExpandListing {
 public:
  static const std::string& summary(const Component& component) {
    return component.summary.open(PrivateText::Key());
  }
};

namespace {

using Json = nlohmann::ordered_json;

/// An occurrence with what is needed to sort and print it.
struct Row {
  Occurrence occurrence;
  const std::string* source = nullptr;
};

struct Inputs {
  std::vector<std::vector<CalendarObject>> objects;  // by input
  std::string err;
  int status = 0;
};

std::string date_or_instant(const DateOrInstant& t) {
  return std::holds_alternative<Date>(t) ? iso_date(std::get<Date>(t)) : rfc3339(std::get<Instant>(t));
}

std::string_view status_text(const Component& c) {
  switch (c.status) {
    case Status::tentative:
      return "TENTATIVE";
    case Status::cancelled:
      return "CANCELLED";
    case Status::needs_action:
      return "NEEDS-ACTION";
    case Status::completed:
      return "COMPLETED";
    case Status::in_process:
      return "IN-PROCESS";
    case Status::confirmed:
      return "CONFIRMED";
    case Status::none:
      break;
  }
  return c.kind == ComponentKind::todo ? "NEEDS-ACTION" : "CONFIRMED";
}

void warn(std::string& err, const std::string& source, const Warning& warning) {
  err += printable(fmt::format("evenkeel: {}: {}: {}", source, warning.about, warning.text)) + "\n";
}

void wait_for(const Reader& reader) {
  if (reader.fd() < 0) return;
  pollfd fd{.fd = reader.fd(), .events = POLLIN, .revents = 0};
  ::poll(&fd, 1, 1000);
}

Inputs read_all(std::vector<NamedText>& inputs, Reader& reader) {
  Inputs read;
  read.objects.resize(inputs.size());
  std::size_t waiting = 0;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!inputs[i].text) {
      read.err +=
          printable(fmt::format("evenkeel: {}: {}", inputs[i].name, inputs[i].text.error().text)) + "\n";
      read.status = 3;
      continue;
    }
    if (auto decoded = ical::as_utf8(*inputs[i].text)) inputs[i].text = std::move(*decoded);
    reader.submit({i, std::move(*inputs[i].text), {}});
    ++waiting;
  }
  while (waiting > 0) {
    for (auto& [id, result] : reader.collect()) {
      --waiting;
      const std::string& name = inputs[id].name;
      if (!result) {
        read.err += printable(fmt::format("evenkeel: {}: {}", name, result.error().text)) + "\n";
        read.status = 3;
        continue;
      }
      for (const Warning& warning : result->warnings) warn(read.err, name, warning);
      read.objects[id] = std::move(result->objects);
    }
    if (waiting > 0) wait_for(reader);
  }
  return read;
}

/// One object of a calendar, and the input that each of its components stood in.
struct Found {
  CalendarObject object;
  std::vector<std::size_t> inputs;
};

/// Files of a directory may hold one UID several times, or an override apart from its series.
std::vector<Found> join(std::vector<std::vector<CalendarObject>>& objects, std::size_t begin,
                        std::size_t end) {
  std::vector<Found> found;
  std::map<std::pair<Uid, ComponentKind>, std::size_t> places;
  for (std::size_t i = begin; i < end; ++i) {
    for (CalendarObject& object : objects[i]) {
      if (object.components.empty()) continue;
      const std::size_t count = object.components.size();
      const auto [place, first] =
          places.try_emplace({object.uid, object.components.front().kind}, found.size());
      if (first) {
        found.push_back({std::move(object), std::vector(count, i)});
        continue;
      }
      Found& one = found[place->second];
      absorb(one.object, std::move(object));
      one.inputs.insert(one.inputs.end(), count, i);
    }
  }
  for (Found& one : found) {
    if (one.inputs.front() == one.inputs.back()) continue;  // one file's are resolved already
    std::vector<std::size_t> left;
    for (const std::size_t i : leave_one_of_each(one.object)) left.push_back(one.inputs[i]);
    one.inputs = std::move(left);
  }
  return found;
}

Instant placed(const DateOrInstant& t, const Zone& zone) {
  return std::holds_alternative<Date>(t) ? zone.midnight(std::get<Date>(t)) : std::get<Instant>(t);
}

Json row_json(const Row& row) {
  const Occurrence& o = row.occurrence;
  const Component& c = *o.component;
  return {{"uid", c.uid.str()},
          {"recurrence_id", o.recurrence_id ? Json(date_or_instant(*o.recurrence_id)) : Json(nullptr)},
          {"start", o.all_day ? iso_date(o.dates.first) : rfc3339(o.time.start)},
          {"end", o.all_day ? iso_date(o.dates.end) : rfc3339(o.time.end)},
          {"all_day", o.all_day},
          {"summary", ExpandListing::summary(c)},
          {"status", std::string(status_text(c))},
          {"transparent", c.transp == Transp::transparent},
          {"component", c.kind == ComponentKind::todo ? "VTODO" : "VEVENT"},
          {"source", *row.source}};
}

std::string row_text(const Row& row, const Zone& zone) {
  const Occurrence& o = row.occurrence;
  std::string when = span_text(o.time, zone);
  if (o.all_day) {
    const Date last = o.dates.end - Days(1);
    when = last > o.dates.first ? day_text(o.dates.first) + " – " + day_text(last) : day_text(o.dates.first);
    when += " (all day)";
  }
  const bool cancelled = o.component->status == Status::cancelled;
  return printable(fmt::format("{}  {}{}", when, ExpandListing::summary(*o.component),
                               cancelled ? " (cancelled)" : "")) +
         "\n";
}

}  // namespace

Printed expand_files(std::vector<NamedText> inputs, const ExpandRequest& request, Zones& zones,
                     Reader& reader) {
  Inputs read = read_all(inputs, reader);
  const ExpandOptions options{
      .zones = &zones,
      .owner = request.zone,
      .range = {placed(request.from, *request.zone), placed(request.to, *request.zone)},
      .todos = request.todos};
  std::vector<std::vector<Found>> calendars;  // what the rows borrow from
  std::vector<Row> rows;
  for (std::size_t begin = 0, end = 0; begin < inputs.size(); begin = end) {
    while (end < inputs.size() && inputs[end].calendar == inputs[begin].calendar) ++end;
    Expander expander(options);
    SourceBudget budget;
    calendars.push_back(join(read.objects, begin, end));
    for (const Found& one : calendars.back()) {
      const auto name = [&](const Component* component) -> const std::string& {
        const auto place = static_cast<std::size_t>(component - one.object.components.data());
        return inputs[one.inputs[place]].name;
      };
      const std::string& about = inputs[one.inputs.front()].name;
      for (const Warning& warning : one.object.warnings) warn(read.err, about, warning);
      const Expansion& expansion = expander.expand(one.object, budget);
      for (const Occurrence& o : expansion.occurrences) rows.push_back({o, &name(o.component)});
      for (const Warning& warning : expansion.warnings) warn(read.err, about, warning);
    }
  }
  std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
    return std::tie(a.occurrence.time.start, a.occurrence.component->uid) <
           std::tie(b.occurrence.time.start, b.occurrence.component->uid);
  });
  Printed printed{.out = {}, .err = std::move(read.err), .status = read.status};
  for (const Row& row : rows) {
    printed.out += request.json ? json_line(row_json(row)) : row_text(row, *request.zone);
  }
  return printed;
}

}  // namespace evenkeel
