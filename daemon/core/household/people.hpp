// People by their place in the configuration: partners first, then helpers.
#pragma once

#include "core/household/settings.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace evenkeel {

enum class PartnerIndex : std::uint8_t { first = 0, second = 1 };
constexpr std::array<PartnerIndex, 2> both_partners{PartnerIndex::first, PartnerIndex::second};
constexpr std::size_t index(PartnerIndex p) {
  return static_cast<std::size_t>(p);
}
constexpr PartnerIndex other(PartnerIndex p) {
  return p == PartnerIndex::first ? PartnerIndex::second : PartnerIndex::first;
}

/// 0 and 1 are the partners, 2.. the helpers, in configuration order.
enum class PersonIndex : std::uint8_t {};
constexpr std::size_t index(PersonIndex p) {
  return static_cast<std::size_t>(p);
}
constexpr PersonIndex person(PartnerIndex p) {
  return static_cast<PersonIndex>(index(p));
}

/// The configured id of a person.
inline const PersonId& id_of(const Settings& settings, PersonIndex p) {
  return index(p) < 2 ? settings.partners[index(p)].id : settings.helpers[index(p) - 2].id;
}

}  // namespace evenkeel
