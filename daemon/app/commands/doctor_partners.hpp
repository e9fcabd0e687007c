// What the calendars of a partner let evenkeel see, and how the partner can answer.
#pragma once

#include "app/commands/doctor.hpp"

#include <string>
#include <vector>

namespace evenkeel {

enum class Texts : std::uint8_t {
  unknown,    // too few occurrences to tell
  titles,     // they differ
  busy_only,  // all the same: the calendar shows times alone
};

struct PartnerView {
  std::string id;
  std::string name;
  Texts texts = Texts::unknown;
  std::size_t occurrences = 0;       // in the range looked at
  std::size_t trips = 0;             // of them, recognised as travel
  std::vector<std::string> answers;  // ways: "server", "mailbox", "calendar"
};

[[nodiscard]] std::vector<PartnerView> partner_views(const Examination& examination);

/// Sentences and lines to paste into the configuration, each for something that is not clear.
[[nodiscard]] std::vector<std::string> advice_for(const std::vector<PartnerView>& views,
                                                  const Examination& examination);

}  // namespace evenkeel
