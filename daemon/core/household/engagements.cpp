#include "core/household/building.hpp"
#include "core/household/classify.hpp"
#include "core/household/order.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace evenkeel {

namespace {

std::optional<Kind> announced_kind(Announcement announcement) {
  switch (announcement) {
    case Announcement::travel:
      return Kind::travel;
    case Announcement::leave:
      return Kind::leave;
    case Announcement::remote_day:
      return Kind::remote_day;
    case Announcement::none:
    case Announcement::support:
    case Announcement::pause:
      return std::nullopt;
  }
  return std::nullopt;
}

/// An engagement on the way: presence "busy" waits for the remote days to be known.
struct Draft {
  Engagement engagement;
  bool onsite_by_default = false;
};

Draft draft_of(const Sighting& seen, PersonIndex person, std::optional<Kind> named) {
  const bool partner_calendar = index(person) < 2;
  const Meaning meaning = meaning_of(seen.occurrence, seen.facts->rules, named, partner_calendar);
  Draft draft;
  Engagement& e = draft.engagement;
  e.occurrence = seen.occurrence;
  e.source = seen.source;
  e.person = person;
  e.kind = meaning.kind;
  e.first_presence = meaning.presence;
  e.second_presence = meaning.oof_leave ? Presence::away : meaning.presence;
  e.oof_leave = meaning.oof_leave;
  e.firmness = seen.facts->firmness;
  e.organised = seen.facts->organised;
  draft.onsite_by_default = meaning.onsite_by_default;
  return draft;
}

/// The dates touched by remote-day occurrences, of any firmness (DESIGN section 5, Presence).
class RemoteDays {
 public:
  RemoteDays(const std::vector<Draft>& drafts, const Zone& zone) : zone_(zone) {
    for (const Draft& d : drafts) {
      const Occurrence& o = d.engagement.occurrence;
      if (d.engagement.kind == Kind::remote_day)
        spans_.push_back(o.all_day ? o.dates : dates_of(o.time, zone));
    }
    std::ranges::sort(spans_);
    std::size_t kept = 0;
    for (const DateSpan& span : spans_) {
      if (kept > 0 && span.first <= spans_[kept - 1].end) {
        spans_[kept - 1].end = std::max(spans_[kept - 1].end, span.end);
      } else {
        spans_[kept++] = span;
      }
    }
    spans_.resize(kept);
  }

  [[nodiscard]] bool has_start_of(const Occurrence& o) const {
    if (spans_.empty()) return false;
    const Date d = o.all_day ? o.dates.first : zone_.date_of(o.time.start);
    const auto next = std::ranges::partition_point(spans_, [d](const DateSpan& s) { return s.first <= d; });
    return next != spans_.begin() && d < std::prev(next)->end;
  }

 private:
  const Zone& zone_;
  std::vector<DateSpan> spans_;  // disjoint, ascending
};

/// DESIGN section 5, Body. `days` is null for a helper.
void give_body(Engagement& e, const WorkDays* days) {
  const Occurrence& o = e.occurrence;
  if (!o.all_day) {
    e.time = e.as_away = timed_body(o);
    return;
  }
  e.as_away = o.time;
  if (days == nullptr || e.first_presence == Presence::away) {
    e.time = o.time;
  } else {
    e.hours = days->bodies(o.dates);
  }
}

void finish(std::vector<Draft>& drafts, const Zone& zone, const WorkDays* days) {
  const RemoteDays remote(drafts, zone);
  for (Draft& d : drafts) {
    Engagement& e = d.engagement;
    if (d.onsite_by_default && remote.has_start_of(e.occurrence)) {
      e.first_presence = e.second_presence = Presence::remote;
    }
    give_body(e, days);
  }
}

/// The engagements in the order in which they are kept. Small keys are sorted, not what is large.
std::vector<Engagement> in_order(const std::vector<Draft>& drafts) {
  struct Place {
    Interval time;
    const Draft* draft;
  };
  std::vector<Place> order;
  order.reserve(drafts.size());
  for (const Draft& d : drafts) order.push_back({d.engagement.occurrence.time, &d});
  std::ranges::sort(order, [](const Place& a, const Place& b) {
    if (a.time != b.time) return a.time < b.time;
    const Occurrence& x = a.draft->engagement.occurrence;
    const Occurrence& y = b.draft->engagement.occurrence;
    if (earlier(x, y)) return true;
    return !earlier(y, x) && a.draft < b.draft;
  });
  std::vector<Engagement> result;
  result.reserve(order.size());
  for (const Place& place : order) result.push_back(place.draft->engagement);
  return result;
}

/// "Sam: trip": as if it stood in Sam's own calendar; nothing for support and pause.
std::vector<Sighting> announced(const std::vector<HouseholdSighting>& household, PartnerIndex p) {
  std::vector<Sighting> result;
  for (const HouseholdSighting& h : household) {
    if (!h.event.announced_for[index(p)]) continue;
    result.push_back(h.seen);
    result.back().announcement = h.event.announcement;
    result.back().rank = 0;  // a copy in the partner's own calendars does not exist
  }
  return result;
}

/// Busy time by being named: onsite, confirmed unless STATUS:TENTATIVE, no work.
Engagement busy_time_of(const HouseholdEvent& event, PartnerIndex p) {
  Engagement e;
  e.occurrence = event.occurrence;
  e.source = event.source;
  e.person = person(p);
  e.kind = event.kind;
  e.first_presence = event.is_busy(Pass::confirmed) ? Presence::onsite : Presence::free;
  e.second_presence = event.is_busy(Pass::all) ? Presence::onsite : Presence::free;
  e.firmness = event.firmness;
  e.from_household = true;
  e.time = e.as_away = event.body;
  return e;
}

class PartnerBuilder {
 public:
  PartnerBuilder(World& world, Reading& reading, PartnerIndex p)
      : world_(world), reading_(reading), p_(p), zone_(*world.settings->partners[index(p)].zone) {
    for (const SourceSnapshot& source : world.snapshot->sources) {
      owners_.push_back(owner_of(*world.settings, source.name));
    }
  }

  void build(const std::vector<HouseholdSighting>& household) {
    draft(announced(household, p_));
    finish(drafts_, zone_, world_.work_days[index(p_)].get());
    for (const HouseholdEvent& event : world_.household_events) {
      if (event.named[index(p_)] && event.is_busy(Pass::all)) drafts_.push_back({busy_time_of(event, p_)});
    }
    world_.engagements[index(p_)] = in_order(drafts_);
  }

 private:
  /// What was announced, and what stands in the partner's own calendars, without duplicates.
  void draft(std::vector<Sighting> seen) {
    const std::size_t own_begin = seen.size();
    for (std::size_t i = 0; i < world_.snapshot->sources.size(); ++i) {
      if (!owners_[i].is(p_)) continue;
      std::vector<Sighting> events = reading_.events(i);
      for (Sighting& s : events) s.rank = i + 1;
      if (seen.empty()) {
        seen = std::move(events);
      } else {
        seen.insert(seen.end(), events.begin(), events.end());
      }
      for (const DateSpan& span : reading_.support_todos(i)) ask_support(span);
    }
    std::vector<const Sighting*> pointers;
    pointers.reserve(seen.size());
    for (const Sighting& s : seen) pointers.push_back(&s);
    const std::vector<bool> gone = duplicates(pointers);
    drafts_.reserve(seen.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
      if (gone[i]) continue;
      if (i < own_begin) {
        add_announced(seen[i]);
      } else {
        add_own(seen[i]);
      }
    }
  }

  void ask_support(DateSpan dates) {
    if (dates.first < dates.end) {
      world_.support.push_back({world_.partner(p_).id, dates.first, dates.end - Days(1)});
    }
  }

  [[nodiscard]] DateSpan touched(const Occurrence& o) const {
    return o.all_day ? o.dates : dates_of(o.time, *world_.settings->zone);
  }

  void add_announced(const Sighting& seen) {
    if (seen.announcement == Announcement::support) ask_support(touched(seen.occurrence));
    const auto kind = announced_kind(seen.announcement);
    if (!kind) return;
    Draft draft = draft_of(seen, person(p_), kind);
    const auto& addresses = reading_.addresses(person(p_));
    draft.engagement.firmness = firmness_of(*seen.occurrence.component, addresses);
    draft.engagement.organised = is_organizer(*seen.occurrence.component, addresses);
    draft.engagement.announced = true;
    drafts_.push_back(draft);
  }

  void add_own(const Sighting& seen) {
    const Component& c = *seen.occurrence.component;
    if (!c.categories.empty() && seen.facts->firmness == Firmness::confirmed &&
        RuleMatcher::has_category(c, "support")) {
      ask_support(touched(seen.occurrence));
      return;
    }
    drafts_.push_back(draft_of(seen, person(p_), seen.facts->category));
    drafts_.back().engagement.work_source = owners_[seen.source].settings->work;
  }

  World& world_;
  Reading& reading_;
  PartnerIndex p_;
  const Zone& zone_;
  std::vector<SourceOwner> owners_;  // by source
  std::vector<Draft> drafts_;
};

std::vector<Engagement> helper_engagements(World& world, Reading& reading, PersonIndex helper) {
  std::vector<Draft> drafts;
  for (std::size_t i = 0; i < world.snapshot->sources.size(); ++i) {
    const SourceOwner owner = owner_of(*world.settings, world.snapshot->sources[i].name);
    if (owner.who != SourceOwner::Who::helper || owner.person != helper) continue;
    for (const Sighting& s : reading.events(i)) drafts.push_back(draft_of(s, helper, s.facts->category));
  }
  finish(drafts, *world.settings->zone, nullptr);
  return in_order(drafts);
}

}  // namespace

void read_engagements(World& world, Reading& reading, const std::vector<HouseholdSighting>& household) {
  world.engagements.resize(2 + world.settings->helpers.size());
  for (const PartnerIndex p : both_partners) {
    if (!world.paused[index(p)]) PartnerBuilder(world, reading, p).build(household);
  }
  for (std::size_t i = 2; i < world.engagements.size(); ++i) {
    world.engagements[i] = helper_engagements(world, reading, static_cast<PersonIndex>(i));
  }
}

}  // namespace evenkeel
