// Text out of somebody's calendar. It does not convert to a string: only the named rooms below may look
// inside, and only the disclosure policy (core/household) opens it for people to read.
#pragma once

#include <string>
#include <utility>

namespace evenkeel {

class PrivateText {
 public:
  /// Proof of being one of the rooms that may read. Only its friends can make one.
  class Key {
    Key() = default;
    friend class DisclosurePolicy;    // core/household: what an audience may read
    friend class RuleMatcher;         // core/household: [[rule]], coverage `on`/`except`, household.pause
    friend class HouseholdNaming;     // core/household: "Sam: dentist"
    friend class ObjectCodec;         // core/calendar: the store's form
    friend class IcalText;            // core/ical: reading and writing iCalendar
    friend class SharedCalendarText;  // core/publishing: evenkeel's own objects, and people's edits of them
    friend class ExpandListing;       // app: `evenkeel expand`, the user's own file
  };

  PrivateText() = default;
  explicit PrivateText(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] bool empty() const { return text_.empty(); }
  [[nodiscard]] const std::string& open(Key) const { return text_; }
  /// Comparing discloses nothing (duplicates, DESIGN section 5).
  bool operator==(const PrivateText&) const = default;

 private:
  std::string text_;
};

}  // namespace evenkeel
