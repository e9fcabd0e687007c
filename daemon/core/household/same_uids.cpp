#include "core/household/same_uids.hpp"

#include "core/calendar/same_uid.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace evenkeel {
namespace {

constexpr std::string_view published_by_evenkeel = "@evenkeel";

bool is_todo(const StoredObject& stored) {
  const auto& components = stored.object.components;
  return !components.empty() && components.front().kind == ComponentKind::todo;
}

/// Whether there may be two: nearly always there are none, and hashes alone say so.
bool may_be_several(const std::vector<StoredObject>& objects) {
  std::vector<std::size_t> hashes;
  hashes.reserve(objects.size());
  for (const StoredObject& one : objects) hashes.push_back(std::hash<Uid>{}(one.object.uid));
  std::ranges::sort(hashes);
  return std::ranges::adjacent_find(hashes) != hashes.end();
}

/// The places of objects with one UID, for each that several have.
std::vector<std::vector<std::size_t>> several(const std::vector<StoredObject>& objects) {
  std::unordered_map<std::string_view, std::size_t> seen[2];  // of events and of to-dos: UID, its first place
  std::unordered_map<std::size_t, std::size_t> group_of;
  std::vector<std::vector<std::size_t>> groups;
  for (auto& one : seen) one.reserve(objects.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string_view uid = objects[i].object.uid.str();
    const auto [found, first] = seen[is_todo(objects[i]) ? 1 : 0].try_emplace(uid, i);
    if (first || uid.ends_with(published_by_evenkeel)) continue;
    const auto [group, added] = group_of.try_emplace(found->second, groups.size());
    if (added) groups.push_back({found->second});
    groups[group->second].push_back(i);
  }
  return groups;
}

}  // namespace

void join_same_uids(std::vector<StoredObject>& objects) {
  if (!may_be_several(objects)) return;
  const auto groups = several(objects);
  if (groups.empty()) return;
  std::vector<bool> gone(objects.size());
  for (std::vector<std::size_t> group : groups) {
    const std::size_t first = group.front();
    std::ranges::sort(group, {}, [&](std::size_t i) -> const Href& { return objects[i].href; });
    StoredObject joined = std::move(objects[group.front()]);
    for (const std::size_t i : group) {
      gone[i] = i != first;
      if (i != group.front()) absorb(joined.object, std::move(objects[i].object));
    }
    static_cast<void>(leave_one_of_each(joined.object));
    objects[first] = std::move(joined);
  }
  std::size_t i = 0;
  std::erase_if(objects, [&](const StoredObject&) { return gone[i++]; });
}

}  // namespace evenkeel
