#include "core/dav/fingerprint.hpp"
#include "core/dav/removal_guard.hpp"
#include "core/dav/unreadable.hpp"
#include "core/ical/charset.hpp"
#include "core/ical/read.hpp"
#include "core/ical/uids.hpp"
#include "io/sources/kinds.hpp"
#include "io/sources/local_path.hpp"
#include "io/sources/local_pull.hpp"
#include "io/sources/vdir_files.hpp"
#include "io/sources/vdir_weights.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace evenkeel {
namespace {

constexpr std::uint64_t largest_file = 64U << 20U;
constexpr std::uint64_t most_at_once = 256U << 20U;
constexpr std::size_t parsed_at_once = 100;
constexpr Seconds whole_every = std::chrono::hours(24);

/// One look at a directory, held against what is known of it.
class VdirReading {
 public:
  VdirReading(std::string path, dav::SyncState state, dav::KnownHere known, Instant now,
              bool accept_deletions)
      : path_(std::move(path)),
        before_(std::move(state)),
        known_(std::move(known)),
        now_(now),
        accept_deletions_(accept_deletions) {
    auto configured = dav::fingerprint(path_);
    if (!before_.configured.empty() && before_.configured != configured) {
      // Another directory was configured: what the old one had goes by that decision.
      before_ = {};
      accept_deletions_ = true;
    }
    before_.configured = std::move(configured);
    state_ = before_;
  }

  [[nodiscard]] std::vector<dav::Effect> run() {
    if (auto found = known_.look_up(); !found) return failed_pull(found.error());
    const auto names = ics_names(path_);
    if (!names) return failed_pull(names.error());
    // An empty directory is an empty calendar; an empty one in place of it may be where a disk is not
    // mounted.
    const auto identity = directory_identity(path_);
    if (names->empty() && !known_.get().empty() && !state_.collection.empty() &&
        state_.collection != identity && !accept_deletions_) {
      return failed_pull({ErrorKind::transient, path_ + " is empty and not the directory that it was; is "
                                                        "something not mounted?"});
    }
    state_.collection = identity;
    for (const auto& name : *names) look_at(name);
    if (!names->empty() && unreadable_ == names->size()) {
      return failed_pull({ErrorKind::permanent, "not one of the files in " + path_ + " can be read"});
    }
    return changes(*names);
  }

 private:
  void warn(const std::string& name, const std::string& text) { done_.warnings.push_back({name, text}); }

  void look_at(const std::string& name) {
    const auto path = path_ + "/" + name;
    const auto known = known_.get().find(Href(name));
    FileTag tag = known == known_.get().end() ? FileTag{"", 0, ""} : tag_of(known->second);
    // What could not be read is tried once a day.
    if (known != known_.get().end() && dav::is_unreadable(known->second) && day_is_over()) tag.stamp.clear();
    const auto stamp = file_stamp(path);
    if (!stamp) return cannot_read(name, stamp.error());
    if (stamp->text == tag.stamp && tag.content.empty()) return;
    if (total_ > most_at_once) {
      put_off_ = true;
      return;
    }
    auto content = read_regular_file(path, largest_file);
    if (!content) return cannot_read(name, content.error());
    take(name, tag, std::move(*content));
  }

  [[nodiscard]] static FileTag tag_of(const ETag& etag) { return parse_file_tag(dav::version_of(etag)); }
  [[nodiscard]] bool day_is_over() const {
    return !before_.last_full || now_ < *before_.last_full || now_ - *before_.last_full >= whole_every;
  }

  void cannot_read(const std::string& name, const FileError& error) {
    if (error.problem == FileProblem::vanished) return;  // the next look decides
    ++unreadable_;
    ++done_.unreadable;
    warn(name, "cannot be read and keeps its last good copy: " + error.text);
  }

  void take(const std::string& name, const FileTag& tag, FileContent content) {
    const auto sum = dav::fingerprint(content.text);
    if (content.stamp.text == tag.stamp && sum == tag.content) return;
    if (auto decoded = ical::as_utf8(content.text)) content.text = std::move(*decoded);
    const auto pieces = ical::split(content.text);
    if (!pieces) {
      ++done_.unreadable;
      warn(name, "is not a calendar and keeps its last good copy: " + pieces.error().text);
      return;
    }
    const auto objects = pieces->pieces.size();
    total_ += content.text.size();
    ETag etag = written({content.stamp.text, objects, content.stamp.fresh ? sum : ""});
    auto uids = ical::uids(content.text).value_or(std::vector<Uid>{});
    read_.push_back({{Href(name), std::move(etag), std::move(content.text)},
                     std::move(uids),
                     tag.objects > objects ? tag.objects - objects : 0});
  }

  /// Files that are gone, and files that lost objects, are weighed together. What lost nothing that is not in
  /// another file goes at once (`moved_`), or is stored.
  [[nodiscard]] std::vector<dav::Missing> weighed(const std::vector<std::string>& names) {
    const VdirWeights weights(known_.contents(), known_.tells_contents(), names, read_);
    std::vector<dav::Missing> out;
    for (const auto& [href, etag] : known_.get()) {
      if (std::ranges::binary_search(names, href.str())) continue;
      const auto objects = weights.of_missing(href, tag_of(etag).objects);
      if (objects > 0) {
        out.push_back({href, objects});
      } else {
        moved_.push_back(href);
      }
    }
    std::vector<std::size_t> lost;
    for (const auto& file : read_) lost.push_back(weights.of_read(file));
    for (std::size_t i = 0; i < read_.size(); ++i) {
      read_[i].lost = lost[i];
      if (lost[i] > 0) out.push_back({read_[i].fetched.href, lost[i]});
    }
    std::ranges::sort(out, {}, &dav::Missing::href);
    return out;
  }

  /// Whether anything may have to be weighed, so that it matters what lies where.
  [[nodiscard]] bool something_went(const std::vector<std::string>& names) const {
    return std::ranges::any_of(read_, [](const ReadFile& file) { return file.lost > 0; }) ||
           std::ranges::any_of(known_.get(), [&](const auto& entry) {
             return !std::ranges::binary_search(names, entry.first.str());
           });
  }

  [[nodiscard]] std::vector<dav::Effect> changes(const std::vector<std::string>& names) {
    if (something_went(names)) {
      if (const auto found = known_.look_into(); !found) return failed_pull(found.error());
    }
    std::size_t objects = 0;
    for (const auto& [href, etag] : known_.get()) objects += tag_of(etag).objects;
    const auto gone = weighed(names);
    const auto go = dav::released(gone, objects, accept_deletions_, now_, state_);
    done_.held_removals = dav::held_objects(gone, state_);
    std::unordered_set<Href> released;
    for (const auto& m : go) released.insert(m.href);
    std::vector<dav::Effect> out;
    stage(released, out);
    dav::CommitBatch batch;
    batch.removed = std::move(moved_);
    for (const auto& m : go) {
      if (!std::ranges::binary_search(names, m.href.str())) batch.removed.push_back(m.href);
    }
    finish(std::move(batch), out);
    return out;
  }

  /// What was read; of what is held nothing: it stays as it was.
  void stage(const std::unordered_set<Href>& released, std::vector<dav::Effect>& out) {
    dav::ParseObjects parse;
    for (auto& file : read_) {
      if (file.lost > 0 && !released.contains(file.fetched.href)) continue;
      done_.changed = true;
      parse.resources.push_back(std::move(file.fetched));
      if (parse.resources.size() == parsed_at_once) out.emplace_back(std::exchange(parse, {}));
    }
    if (!parse.resources.empty()) out.emplace_back(std::move(parse));
  }

  void finish(dav::CommitBatch batch, std::vector<dav::Effect>& out) {
    done_.changed = done_.changed || !batch.removed.empty();
    if (done_.changed || day_is_over()) state_.last_full = now_;
    if (put_off_) {
      state_.last_full = before_.last_full;
      done_.result = fail(ErrorKind::transient, "too much to be read at once; the rest follows");
    }
    if (done_.changed || state_ != before_) {
      batch.state = std::move(state_);
      batch.whole = !put_off_;
      out.emplace_back(std::move(batch));
    }
    out.emplace_back(std::move(done_));
  }

  std::string path_;
  dav::SyncState before_;
  dav::SyncState state_;
  dav::KnownHere known_;
  Instant now_;
  bool accept_deletions_;
  std::vector<ReadFile> read_;
  std::vector<Href> moved_;  // not there any more, and all that they had is in other files
  std::uint64_t total_ = 0;
  std::size_t unreadable_ = 0;
  bool put_off_ = false;
  dav::PullDone done_;
};

class VdirSource final : public Source {
 public:
  explicit VdirSource(SourceSettings settings) : settings_(std::move(settings)) {
    path_ = local_path(settings_.url);
  }
  [[nodiscard]] const SourceSettings& settings() const override { return settings_; }
  [[nodiscard]] bool local() const override { return true; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known, Instant now,
                                                bool accept_deletions) override {
    VdirReading reading(path_, std::move(state), std::move(known), now, accept_deletions);
    return std::make_unique<LocalPull>([reading = std::move(reading)]() mutable { return reading.run(); });
  }

 private:
  SourceSettings settings_;
  std::string path_;
};

}  // namespace

std::unique_ptr<Source> make_vdir_source(const SourceSettings& settings) {
  return std::make_unique<VdirSource>(settings);
}

}  // namespace evenkeel
