#include "app/cycle/pull_staging.hpp"

#include "core/dav/unreadable.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

void PullStaging::add(const Href& href, const ETag& etag, ical::ReadResult read, std::size_t bytes) {
  if (read.objects.empty() && read.skipped > 0) return add_unreadable(href, etag);
  if (read.objects.empty()) {
    empty_.emplace_back(href, etag);
    return;
  }
  for (CalendarObject& object : read.objects) staged_.changed.push_back({href, etag, std::move(object)});
  ++resources_;
  bytes_ += bytes;
}

void PullStaging::add_unreadable(Href href, ETag etag) {
  staged_.unreadable.emplace_back(std::move(href), std::move(etag));
  ++resources_;
}

Expected<void> PullStaging::allow_progress(Store& store, dav::CommitBatch progress) {
  progress_ = std::move(progress);
  owed_ = true;
  return progress_->doubted.empty() ? Expected<void>() : store_rest(store);
}

Expected<void> PullStaging::store_if_due(Store& store) {
  constexpr std::chrono::seconds a_moment(1);
  if (!progress_ || resources_ == 0) return {};
  const bool enough = resources_ >= most_objects || bytes_ >= most_bytes;
  if (!enough && std::chrono::steady_clock::now() - last_ < a_moment) return {};
  return this->store(store, *progress_);
}

Expected<void> PullStaging::store_rest(Store& store) {
  if (!progress_ || (resources_ == 0 && !owed_)) return {};
  return this->store(store, *progress_);
}

Expected<void> PullStaging::store_whole(Store& store, dav::CommitBatch batch, bool accepted) {
  progress_.reset();
  if (auto settled = settle_empty(store, accepted); !settled) return settled;
  return this->store(store, std::move(batch));
}

/// DESIGN section 4's guard, for what no listing tells: that the objects are there and have nothing in them.
Expected<void> PullStaging::settle_empty(Store& store, bool accepted) {
  constexpr std::size_t fewest = 10;
  if (!accepted && empty_.size() >= fewest) {
    const auto known = store.known(name_);
    if (!known) return std::unexpected(known.error());
    const auto is_here = [&](const auto& one) { return known->contains(one.first); };
    const auto gone = static_cast<std::size_t>(std::ranges::count_if(empty_, is_here));
    if (gone >= fewest && 2 * gone > known->size()) {
      for (auto& [href, etag] : empty_) add_unreadable(href, dav::marked_unreadable(etag));
      empty_.clear();
      held_ = static_cast<std::uint32_t>(gone);
    }
  }
  staged_.emptied = std::exchange(empty_, {});
  return {};
}

Expected<void> PullStaging::store(Store& store, dav::CommitBatch batch) {
  staged_.removed = std::move(batch.removed);
  std::ranges::move(batch.doubted, std::back_inserter(staged_.unreadable));
  staged_.state = std::move(batch.state);
  staged_.whole = batch.whole;
  changed_ = changed_ || !staged_.changed.empty() || !staged_.removed.empty() || !staged_.emptied.empty();
  auto stored = store.commit(name_, staged_);
  if (progress_) progress_->doubted.clear();
  staged_ = {};
  resources_ = bytes_ = 0;
  owed_ = false;
  last_ = std::chrono::steady_clock::now();
  return stored;
}

}  // namespace evenkeel
