#include "core/plans/difference.hpp"

#include "core/findings/crunch.hpp"

#include <map>
#include <string_view>

namespace evenkeel {

namespace {

using ByKey = std::map<std::string_view, const Finding*>;

ByKey by_key(std::span<const Finding> findings) {
  ByKey keys;
  for (const Finding& f : findings) keys.emplace(f.key, &f);
  return keys;
}

/// Loads are compared exactly (DESIGN section 3, Numbers).
bool heavier(const Finding& before, const Finding& after) {
  const auto* was = std::get_if<CrunchData>(&before.data);
  const auto* is = std::get_if<CrunchData>(&after.data);
  if (was != nullptr && is != nullptr) {
    return Load{is->demand, is->supply} > Load{was->demand, was->supply};
  }
  const auto* both_were = std::get_if<JointCrunchData>(&before.data);
  const auto* both_are = std::get_if<JointCrunchData>(&after.data);
  if (both_were == nullptr || both_are == nullptr) return false;
  return both_are->loads[0] > both_were->loads[0] || both_are->loads[1] > both_were->loads[1];
}

}  // namespace

Difference difference(std::span<const Finding> before, std::span<const Finding> after) {
  const ByKey known = by_key(before);
  const ByKey left = by_key(after);
  Difference result;
  for (const Finding& f : after) {
    const auto was = known.find(f.key);
    if (was == known.end() || (was->second->if_accepted && !f.if_accepted)) {
      result.fresh.push_back(f);
    } else if (f.severity > was->second->severity || heavier(*was->second, f)) {
      result.worse.push_back(f);
    }
  }
  for (const Finding& f : before) {
    if (!left.contains(f.key)) result.gone.push_back(f);
  }
  return result;
}

}  // namespace evenkeel
