// After a lost database: what the events that still stand there may be (DESIGN section 8, "Own").
#pragma once

#include "core/household/settings.hpp"
#include "core/publishing/identity.hpp"
#include "core/publishing/publication.hpp"
#include "core/time/instant.hpp"

#include <map>
#include <set>
#include <string>

namespace evenkeel {

/// The highest generation that is looked for; more of them where the date is about today.
constexpr int last_generation_tried = 15;
constexpr int last_generation_tried_nearby = 127;

struct Recognised {
  std::string key;
  PublicationKind kind = PublicationKind::routines;
  int generation = 0;
};

/// Which of `uids` are slots, duties or nights about `today`, by UID. Those of findings and deadlines cannot
/// be guessed; they are recognised once they are wanted.
[[nodiscard]] std::map<Uid, Recognised> recognise(const std::set<Uid>& uids, const Settings& settings,
                                                  const Identity& identity, Date today);

}  // namespace evenkeel
