#include "app/cycle/household_addresses.hpp"

namespace evenkeel {

std::vector<Address> household_addresses(const Settings& settings) {
  std::vector<Address> addresses;
  for (const Partner& partner : settings.partners) {
    addresses.push_back(partner.email);
    addresses.insert(addresses.end(), partner.aliases.begin(), partner.aliases.end());
  }
  for (const Helper& helper : settings.helpers) {
    if (helper.email) addresses.push_back(*helper.email);
  }
  return addresses;
}

}  // namespace evenkeel
