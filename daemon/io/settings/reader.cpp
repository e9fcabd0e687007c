#include "io/settings/reader.hpp"

#include <algorithm>
#include <tuple>

namespace evenkeel::settings {

void Reader::add(Position at, const std::string& text, bool warning) {
  failed_ = failed_ || !warning;
  const std::string said = where.empty() ? text : where + ": " + text;
  problems_.push_back({file_, at.line, at.column, said, warning});
}

std::vector<SettingsProblem> Reader::take_problems() {
  std::ranges::stable_sort(problems_, {},
                           [](const SettingsProblem& p) { return std::tuple(p.line, p.column); });
  return std::move(problems_);
}

}  // namespace evenkeel::settings
