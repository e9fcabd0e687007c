#include "core/household/building.hpp"
#include "core/household/classify.hpp"
#include "core/household/order.hpp"

#include <algorithm>
#include <cstdint>
#include <deque>

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
  std::uint32_t rank = 0;  // of duplicates the smallest stays
  bool onsite_by_default = false;
  bool asks_support = false;  // for the dates it touches, and takes no time
  bool is_none = false;       // announces nothing that takes time
};
/// It grows in pieces: tens of thousands are never copied on the way.
using Drafts = std::deque<Draft>;

Draft draft_of(const Sighting& seen, PersonIndex person, std::optional<Kind> named) {
  const bool partner_calendar = index(person) < 2;
  const Meaning meaning = meaning_of(seen.occurrence, seen.facts.rules, named, partner_calendar);
  Draft draft;
  Engagement& e = draft.engagement;
  e.occurrence = seen.occurrence;
  e.source = static_cast<std::uint32_t>(seen.source);
  e.person = person;
  e.kind = meaning.kind;
  e.first_presence = meaning.presence;
  e.second_presence = meaning.oof_leave ? Presence::away : meaning.presence;
  e.oof_leave = meaning.oof_leave;
  e.firmness = seen.facts.firmness;
  e.organised = seen.facts.organised;
  draft.onsite_by_default = meaning.onsite_by_default;
  return draft;
}

/// The dates touched by remote-day occurrences, of any firmness (DESIGN section 5, Presence).
class RemoteDays {
 public:
  RemoteDays(const Drafts& drafts, const Zone& zone) : zone_(zone) {
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
    e.time = timed_body(o);
    return;
  }
  if (days == nullptr || e.first_presence == Presence::away) {
    e.time = o.time;
  } else {
    e.hours = days->bodies(o.dates);
  }
}

void finish(Drafts& drafts, const Zone& zone, const WorkDays* days) {
  const RemoteDays remote(drafts, zone);
  for (Draft& d : drafts) {
    Engagement& e = d.engagement;
    if (d.onsite_by_default && remote.has_start_of(e.occurrence)) {
      e.first_presence = e.second_presence = Presence::remote;
    }
    give_body(e, days);
  }
}

/// The first eight bytes as a number: where these differ, they are ordered as the texts are.
std::uint64_t beginning(const Uid& uid) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const auto byte = i < uid.str().size() ? static_cast<unsigned char>(uid.str()[i]) : 0U;
    number = number << 8U | byte;
  }
  return number;
}

/// The engagements in the order in which they are kept. Small keys are sorted, not what is large.
std::vector<Engagement> in_order(const Drafts& drafts) {
  struct Place {
    Interval time;
    std::uint64_t uid;
    std::uint32_t draft;
  };
  std::vector<Place> order;
  order.reserve(drafts.size());
  const Component* component = nullptr;  // of a series most follow one another
  std::uint64_t uid = 0;
  for (const Draft& d : drafts) {
    const Occurrence& o = d.engagement.occurrence;
    if (o.component != component) uid = beginning(o.component->uid);
    component = o.component;
    order.push_back({o.time, uid, static_cast<std::uint32_t>(order.size())});
  }
  std::ranges::sort(order, [&drafts](const Place& a, const Place& b) {
    if (a.time != b.time) return a.time < b.time;
    if (a.uid != b.uid) return a.uid < b.uid;
    const Occurrence& x = drafts[a.draft].engagement.occurrence;
    const Occurrence& y = drafts[b.draft].engagement.occurrence;
    if (earlier(x, y)) return true;
    return !earlier(y, x) && a.draft < b.draft;
  });
  std::vector<Engagement> result;
  result.reserve(order.size());
  for (const Place& place : order) result.push_back(drafts[place.draft].engagement);
  return result;
}

/// Busy time by being named: onsite, confirmed unless STATUS:TENTATIVE, no work.
Engagement busy_time_of(const HouseholdEvent& event, PartnerIndex p) {
  Engagement e;
  e.occurrence = event.occurrence;
  e.source = static_cast<std::uint32_t>(event.source);
  e.person = person(p);
  e.kind = event.kind;
  e.first_presence = event.is_busy(Pass::confirmed) ? Presence::onsite : Presence::free;
  e.second_presence = event.is_busy(Pass::all) ? Presence::onsite : Presence::free;
  e.firmness = event.firmness;
  e.from_household = true;
  e.time = event.body;
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
    for (const HouseholdSighting& h : household) {
      if (h.event.announced_for[index(p_)]) add_announced(h);
    }
    for (std::size_t i = 0; i < owners_.size(); ++i) {
      if (!owners_[i].is(p_)) continue;
      reading_.each_event(i, [this](const Sighting& seen) { add_own(seen); });
      for (const DateSpan& span : reading_.support_todos(i)) ask_support(span);
    }
    leave_what_takes_time();
    finish(drafts_, zone_, world_.work_days[index(p_)].get());
    for (const HouseholdEvent& event : world_.household_events) {
      if (event.named[index(p_)] && event.is_busy(Pass::all)) drafts_.push_back({busy_time_of(event, p_)});
    }
    world_.engagements[index(p_)] = in_order(drafts_);
  }

 private:
  /// "Sam: trip": as if it stood in Sam's own calendar; a copy there does not exist.
  void add_announced(const HouseholdSighting& h) {
    const Announcement announcement = h.event.announcement;
    const auto kind = announced_kind(announcement);
    Draft& draft = drafts_.emplace_back(draft_of(h.seen, person(p_), kind));
    draft.is_none = !kind;
    draft.asks_support = announcement == Announcement::support;
    const Component& c = *h.seen.occurrence.component;
    const auto& addresses = reading_.addresses(person(p_));
    draft.engagement.firmness = firmness_of(c, addresses);
    draft.engagement.organised = is_organizer(c, addresses);
    draft.engagement.announced = true;
  }

  void add_own(const Sighting& seen) {
    const Component& c = *seen.occurrence.component;
    Draft& draft = drafts_.emplace_back(draft_of(seen, person(p_), seen.facts.category));
    draft.rank = static_cast<std::uint32_t>(seen.source) + 1;
    draft.asks_support = !c.categories.empty() && seen.facts.firmness == Firmness::confirmed &&
                         RuleMatcher::has_category(c, "support");
    draft.engagement.work_source = owners_[seen.source].settings->work;
  }

  /// What is there twice goes, and so does what asks for support or announces nothing.
  void leave_what_takes_time() {
    const std::vector<bool> gone = twice();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      Draft& draft = drafts_[i];
      if (!gone.empty() && gone[i]) continue;
      if (draft.asks_support) ask_support(touched(draft.engagement.occurrence));
      if (draft.asks_support || draft.is_none) continue;
      if (kept < i) drafts_[kept] = draft;
      ++kept;
    }
    drafts_.resize(kept);
  }

  /// By draft; empty: nothing can be.
  [[nodiscard]] std::vector<bool> twice() const {
    const bool one =
        std::ranges::all_of(drafts_, [this](const Draft& d) { return d.rank == drafts_.front().rank; });
    if (one) return {};
    std::vector<Ranked> ranked;
    ranked.reserve(drafts_.size());
    for (const Draft& d : drafts_) ranked.push_back({&d.engagement.occurrence, d.rank});
    return duplicates(ranked);
  }

  void ask_support(DateSpan dates) {
    if (dates.first < dates.end) {
      world_.support.push_back({world_.partner(p_).id, dates.first, dates.end - Days(1)});
    }
  }

  [[nodiscard]] DateSpan touched(const Occurrence& o) const {
    return o.all_day ? o.dates : dates_of(o.time, *world_.settings->zone);
  }

  World& world_;
  Reading& reading_;
  PartnerIndex p_;
  const Zone& zone_;
  std::vector<SourceOwner> owners_;  // by source
  Drafts drafts_;
};

std::vector<Engagement> helper_engagements(World& world, Reading& reading, PersonIndex helper) {
  Drafts drafts;
  for (std::size_t i = 0; i < world.snapshot->sources.size(); ++i) {
    const SourceOwner owner = owner_of(*world.settings, world.snapshot->sources[i].name);
    if (owner.who != SourceOwner::Who::helper || owner.person != helper) continue;
    reading.each_event(i,
                       [&](const Sighting& s) { drafts.push_back(draft_of(s, helper, s.facts.category)); });
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
