// What an audience may read of an occurrence (DESIGN section 5, Private and Disclosed text).
#pragma once

#include "core/household/disclosed_text.hpp"
#include "core/household/engagement.hpp"
#include "core/household/settings.hpp"
#include "core/household/snapshot.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace evenkeel {

/// The name of a kind as configuration and text spell it: "remote-day".
std::string_view kind_name(Kind kind);

/// The only room that opens PrivateText for people to read.
class DisclosurePolicy {
 public:
  DisclosurePolicy(const Settings& settings, const Snapshot& snapshot, Viewer viewer);

  /// "busy" or "away", the kind, SUMMARY, or SUMMARY and place, by what the source's owner discloses. The
  /// owner reads all of it.
  [[nodiscard]] DisclosedText text(const Engagement& engagement, Pass pass) const;
  [[nodiscard]] DisclosedText text(const HouseholdEvent& event) const;
  /// A configured title is always shown; of a calendar's: SUMMARY where disclosed, else "a deadline".
  [[nodiscard]] DisclosedText title(const Deadline& deadline) const;
  [[nodiscard]] DisclosedText title(const DueTodo& todo) const;
  /// Of an event of a feed in [opportunities], which is for everybody.
  [[nodiscard]] DisclosedText title(const Component& component, std::size_t source) const;
  /// Whether titles of this component of source `source` may be read (agenda, publishing).
  [[nodiscard]] bool shows_title(const Component& component, std::size_t source) const;

 private:
  /// Whether its text is hidden as private, whatever is disclosed.
  [[nodiscard]] bool hidden(const Component& component, std::size_t source) const;
  [[nodiscard]] Disclose level(const Component& component, std::size_t source) const;
  [[nodiscard]] DisclosedText worded(const Component& component, std::size_t source, Kind kind,
                                     bool away) const;
  [[nodiscard]] DisclosedText titled(const Component& component, std::size_t source,
                                     std::string_view otherwise) const;

  struct SourceRule {
    Disclose level = Disclose::busy;
    bool private_as_others = false;
    bool own = false;  // the viewer is its owner
  };
  std::vector<SourceRule> sources_;  // parallel to Snapshot::sources
};

}  // namespace evenkeel
