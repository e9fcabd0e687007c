// How long a part of a cycle took.
#pragma once

#include "app/cycle/cycle.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace evenkeel {

/// Notes in the report how long it lived.
class Stage {
 public:
  Stage(CycleReport& report, std::string name)
      : report_(report), name_(std::move(name)), began_(std::chrono::steady_clock::now()) {}
  ~Stage() {
    const auto took = std::chrono::steady_clock::now() - began_;
    report_.times.stages.emplace_back(name_, std::chrono::duration_cast<std::chrono::microseconds>(took));
  }
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

 private:
  CycleReport& report_;
  std::string name_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace evenkeel
