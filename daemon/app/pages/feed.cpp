#include "app/pages/feed.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/ical/write.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenkeel {
namespace {

constexpr Seconds whole_days_from = Hours(24);

class Feed {
 public:
  Feed(const World& world, const Analysis& analysis) : world_(world), analysis_(analysis) {}

  std::string text() {
    for (const RotaEntry& entry : analysis_.rota.entries) {
      if (entry.who) events_.push_back(duty(entry));
    }
    for (const Finding& finding : analysis_.findings) {
      if (is_for_viewer(finding)) events_.push_back(event(finding));
    }
    const Settings& s = *world_.settings;
    std::string name =
        s.household_name.empty() ? s.partners[0].name + " & " + s.partners[1].name : s.household_name;
    name += ": duties and clashes";
    if (world_.viewer.partner) name += ", for " + world_.partner(*world_.viewer.partner).name;
    return ical::write_feed(name, events_);
  }

 private:
  [[nodiscard]] const Zone& zone() const { return *world_.settings->zone; }

  /// Not of the form of evenkeel's own UIDs: a copy of the feed somewhere is nobody's publication.
  [[nodiscard]] Uid uid(std::string_view sort, std::string_view key) const {
    const std::string whole = fmt::format("{}\n{}\n{}", world_.settings->household_id, sort, key);
    return Uid(dav::fingerprint(whole) + "@feed.evenkeel.invalid");
  }

  [[nodiscard]] ical::EventToWrite blank(std::string_view sort, std::string_view key) const {
    ical::EventToWrite result;
    result.uid = uid(sort, key);
    result.dtstamp = world_.now;
    result.transparent = true;
    return result;
  }

  [[nodiscard]] ical::WriteSpan span(const Interval& time) const {
    return {zone().to_local(time.start), zone().to_local(time.end), &zone()};
  }

  [[nodiscard]] ical::EventToWrite duty(const RotaEntry& entry) const {
    const Settings& s = *world_.settings;
    const PersonIndex who = *entry.who;
    const std::string& name = index(who) < 2 ? s.partners[index(who)].name : s.helpers[index(who) - 2].name;
    ical::EventToWrite result = blank("duty", entry.window.duty_key);
    result.title =
        (entry.needs_asking ? "Ask " : "") + name + ": " + s.coverages[entry.window.coverage].title;
    result.description = entry.reason;
    result.time = span(entry.window.time);
    result.categories = {"Duty"};
    return result;
  }

  /// DESIGN section 8: what concerns one partner alone, and what an unanswered invitation would cause, goes
  /// to that partner alone.
  [[nodiscard]] bool is_for_viewer(const Finding& finding) const {
    if (finding.if_accepted && !is_viewers_answer(finding)) return false;
    if (finding.kind != "after-hours" && finding.kind != "double-booked") return true;
    const auto& viewer = world_.viewer.partner;
    return viewer && std::ranges::find(finding.concerns, *viewer) != finding.concerns.end();
  }

  /// Whether something the viewer has not confirmed is among what it rests on.
  [[nodiscard]] bool is_viewers_answer(const Finding& finding) const {
    if (!world_.viewer.partner) return false;
    const PartnerIndex p = *world_.viewer.partner;
    return std::ranges::any_of(world_.engagements[index(p)], [&](const Engagement& e) {
      return e.firmness != Firmness::confirmed &&
             std::ranges::any_of(finding.evidence, [&](const Evidence& evidence) {
               return evidence.person == world_.partner(p).id && evidence.time == e.occurrence.time;
             });
    });
  }

  [[nodiscard]] std::string description(const Finding& finding) const {
    std::string text = finding.explanation;
    if (!finding.suggestions.empty()) text += "\n\nWhat could be done, best first:";
    for (const Suggestion& s : finding.suggestions) {
      text += "\n- " + s.text + (s.effect.empty() ? "" : " (" + s.effect + ")");
    }
    if (finding.decide_by) {
      text += fmt::format("\n\nDecide by {} {}.", day_text(zone().date_of(*finding.decide_by)),
                          clock_text(*finding.decide_by, zone()));
    }
    return text;
  }

  /// Crunches and what is longer than a day stand on the days that they touch.
  [[nodiscard]] ical::EventToWrite event(const Finding& finding) const {
    ical::EventToWrite result = blank("finding", finding.key);
    result.title = (finding.if_accepted ? "If accepted: " : "") + finding.title;
    result.description = description(finding);
    result.categories = {"Finding"};
    if (finding.kind == "crunch" || finding.time.length() > whole_days_from) {
      const Date last = zone().date_of(finding.time.end - Seconds(1));
      result.time = DateSpan{zone().date_of(finding.time.start), last + Days(1)};
    } else {
      result.time = span(finding.time);
    }
    return result;
  }

  const World& world_;
  const Analysis& analysis_;
  std::vector<ical::EventToWrite> events_;
};

}  // namespace

std::string planner_feed(const World& world, const Analysis& analysis) {
  return Feed(world, analysis).text();
}

}  // namespace evenkeel
