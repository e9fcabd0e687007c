// What could be changed about a finding, cheapest first, before it has been tried.
#pragma once

#include "core/findings/scene.hpp"
#include "core/findings/suggest.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenkeel {

struct Candidate {
  Change change;
  std::string text;
  std::optional<Instant> expires;
};

/// The engagements that make a clash, each list a way out: all of a list would have to move.
std::vector<MoveAway> ways_out(const Scene& scene, const Finding& finding);

/// Candidates in the order of DESIGN section 6, those that have expired left out. `slots` and `next_best` as
/// in SuggestInput.
std::vector<Candidate> candidates(const Scene& scene, const Finding& finding, std::span<const Slot> slots,
                                  std::span<const Interval> next_best);

/// What of a series can still be moved. Borrows the world.
class SeriesAhead {
 public:
  explicit SeriesAhead(const World& world) : world_(world), people_(world.engagements.size()) {}

  /// The occurrences of the series that this one belongs to: same person, source and UID. Empty when it is
  /// none.
  MoveAway of(const EngagementRef& ref);

 private:
  using Name = std::pair<std::size_t, std::string_view>;  // source, UID
  using Series = std::map<Name, std::vector<std::size_t>>;
  void lay_out(PersonIndex who);

  const World& world_;
  std::vector<std::optional<Series>> people_;
};

/// A meeting has to be moved a day before it.
Instant expiry_of(const World& world, const MoveAway& move);

/// A partner's working hours beside everything that takes time in this pass, focus included, and every window
/// the partner may have to cover.
IntervalSet free_time_of(const Scene& scene, PersonIndex who);

/// When the partner is free for it instead: the nearest time of the same length, from a day ahead to a
/// fortnight after it, on the quarter hour, in `free`, which is the partner's. Empty for trips, all-day
/// things and where there is none.
std::optional<Interval> free_time_for(const Scene& scene, const EngagementRef& ref, const IntervalSet& free);

/// Whether both stand for the same window: uncovered/COVERAGE/DATE[.n] and duty/COVERAGE/DATE[.n].
bool same_window(std::string_view finding_key, std::string_view duty_key);

/// "Move Alex's "Review" on Tue 24 Nov 15:00–16:00"
std::string move_text(const Scene& scene, const MoveAway& move);

}  // namespace evenkeel
