#include "core/plans/scenario.hpp"

#include "core/calendar/place.hpp"
#include "core/household/hours.hpp"
#include "core/household/occurrence_hash.hpp"
#include "core/household/rules.hpp"
#include "core/household/source_owner.hpp"
#include "core/household/world.hpp"
#include "core/plans/invitation.hpp"
#include "core/plans/shift.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

/// Lays one step after the other; every function gives what is wrong, empty when nothing is.
class Laying {
 public:
  Laying(Settings& settings, Snapshot& snapshot, Zones& zones, Instant now)
      : settings_(settings), snapshot_(snapshot), zones_(zones), now_(now) {}

  std::string operator()(const SetPartner& set) {
    Partner& partner = partner_of(set.partner);
    if (set.working_hours) {
      for (Routine& routine : settings_.routines) {
        const bool own = routine.with == std::vector<PersonId>{partner.id};
        if (own && routine.working_hours) routine.windows = *set.working_hours;
      }
      partner.working_hours = *set.working_hours;
    }
    if (set.zone != nullptr) partner.zone = set.zone;
    return {};
  }

  std::string operator()(const Career& career) {
    std::erase_if(settings_.careers, [&](const Career& c) { return c.from == career.from; });
    settings_.careers.push_back(career);
    return {};
  }

  std::string operator()(const RemoveUid& remove) {
    std::size_t removed = 0;
    for (SourceSnapshot& source : snapshot_.sources) {
      removed += std::erase_if(source.objects,
                               [&](const StoredObject& stored) { return stored.object.uid == remove.uid; });
    }
    return removed > 0 ? std::string() : unknown_uid(remove.uid);
  }

  /// As a rule with `ignore` would: a series whose master matches is gone, a matching override takes its
  /// instance with it.
  std::string operator()(const RemoveMatching& remove) {
    Settings rules = settings_;
    rules.rules = {
        Rule{.match = remove.match, .kind = {}, .presence = {}, .effort = {}, .lead = {}, .ignore = true}};
    const RuleMatcher matcher(rules);
    bool any = false;
    for (SourceSnapshot& source : snapshot_.sources) {
      for (StoredObject& stored : source.objects) {
        for (Component& c : stored.object.components) {
          if (!matcher.apply(subject(c, stored.object, source.name), ignored_).ignore) continue;
          c.status = Status::cancelled;
          any = true;
        }
      }
    }
    return any ? std::string() : "nothing in the calendars matches this";
  }

  std::string operator()(const MoveUid& move) {
    bool any = false;
    for (SourceSnapshot& source : snapshot_.sources) {
      for (StoredObject& stored : source.objects) {
        if (stored.object.uid != move.uid) continue;
        any = true;
        const ObjectPlace place = place_of(source.name);
        const auto from = beginning(stored.object, place);
        if (!from) return "this has no time that could be moved";
        const auto shift = shift_to(move.target, *from, place.owner);
        if (!shift) return shift.error().text;
        stored.object = moved(stored.object, *shift, place);
      }
    }
    return any ? std::string() : unknown_uid(move.uid);
  }

  std::string operator()(const MoveDue& move) {
    bool any = false;
    for (Partner& partner : settings_.partners) {
      for (TomlDeadline& deadline : partner.deadlines) {
        const std::string id = deadline.id.empty() ? slug(deadline.title) : deadline.id;
        if (id != move.deadline) continue;
        any = true;
        if (std::string wrong = move_toml(deadline, move.target, *partner.zone); !wrong.empty()) return wrong;
      }
    }
    // One out of a calendar is called by a hash of 12 digits.
    const bool hash = move.deadline.size() == 12 &&
                      move.deadline.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (any && !hash) return {};
    return move_in_calendars(move, any);
  }

  /// An invitation like any other; the marker tells the rule that comes first which events it is about.
  std::string operator()(const AddObjects& add) {
    const std::string marker = "what-if-" + std::to_string(++added_);
    for (CalendarObject object : add.objects) {
      for (Component& c : object.components) c.categories.emplace_back(marker);
      accept_one(add.partner, std::move(object));
    }
    if (add.kind || add.presence) {
      Rule rule{
          .match = {}, .kind = add.kind, .presence = add.presence, .effort = {}, .lead = {}, .ignore = {}};
      rule.match.category = "^" + marker + "$";
      settings_.rules.insert(settings_.rules.begin(), std::move(rule));
    }
    return {};
  }

  std::string operator()(const AcceptInvitation& accept) {
    for (const CalendarObject& object : accept.objects) accept_one(accept.partner, object);
    return {};
  }

 private:
  Partner& partner_of(const PersonId& id) {
    return settings_.partners[id == settings_.partners[1].id ? 1 : 0];
  }

  static std::string unknown_uid(const Uid& uid) {
    return "\"" + uid.str() + "\" stands in none of the calendars; expected the UID of something in them";
  }

  [[nodiscard]] ObjectPlace place_of(const SourceName& source) const {
    const SourceOwner owner = owner_of(settings_, source);
    return {zones_, owner.zone != nullptr ? *owner.zone : *settings_.zone, analysis_range(settings_, now_)};
  }

  [[nodiscard]] RuleSubject subject(const Component& c, const CalendarObject& object,
                                    const SourceName& source) const {
    const ObjectPlace place = place_of(source);
    if (c.kind == ComponentKind::todo) return todo_subject(c, object, source, place);
    const bool all_day = c.dtstart && std::holds_alternative<Date>(*c.dtstart);
    Seconds length{all_day ? Days(1) : Days(0)};
    if (c.duration) length = c.duration->days + c.duration->seconds;
    if (all_day && c.dtend && std::holds_alternative<Date>(*c.dtend)) {
      length = std::max(Days(1), std::get<Date>(*c.dtend) - std::get<Date>(*c.dtstart));
    } else if (c.dtstart && c.dtend) {
      length = to_instant(*c.dtend, object, zones_, place.owner) -
               to_instant(*c.dtstart, object, zones_, place.owner);
    }
    return {.component = c, .source = source, .all_day = all_day, .length = length};
  }

  /// A to-do lasts from DTSTART to when it is due; it is all-day when it is due on a date.
  [[nodiscard]] RuleSubject todo_subject(const Component& c, const CalendarObject& object,
                                         const SourceName& source, const ObjectPlace& place) const {
    RuleSubject subject{.component = c, .source = source, .all_day = false, .length = Seconds{0}};
    const auto due = todo_due(c, object, zones_, place.owner);
    if (!due) return subject;
    const auto* date = std::get_if<Date>(&*due);
    subject.all_day = date != nullptr;
    const bool second = source.owner == settings_.partners[1].id.str();
    const Instant end =
        date != nullptr ? end_of_work(settings_.partners[second ? 1 : 0], *date) : std::get<Instant>(*due);
    const Instant start = c.dtstart ? to_instant(*c.dtstart, object, zones_, place.owner) : end;
    subject.length = std::max(end - start, Seconds{0});
    return subject;
  }

  static std::string move_toml(TomlDeadline& deadline, const MoveTarget& target, const Zone& zone) {
    if (const auto* due = std::get_if<Due>(&target)) {
      deadline.due = *due;
      return {};
    }
    const Seconds by = std::get<Seconds>(target);
    if (auto* date = std::get_if<Date>(&deadline.due)) {
      if (by % Days(1) != Seconds{0}) return "it is due on a date; expected whole days";
      *date += std::chrono::duration_cast<Days>(by);
    } else if (auto* local = std::get_if<LocalTime>(&deadline.due)) {
      deadline.due = zone.to_instant(*local) + by;
    } else {
      std::get<Instant>(deadline.due) += by;
    }
    return {};
  }

  /// One that stands in several calendars under one id is due there at the same time.
  std::string move_in_calendars(const MoveDue& move, bool any) {
    for (SourceSnapshot& source : snapshot_.sources) {
      const SourceOwner owner = owner_of(settings_, source.name);
      if (owner.who != SourceOwner::Who::partner) continue;
      const Partner& partner = settings_.partners[index(owner.person)];
      for (StoredObject& stored : source.objects) {
        auto found =
            with_due_moved(stored.object, move.deadline, move.target, place_of(source.name), partner);
        if (!found) continue;
        if (!*found) return found->error().text;
        stored.object = std::move(**found);
        any = true;
      }
    }
    if (any) return {};
    return "no deadline is called \"" + move.deadline + "\"; expected the id of one";
  }

  /// The partner's first work calendar (else the first; without any, one that is made up), with what is known
  /// of it.
  SourceSnapshot& first_source(const PersonId& id) {
    auto& calendars = partner_of(id).calendars;
    if (calendars.empty()) {
      SourceSettings made_up;
      made_up.name = {id.str(), "what-if"};
      calendars.push_back(made_up);
    }
    const auto work = std::ranges::find(calendars, true, &SourceSettings::work);
    const SourceName& name = work == calendars.end() ? calendars.front().name : work->name;
    const auto known = std::ranges::find(snapshot_.sources, name, &SourceSnapshot::name);
    if (known != snapshot_.sources.end()) return *known;
    return *snapshot_.sources.insert(place_in_order(name),
                                     SourceSnapshot{.name = name, .objects = {}, .last_success = {}});
  }

  /// Sources stand in configuration order.
  std::vector<SourceSnapshot>::iterator place_in_order(const SourceName& name) {
    std::vector<SourceName> before;
    for (const Partner& partner : settings_.partners) {
      for (const SourceSettings& calendar : partner.calendars) {
        if (calendar.name == name) {
          return std::ranges::find_if(snapshot_.sources, [&](const SourceSnapshot& s) {
            return std::ranges::find(before, s.name) == before.end();
          });
        }
        before.push_back(calendar.name);
      }
    }
    return snapshot_.sources.end();
  }

  void accept_one(const PersonId& partner, CalendarObject object) {
    const bool second = partner == settings_.partners[1].id;
    object = taken_as_confirmed(
        std::move(object),
        addresses_of(settings_, person(second ? PartnerIndex::second : PartnerIndex::first)));
    SourceSnapshot* home = nullptr;
    CalendarObject before;
    for (SourceSnapshot& source : snapshot_.sources) {
      if (source.name.owner != partner.str()) continue;
      std::erase_if(source.objects, [&](StoredObject& stored) {
        if (stored.object.uid != object.uid) return false;
        if (home == nullptr) before = std::move(stored.object);
        home = home == nullptr ? &source : home;
        return true;
      });
    }
    if (home == nullptr) home = &first_source(partner);
    keep_other_instances(before, object, place_of(home->name));
    home->objects.push_back({.href = Href(object.uid.str()), .etag = {}, .object = std::move(object)});
  }

  Settings& settings_;
  Snapshot& snapshot_;
  Zones& zones_;
  Instant now_;
  std::size_t added_ = 0;
  std::vector<Warning> ignored_;
};

}  // namespace

CalendarObject described(const DescribedEvent& event, std::size_t number) {
  const auto as_event_time = [](const Due& due) {
    return std::visit([](auto value) { return EventTime(value); }, due);
  };
  CalendarObject object;
  object.uid = Uid("what-if-" + std::to_string(number));
  Component& c = object.components.emplace_back();
  c.uid = object.uid;
  c.summary = PrivateText(event.summary);
  c.dtstart = as_event_time(event.start);
  if (event.end) c.dtend = as_event_time(*event.end);
  if (!event.rrule.empty()) c.rrules.push_back(event.rrule);
  return object;
}

std::vector<Warning> lay(const Scenario& scenario, Settings& settings, Snapshot& snapshot, Zones& zones,
                         Instant now) {
  Laying laying(settings, snapshot, zones, now);
  std::vector<Warning> wrong;
  for (const ScenarioStep& step : scenario.steps) {
    if (std::string text = std::visit(laying, step.change); !text.empty()) {
      wrong.push_back({step.place, std::move(text)});
    }
  }
  return wrong;
}

}  // namespace evenkeel
