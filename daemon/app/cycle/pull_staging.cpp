#include "app/cycle/pull_staging.hpp"

#include <utility>

namespace evenkeel {

void PullStaging::add(const Href& href, const ETag& etag, std::vector<CalendarObject> objects,
                      std::size_t bytes) {
  // Neither event nor to-do is in it: that is remembered, so that it is not fetched again with every listing.
  if (objects.empty()) return add_unreadable(href, etag);
  for (CalendarObject& object : objects) staged_.changed.push_back({href, etag, std::move(object)});
  ++resources_;
  bytes_ += bytes;
}

void PullStaging::add_unreadable(Href href, ETag etag) {
  staged_.unreadable.emplace_back(std::move(href), std::move(etag));
  ++resources_;
}

void PullStaging::allow_progress(dav::CommitBatch progress) {
  progress_ = std::move(progress);
  owed_ = true;
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

Expected<void> PullStaging::store_whole(Store& store, dav::CommitBatch batch) {
  progress_.reset();
  return this->store(store, std::move(batch));
}

Expected<void> PullStaging::store(Store& store, dav::CommitBatch batch) {
  staged_.removed = std::move(batch.removed);
  staged_.state = std::move(batch.state);
  staged_.whole = batch.whole;
  changed_ = changed_ || !staged_.changed.empty() || !staged_.removed.empty();
  auto stored = store.commit(name_, staged_);
  staged_ = {};
  resources_ = bytes_ = 0;
  owed_ = false;
  last_ = std::chrono::steady_clock::now();
  return stored;
}

}  // namespace evenkeel
