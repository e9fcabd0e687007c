// Equal keys are numbered by start (DESIGN section 6, Keys), so what goes renames those after it.
#include "core/plans/attempts.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace evenkeel {

namespace {

/// The key without its number. In those of windows the number says which range of the day it is.
std::string_view unnumbered(std::string_view key, std::string_view kind) {
  const auto dot = key.rfind('.');
  if (kind == "uncovered" || kind == "protected-time" || dot == std::string_view::npos) return key;
  const std::string_view digits = key.substr(dot + 1);
  const bool number = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? key.substr(0, dot) : key;
}

}  // namespace

void keep_numbers(std::span<const FormerFinding> before, std::vector<Finding>& after) {
  std::map<std::tuple<std::string, Instant, Instant>, std::string> had;
  for (const FormerFinding& f : before) {
    had.try_emplace({std::string(unnumbered(f.key, f.kind)), f.time.start, f.time.end}, f.key);
  }
  FindingKeys taken;
  std::vector<Finding*> others;
  for (Finding& f : after) {
    const auto same = had.find({std::string(unnumbered(f.key, f.kind)), f.time.start, f.time.end});
    if (same == had.end() || !taken.insert(same->second).second) {
      others.push_back(&f);
    } else {
      f.key = same->second;
    }
  }
  for (Finding* f : others) {
    if (taken.insert(f->key).second) continue;
    const std::string base(unnumbered(f->key, f->kind));
    for (std::size_t number = 2;; ++number) {
      f->key = base + "." + std::to_string(number);
      const bool known = std::ranges::find(before, f->key, &FormerFinding::key) != before.end();
      if (!known && taken.insert(f->key).second) break;
    }
  }
}

}  // namespace evenkeel
