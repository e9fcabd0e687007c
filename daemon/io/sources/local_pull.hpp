// A pull that is over as soon as it starts: what is on this machine is read at once.
#pragma once

#include "core/dav/pull.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace evenkeel {

class LocalPull final : public dav::Pull {
 public:
  explicit LocalPull(std::function<std::vector<dav::Effect>()> read) : read_(std::move(read)) {}
  [[nodiscard]] std::vector<dav::Effect> start() override { return read_(); }
  [[nodiscard]] std::vector<dav::Effect> on_head(int /*tag*/, const dav::ResponseHead& /*head*/) override {
    return {};
  }
  [[nodiscard]] std::vector<dav::Effect> on_body(int /*tag*/, std::string_view /*bytes*/) override {
    return {};
  }
  [[nodiscard]] std::vector<dav::Effect> on_complete(int /*tag*/, const Expected<void>& /*result*/) override {
    return {};
  }

 private:
  std::function<std::vector<dav::Effect>()> read_;
};

/// The end of a pull that failed: nothing changes.
[[nodiscard]] inline std::vector<dav::Effect> failed_pull(Error error) {
  dav::PullDone done;
  done.result = std::unexpected(std::move(error));
  std::vector<dav::Effect> out;
  out.emplace_back(std::move(done));
  return out;
}

}  // namespace evenkeel
