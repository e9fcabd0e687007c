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

std::size_t identity_hash(const Sighting& s) {
  const Occurrence& o = s.occurrence;
  const std::size_t seed = std::hash<Uid>{}(o.component->uid);
  if (!o.recurrence_id) return seed;
  return std::visit([seed](auto value) { return mixed(seed, number(value)); }, *o.recurrence_id);
}

bool same_identity(const Sighting& a, const Sighting& b) {
  return a.occurrence.component->uid == b.occurrence.component->uid &&
         a.occurrence.recurrence_id == b.occurrence.recurrence_id;
}

std::size_t face_hash(const Sighting& s) {
  const Occurrence& o = s.occurrence;
  const std::size_t seed = RuleMatcher::fingerprint(o.component->summary);
  if (o.all_day) return mixed(mixed(~seed, number(o.dates.first)), number(o.dates.end));
  return mixed(mixed(seed, number(o.time.start)), number(o.time.end));
}

/// All-day ones by their dates: they may have been read in different zones.
bool same_face(const Sighting& a, const Sighting& b) {
  const Occurrence& x = a.occurrence;
  const Occurrence& y = b.occurrence;
  if (x.all_day != y.all_day) return false;
  if (x.all_day ? x.dates != y.dates : x.time != y.time) return false;
  return x.component->summary == y.component->summary;
}

using Hash = std::size_t (*)(const Sighting&);
using Same = bool (*)(const Sighting&, const Sighting&);

/// Marks what has an equal of smaller rank.
void mark(const std::vector<const Sighting*>& sightings, Hash hash, Same same, std::vector<bool>& gone) {
  std::unordered_map<std::size_t, const Sighting*> first;
  first.reserve(sightings.size());
  std::vector<std::size_t> hashes;
  hashes.reserve(sightings.size());
  for (const Sighting* s : sightings) {
    hashes.push_back(hash(*s));
    const auto [place, fresh] = first.try_emplace(hashes.back(), s);
    if (!fresh && s->rank < place->second->rank) place->second = s;
  }
  for (std::size_t i = 0; i < sightings.size(); ++i) {
    const Sighting& best = *first.at(hashes[i]);
    if (best.rank < sightings[i]->rank && same(best, *sightings[i])) gone[i] = true;
  }
}

}  // namespace

std::vector<bool> duplicates(const std::vector<const Sighting*>& sightings) {
  std::vector<bool> gone(sightings.size(), false);
  bool several = false;
  for (const Sighting* s : sightings) several = several || s->rank != sightings.front()->rank;
  if (!several) return gone;
  mark(sightings, identity_hash, same_identity, gone);
  mark(sightings, face_hash, same_face, gone);
  return gone;
}

}  // namespace evenkeel
