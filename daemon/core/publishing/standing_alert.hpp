// What the household should know while it lasts, as transparent days beside the findings.
#pragma once

#include "core/publishing/wanted.hpp"

#include <string>
#include <vector>

namespace evenkeel {

/// The days stay where they are while it lasts, so that nothing is written anew.
struct StandingAlert {
  std::string key;
  std::string title;
  std::string text;
  Instant since{};  // its first day
  Instant until{};  // its last day, this one too; the alarm counts back from it
};

/// Onto `result`, unless a person deleted it, it is over, or the calendar is one that a family reads.
void want_standing(const StandingAlert& alert, const PublishingInput& input,
                   std::vector<Publication>& result);

}  // namespace evenkeel
