#include "core/publishing/person.hpp"

#include "core/plans/fold.hpp"

#include <algorithm>

namespace evenkeel {
std::string name_of(const Settings& settings, const PersonId& person) {
  for (const Partner& partner : settings.partners) {
    if (partner.id == person) return partner.name;
  }
  for (const Helper& helper : settings.helpers) {
    if (helper.id == person) return helper.name;
  }
  return person.str();
}

std::optional<PersonId> person_named(const Settings& settings, std::string_view name) {
  const std::string wanted = folded(name);
  if (wanted.empty()) return std::nullopt;
  for (const Partner& partner : settings.partners) {
    if (folded(partner.id.str()) == wanted || folded(partner.name) == wanted) return partner.id;
  }
  for (const Helper& helper : settings.helpers) {
    if (folded(helper.id.str()) == wanted || folded(helper.name) == wanted) return helper.id;
  }
  return std::nullopt;
}

std::optional<PersonId> person_with(const Settings& settings, const Address& address) {
  for (const Partner& partner : settings.partners) {
    if (partner.email == address || std::ranges::find(partner.aliases, address) != partner.aliases.end()) {
      return partner.id;
    }
  }
  for (const Helper& helper : settings.helpers) {
    if (helper.email == address) return helper.id;
  }
  return std::nullopt;
}

}  // namespace evenkeel
