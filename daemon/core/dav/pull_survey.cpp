#include "core/dav/survey.hpp"

#include <utility>

namespace evenkeel::dav {
namespace {

class PullSurvey final : public Survey {
 public:
  explicit PullSurvey(std::unique_ptr<Pull> pull) : pull_(std::move(pull)) {}

  [[nodiscard]] const Surveyed& surveyed() const override { return surveyed_; }
  [[nodiscard]] std::vector<Effect> start() override { return filtered(pull_->start()); }
  [[nodiscard]] std::vector<Effect> on_head(int tag, const ResponseHead& head) override {
    return filtered(pull_->on_head(tag, head));
  }
  [[nodiscard]] std::vector<Effect> on_body(int tag, std::string_view bytes) override {
    return filtered(pull_->on_body(tag, bytes));
  }
  [[nodiscard]] std::vector<Effect> on_complete(int tag, const Expected<void>& result) override {
    return filtered(pull_->on_complete(tag, result));
  }

 private:
  /// Requests and the end go on to the driver; what would be parsed is counted, what would be stored is
  /// looked at.
  std::vector<Effect> filtered(std::vector<Effect> effects) {
    std::vector<Effect> on;
    for (Effect& effect : effects) {
      if (const auto* parse = std::get_if<ParseObjects>(&effect)) {
        surveyed_.resources += parse->resources.size();
      } else if (const auto* batch = std::get_if<CommitBatch>(&effect)) {
        note(batch->state);
      } else {
        if (const auto* done = std::get_if<PullDone>(&effect)) surveyed_.reachable = done->result;
        on.push_back(std::move(effect));
      }
    }
    return on;
  }

  void note(const SyncState& state) {
    surveyed_.offers.clear();
    if (!state.etag.empty()) surveyed_.offers.emplace_back("ETag");
    if (!state.last_modified.empty()) surveyed_.offers.emplace_back("Last-Modified");
  }

  std::unique_ptr<Pull> pull_;
  Surveyed surveyed_;
};

}  // namespace

std::unique_ptr<Survey> survey_by_pull(std::unique_ptr<Pull> pull) {
  return std::make_unique<PullSurvey>(std::move(pull));
}

}  // namespace evenkeel::dav
