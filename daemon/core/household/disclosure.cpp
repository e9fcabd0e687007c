#include "core/household/disclosure.hpp"

#include "core/household/disclosed_form.hpp"
#include "core/household/source_owner.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenkeel {

namespace {

constexpr std::array<std::string_view, 12> kind_names{"meeting",  "focus",     "travel",   "leave",
                                                      "deadline", "milestone", "learning", "remote-day",
                                                      "school",   "duty",      "check-in", "other"};

}  // namespace

std::string_view kind_name(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

DisclosurePolicy::DisclosurePolicy(const Settings& settings, const Snapshot& snapshot, Viewer viewer) {
  using Who = SourceOwner::Who;
  for (const SourceSnapshot& source : snapshot.sources) {
    const SourceOwner owner = owner_of(settings, source.name);
    SourceRule rule;
    if (owner.who == Who::partner) rule.level = settings.partners[index(owner.person)].disclose;
    if (owner.who == Who::household) rule.level = Disclose::title;  // it is both partners' own
    const auto& offered = settings.opportunities;
    if (std::ranges::find(offered, source.name, &SourceSettings::name) != offered.end()) {
      rule.level = Disclose::title;
    }
    if (owner.settings != nullptr) {
      rule.level = owner.settings->disclose.value_or(rule.level);
      rule.private_as_others = owner.settings->private_as_others;
    }
    rule.own = viewer.partner && owner.is(*viewer.partner);
    sources_.push_back(rule);
  }
}

Disclose DisclosurePolicy::level(const Component& component, std::size_t source) const {
  const SourceRule& rule = sources_[source];
  if (rule.own) return Disclose::full;
  return hidden(component, source) ? Disclose::busy : rule.level;
}

bool DisclosurePolicy::hidden(const Component& component, std::size_t source) const {
  const SourceRule& rule = sources_[source];
  return !rule.own && !rule.private_as_others && component.classification != Classification::public_;
}

bool DisclosurePolicy::shows_title(const Component& component, std::size_t source) const {
  return level(component, source) >= Disclose::title;
}

DisclosedText DisclosurePolicy::worded(const Component& component, std::size_t source, Kind kind,
                                       bool away) const {
  if (hidden(component, source)) return DisclosedText("busy");
  const Disclose shown = level(component, source);
  if (shown == Disclose::kind) return DisclosedText(kind_name(kind));
  const PrivateText::Key key{};
  const std::string summary = fit_for_people(component.summary.open(key));
  if (shown == Disclose::busy || summary.empty()) return DisclosedText(away ? "away" : "busy");
  const std::string place = fit_for_people(component.location.open(key));
  if (shown == Disclose::title || place.empty()) return DisclosedText(summary);
  return DisclosedText(summary + ", " + place);
}

DisclosedText DisclosurePolicy::text(const Engagement& e, Pass pass) const {
  return worded(*e.occurrence.component, e.source, e.kind, e.presence(pass) == Presence::away);
}

DisclosedText DisclosurePolicy::text(const HouseholdEvent& event) const {
  return worded(*event.occurrence.component, event.source, event.kind,
                event.announcement == Announcement::travel);
}

DisclosedText DisclosurePolicy::titled(const Component& component, std::size_t source,
                                       std::string_view otherwise) const {
  if (!shows_title(component, source)) return DisclosedText(otherwise);
  const std::string summary = fit_for_people(component.summary.open(PrivateText::Key()));
  return DisclosedText(summary.empty() ? otherwise : std::string_view(summary));
}

DisclosedText DisclosurePolicy::title(const Deadline& deadline) const {
  if (deadline.toml != nullptr) return DisclosedText(deadline.toml->title);
  return titled(*deadline.component, deadline.source, "a deadline");
}

DisclosedText DisclosurePolicy::title(const Component& component, std::size_t source) const {
  return titled(component, source, "an event");
}

DisclosedText DisclosurePolicy::title(const DueTodo& todo) const {
  return titled(*todo.component, todo.source, "a deadline");
}

}  // namespace evenkeel
