#pragma once

#include "ports/reader.hpp"

namespace evenkeel {

/// Reads here and at once: for tests.
class InProcessReader final : public Reader {
 public:
  void submit(Job job) override;
  [[nodiscard]] std::vector<Result> collect() override;
  [[nodiscard]] int fd() const override { return -1; }

 private:
  std::vector<Result> done_;
};

}  // namespace evenkeel
