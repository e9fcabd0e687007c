#include "core/plans/wording.hpp"

#include "core/household/hours.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace evenkeel {

namespace {

const std::string& name_or_id(const std::string& name, const PersonId& id) {
  return name.empty() ? id.str() : name;
}

}  // namespace

std::string name_of(const Settings& settings, PersonIndex who) {
  const std::size_t i = index(who);
  if (i < both_partners.size()) return name_or_id(settings.partners[i].name, settings.partners[i].id);
  const Helper& helper = settings.helpers.at(i - both_partners.size());
  return name_or_id(helper.name, helper.id);
}

std::string name_of_id(const Settings& settings, std::string_view id) {
  for (const Partner& p : settings.partners) {
    if (p.id.str() == id) return name_or_id(p.name, p.id);
  }
  return id == "both" ? "both of you" : std::string(id);
}

std::string_view weekday_name(int weekday) {
  constexpr std::array<std::string_view, 7> names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
  return names.at(static_cast<std::size_t>(weekday));
}

std::string_view weekday_name(Date date) {
  return weekday_name(weekday_index(date));
}

std::string hundredths_text(std::int64_t hundredths) {
  const std::int64_t rest = std::abs(hundredths % 100);
  const std::string_view sign = hundredths < 0 ? "-" : "";
  const std::int64_t whole = std::abs(hundredths / 100);
  if (rest == 0) return fmt::format("{}{}", sign, whole);
  if (rest % 10 == 0) return fmt::format("{}{}.{}", sign, whole, rest / 10);
  return fmt::format("{}{}.{:02}", sign, whole, rest);
}

}  // namespace evenkeel
