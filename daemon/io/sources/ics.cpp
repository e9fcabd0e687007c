#include "core/dav/feed_pull.hpp"
#include "core/dav/fingerprint.hpp"
#include "io/sources/kinds.hpp"
#include "io/sources/local_path.hpp"
#include "io/sources/local_pull.hpp"
#include "io/sources/regular_file.hpp"

#include <utility>

namespace evenkeel {
namespace {

constexpr std::uint64_t largest_file = 64U << 20U;
constexpr Seconds whole_every = std::chrono::hours(24);

class IcsFeed final : public Source {
 public:
  explicit IcsFeed(SourceSettings settings) : settings_(std::move(settings)) {}
  [[nodiscard]] const SourceSettings& settings() const override { return settings_; }
  [[nodiscard]] bool local() const override { return false; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known, Instant now,
                                                bool accept_deletions) override {
    return dav::feed_pull({settings_.url, settings_.user}, std::move(state), std::move(known), now,
                          accept_deletions);
  }

 private:
  SourceSettings settings_;
};

struct FileJob {
  std::string path;
  dav::SyncState state;
  dav::KnownHere known;
  Instant now;
  bool accept_deletions;
};

std::vector<dav::Effect> nothing_new() {
  std::vector<dav::Effect> out;
  out.emplace_back(dav::PullDone{});
  return out;
}

std::vector<dav::Effect> read_file(FileJob job) {
  const auto configured = dav::fingerprint(job.path);
  if (!job.state.configured.empty() && job.state.configured != configured) {
    // Another file was configured: what the old one had goes by that decision.
    job.state = {};
    job.accept_deletions = true;
  }
  job.state.configured = configured;
  const auto stamp = file_stamp(job.path);
  if (!stamp)
    return failed_pull({ErrorKind::permanent, "cannot read " + job.path + ": " + stamp.error().text});
  const bool settled = job.state.last_full && job.now - *job.state.last_full < whole_every &&
                       !job.state.held_since && !job.accept_deletions && !stamp->fresh;
  if (settled && job.state.etag.str() == stamp->text) return nothing_new();
  auto content = read_regular_file(job.path, largest_file);
  if (!content)
    return failed_pull({ErrorKind::permanent, "cannot read " + job.path + ": " + content.error().text});
  auto state = job.state;
  // What was read fresh is read again until it changes: its stamp proves nothing.
  const auto unproven = content->stamp.text + "~";
  const bool fresh = content->stamp.fresh || job.state.etag.str() == unproven;
  state.etag = ETag(fresh ? unproven : content->stamp.text);
  if (auto found = job.known.look_up(); !found) return failed_pull(found.error());
  return dav::feed_changes(content->text, {}, job.state, std::move(state), job.known.get(), job.now,
                           job.accept_deletions);
}

class IcsFile final : public Source {
 public:
  IcsFile(SourceSettings settings, std::string path)
      : settings_(std::move(settings)), path_(std::move(path)) {}
  [[nodiscard]] const SourceSettings& settings() const override { return settings_; }
  [[nodiscard]] bool local() const override { return true; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known, Instant now,
                                                bool accept_deletions) override {
    FileJob job{path_, std::move(state), std::move(known), now, accept_deletions};
    return std::make_unique<LocalPull>(
        [job = std::move(job)]() mutable { return read_file(std::move(job)); });
  }

 private:
  SourceSettings settings_;
  std::string path_;
};

}  // namespace

std::unique_ptr<Source> make_ics_source(const SourceSettings& settings) {
  auto path = local_path(settings.url);
  if (path.empty()) return std::make_unique<IcsFeed>(settings);
  return std::make_unique<IcsFile>(settings, std::move(path));
}

}  // namespace evenkeel
