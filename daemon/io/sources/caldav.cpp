#include "core/dav/caldav_pull.hpp"
#include "io/sources/kinds.hpp"

#include <utility>

namespace evenkeel {
namespace {

class CaldavSource final : public Source {
 public:
  explicit CaldavSource(SourceSettings settings) : settings_(std::move(settings)) {}
  [[nodiscard]] const SourceSettings& settings() const override { return settings_; }
  [[nodiscard]] bool local() const override { return false; }
  [[nodiscard]] std::unique_ptr<dav::Pull> pull(dav::SyncState state, dav::KnownHere known, Instant now,
                                                bool accept_deletions) override {
    return dav::caldav_pull({settings_.url, settings_.calendar, settings_.user}, std::move(state),
                            std::move(known), now, accept_deletions);
  }
  [[nodiscard]] std::unique_ptr<dav::Survey> survey(Instant now) override {
    return dav::caldav_survey({settings_.url, settings_.calendar, settings_.user}, now);
  }

 private:
  SourceSettings settings_;
};

}  // namespace

std::unique_ptr<Source> make_caldav_source(const SourceSettings& settings) {
  return std::make_unique<CaldavSource>(settings);
}

}  // namespace evenkeel
