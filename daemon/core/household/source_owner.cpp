#include "core/household/source_owner.hpp"

#include <algorithm>

namespace evenkeel {

namespace {

const SourceSettings* named(const std::vector<SourceSettings>& sources, const SourceName& name) {
  const auto found = std::ranges::find(sources, name, &SourceSettings::name);
  return found == sources.end() ? nullptr : &*found;
}

SourceOwner household_source(const Settings& settings, const SourceName& name) {
  using Who = SourceOwner::Who;
  if (const auto* found = named(settings.household_calendars, name)) {
    return {.who = Who::household, .settings = found, .zone = settings.zone};
  }
  for (const SharedCalendar& shared : settings.shared) {
    if (shared.name != name.name) continue;
    return {.who = Who::household, .settings = &shared.connection, .zone = settings.zone, .shared = true};
  }
  return {};
}

}  // namespace

SourceOwner owner_of(const Settings& settings, const SourceName& name) {
  using Who = SourceOwner::Who;
  for (const PartnerIndex p : both_partners) {
    const Partner& partner = settings.partners[index(p)];
    if (partner.id.str() != name.owner) continue;
    if (const auto* found = named(partner.calendars, name)) {
      return {.who = Who::partner, .person = person(p), .settings = found, .zone = partner.zone};
    }
  }
  for (std::size_t i = 0; i < settings.helpers.size(); ++i) {
    const Helper& helper = settings.helpers[i];
    if (helper.id.str() != name.owner) continue;
    if (const auto* found = named(helper.calendars, name)) {
      return {.who = Who::helper,
              .person = static_cast<PersonIndex>(2 + i),
              .settings = found,
              .zone = settings.zone};
    }
  }
  return name.owner == "household" ? household_source(settings, name) : SourceOwner{};
}

std::vector<Address> addresses_of(const Settings& settings, PersonIndex who) {
  const std::size_t i = index(who);
  if (i >= 2) {
    const auto& email = settings.helpers[i - 2].email;
    return email ? std::vector<Address>{*email} : std::vector<Address>{};
  }
  std::vector<Address> result = settings.partners[i].aliases;
  result.insert(result.begin(), settings.partners[i].email);
  return result;
}

}  // namespace evenkeel
