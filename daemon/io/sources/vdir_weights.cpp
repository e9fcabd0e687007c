#include "io/sources/vdir_weights.hpp"

#include "core/dav/arrivals.hpp"

#include <algorithm>

namespace evenkeel {

/// Counted are files that stay as they are, and those that are stored whatever is weighed. One that has fewer
/// objects may itself be held back.
VdirWeights::VdirWeights(const dav::Contents& here, bool told, const std::vector<std::string>& names,
                         const std::vector<ReadFile>& read)
    : here_(&here), told_(told) {
  std::unordered_set<Href> changed;
  for (const auto& file : read) {
    changed.insert(file.fetched.href);
    if (file.lost == 0) elsewhere_.insert(file.uids.begin(), file.uids.end());
  }
  for (const auto& name : names) {
    const Href href(name);
    const auto stored = here.find(href);
    if (stored != here.end() && !changed.contains(href))
      elsewhere_.insert(stored->second.begin(), stored->second.end());
  }
}

std::size_t VdirWeights::nowhere(const std::vector<Uid>& uids) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(uids, [&](const Uid& uid) { return !elsewhere_.contains(uid); }));
}

std::size_t VdirWeights::of_missing(const Href& href, std::size_t objects) const {
  const auto stored = here_->find(href);
  return !told_ || stored == here_->end() || stored->second.empty() ? objects : nowhere(stored->second);
}

std::size_t VdirWeights::of_read(const ReadFile& file) const {
  const auto stored = here_->find(file.fetched.href);
  if (file.lost == 0 || !told_ || stored == here_->end()) return file.lost;
  return nowhere(dav::lost_uids(stored->second, file.uids));
}

}  // namespace evenkeel
