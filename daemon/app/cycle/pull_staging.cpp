#include "app/cycle/pull_staging.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel {

void PullStaging::add(const Href& href, const ETag& etag, ical::ReadResult read, std::size_t bytes) {
  if (read.objects.empty() && read.skipped > 0) return add_unreadable(href, etag);
  forget_staged(href);
  if (read.objects.empty()) staged_.emptied.emplace_back(href, etag);
  for (CalendarObject& object : read.objects) staged_.changed.push_back({href, etag, std::move(object)});
  ++resources_;
  bytes_ += bytes;
}

void PullStaging::add_unreadable(Href href, ETag etag) {
  forget_staged(href);
  staged_.unreadable.emplace_back(std::move(href), std::move(etag));
  ++resources_;
}

void PullStaging::forget_staged(const Href& href) {
  if (hrefs_.insert(href).second) return;
  std::erase_if(staged_.changed, [&](const StoredObject& one) { return one.href == href; });
  std::erase_if(staged_.emptied, [&](const auto& one) { return one.first == href; });
  std::erase_if(staged_.unreadable, [&](const auto& one) { return one.first == href; });
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

Expected<void> PullStaging::store_whole(Store& store, dav::CommitBatch batch) {
  progress_.reset();
  return this->store(store, std::move(batch));
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
  hrefs_.clear();
  resources_ = bytes_ = 0;
  owed_ = false;
  last_ = std::chrono::steady_clock::now();
  return stored;
}

}  // namespace evenkeel
