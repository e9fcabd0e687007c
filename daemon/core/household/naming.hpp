// Whom an event of a household calendar names, and what "Sam: trip" announces (DESIGN section 5, Household
// events).
#pragma once

#include "core/calendar/object.hpp"
#include "core/household/engagement.hpp"
#include "core/household/pattern.hpp"
#include "core/household/settings.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace evenkeel {

struct Naming {
  std::array<bool, 2> named{};          // by ATTENDEE, CATEGORIES or SUMMARY, and not declined
  std::array<bool, 2> announced_for{};  // by the list in SUMMARY, where an announcement follows it
  Announcement announcement = Announcement::none;
};

/// Reads who is meant; made once per settings.
class HouseholdNaming {
 public:
  explicit HouseholdNaming(const Settings& settings);
  [[nodiscard]] Naming read(const Component& component) const;

 private:
  using Both = std::array<bool, 2>;
  [[nodiscard]] Both in_list(std::string_view list) const;
  void name_entry(std::string_view entry, Both& named) const;
  [[nodiscard]] Both in_categories(const Component& component) const;

  std::array<std::vector<Address>, 2> addresses_;
  std::array<std::optional<Pattern>, 2> who_;  // the id or the name, case folded
};

}  // namespace evenkeel
