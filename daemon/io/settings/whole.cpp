// What only shows when everything is read.
#include "io/settings/section_readers.hpp"

#include <algorithm>
#include <map>

namespace evenkeel::settings {

namespace {

/// Where the second partner's address stands; what it may be instead stands there too.
Position second_address(Section& root) {
  const Value* partners = root.find("partner");
  const auto* tables = partners == nullptr ? nullptr : partners->as<Array>();
  if (tables == nullptr || tables->size() < 2) return {1, 1};
  const auto* keys = (*tables)[1].as<Table>();
  if (keys == nullptr) return (*tables)[1].at;
  const auto email = std::ranges::find(*keys, "email", &Entry::key);
  return email == keys->end() ? (*tables)[1].at : email->value.at;
}

/// Two people with one address or one name can't be told apart in a calendar.
void check_people(Section& root) {
  Reader& reader = root.reader();
  const Settings& settings = reader.settings;
  const auto& [first, second] = settings.partners;
  const auto has = [](const Partner& partner, const Address& address) {
    return !address.empty() &&
           (partner.email == address || std::ranges::find(partner.aliases, address) != partner.aliases.end());
  };
  const bool same =
      has(first, second.email) ||
      std::ranges::any_of(second.aliases, [&](const Address& alias) { return has(first, alias); });
  if (same)
    reader.error(second_address(root),
                 "partner.email: both partners have one address; expected each their own");
  std::map<std::string, int> names;
  for (const Partner& partner : settings.partners) ++names[partner.name];
  for (const Helper& helper : settings.helpers) ++names[helper.name];
  for (const auto& [name, count] : names) {
    if (count > 1 && !name.empty()) reader.warn({1, 1}, "name: several people are called \"" + name + "\"");
  }
}

void check_channels(Reader& reader) {
  for (const SharedCalendar& shared : reader.settings.shared) {
    if (shared.invite == InviteChannel::email && !reader.settings.mail) {
      reader.warn({1, 1}, "shared.invite: no invitation leaves by e-mail without a [mail] section");
    }
  }
}

void fill_defaults(Settings& settings) {
  if (!settings.household_name.empty()) return;
  const auto& [first, second] = settings.partners;
  settings.household_name = first.name + " & " + second.name;
}

}  // namespace

void finish_whole(Section& root) {
  check_people(root);
  check_channels(root.reader());
  fill_defaults(root.reader().settings);
}

}  // namespace evenkeel::settings
