// What one pull has brought and the store has not yet: gathered, so that a transaction is neither a few
// objects nor all of them.
#pragma once

#include "core/dav/pull.hpp"
#include "core/ical/read.hpp"
#include "ports/store.hpp"

#include <chrono>
#include <optional>
#include <unordered_set>

namespace evenkeel {

/// A whole pull is stored by its last transaction, the state with it. Until then, and from the first
/// CommitBatch that is not `whole` on, what has come is stored under the state of before: whenever there are
/// enough objects that others would have to wait for their transaction, or a second's worth of a slow
/// server's work would be lost by a crash.
class PullStaging {
 public:
  static constexpr std::size_t most_objects = 500;
  static constexpr std::size_t most_bytes = std::size_t{2} << 20U;  // of iCalendar

  explicit PullStaging(SourceName name) : name_(std::move(name)) {}

  /// What has nothing in it for us is remembered too, so that it is not fetched again with every listing.
  /// With neither event nor to-do in it (any more), what it had goes; where those could not be read, it
  /// stays. What has come twice is what came last.
  void add(const Href& href, const ETag& etag, ical::ReadResult read, std::size_t bytes);
  void add_unreadable(Href href, ETag etag);
  /// From now on what has come may be stored, with this. What it doubts is at once.
  [[nodiscard]] Expected<void> allow_progress(Store& store, dav::CommitBatch progress);

  /// Stores what has come when there is enough of it.
  [[nodiscard]] Expected<void> store_if_due(Store& store);
  /// Stores what has come, as far as it may be: the pull ends without its last transaction.
  [[nodiscard]] Expected<void> store_rest(Store& store);
  /// The last transaction.
  [[nodiscard]] Expected<void> store_whole(Store& store, dav::CommitBatch batch);

  /// Something that has come would be stored in a moment, if nothing more came.
  [[nodiscard]] bool waits() const { return progress_.has_value() && resources_ > 0; }
  /// Something was stored, or taken away.
  [[nodiscard]] bool changed() const { return changed_; }

 private:
  [[nodiscard]] Expected<void> store(Store& store, dav::CommitBatch batch);
  void forget_staged(const Href& href);

  SourceName name_;
  SourceBatch staged_;
  std::size_t resources_ = 0;
  std::size_t bytes_ = 0;
  std::optional<dav::CommitBatch> progress_;
  bool owed_ = false;  // the state of progress_ is not stored yet
  bool changed_ = false;
  std::unordered_set<Href> hrefs_;  // in staged_
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace evenkeel
