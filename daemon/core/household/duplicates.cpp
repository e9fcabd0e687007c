#include "core/household/reading.hpp"

#include <functional>
#include <unordered_map>

namespace evenkeel {

namespace {

std::size_t mixed(std::size_t seed, std::int64_t value) {
  return seed ^ (std::hash<std::int64_t>{}(value) + 0x9e3779b97f4a7c15ULL + (seed << 6U) + (seed >> 2U));
}

std::int64_t number(Instant t) {
  return t.time_since_epoch().count();
}
std::int64_t number(Date d) {
  return d.time_since_epoch().count();
}

std::size_t identity_hash(const Occurrence& o) {
  const std::size_t seed = std::hash<Uid>{}(o.component->uid);
  if (!o.recurrence_id) return seed;
  return std::visit([seed](auto value) { return mixed(seed, number(value)); }, *o.recurrence_id);
}

bool same_identity(const Occurrence& a, const Occurrence& b) {
  return a.component->uid == b.component->uid && a.recurrence_id == b.recurrence_id;
}

std::size_t face_hash(const Occurrence& o) {
  const std::size_t seed = RuleMatcher::fingerprint(o.component->summary);
  if (o.all_day) return mixed(mixed(~seed, number(o.dates.first)), number(o.dates.end));
  return mixed(mixed(seed, number(o.time.start)), number(o.time.end));
}

/// All-day ones by their dates: they may have been read in different zones.
bool same_face(const Occurrence& x, const Occurrence& y) {
  if (x.all_day != y.all_day) return false;
  if (x.all_day ? x.dates != y.dates : x.time != y.time) return false;
  return x.component->summary == y.component->summary;
}

using Hash = std::size_t (*)(const Occurrence&);
using Same = bool (*)(const Occurrence&, const Occurrence&);

/// Marks what has an equal of smaller rank.
void mark(const std::vector<Ranked>& all, Hash hash, Same same, std::vector<bool>& gone) {
  std::unordered_map<std::size_t, Ranked> first;
  first.reserve(all.size());
  std::vector<std::size_t> hashes;
  hashes.reserve(all.size());
  for (const Ranked& one : all) {
    hashes.push_back(hash(*one.occurrence));
    const auto [place, fresh] = first.try_emplace(hashes.back(), one);
    if (!fresh && one.rank < place->second.rank) place->second = one;
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Ranked& best = first.at(hashes[i]);
    if (best.rank < all[i].rank && same(*best.occurrence, *all[i].occurrence)) gone[i] = true;
  }
}

}  // namespace

std::vector<bool> duplicates(const std::vector<Ranked>& all) {
  std::vector<bool> gone(all.size(), false);
  bool several = false;
  for (const Ranked& one : all) several = several || one.rank != all.front().rank;
  if (!several) return gone;
  mark(all, identity_hash, same_identity, gone);
  mark(all, face_hash, same_face, gone);
  return gone;
}

}  // namespace evenkeel
