// What the tests of routines share. Now is Monday 2026-11-23 12:00 in London unless said.
#pragma once

#include "core/plans/household.hpp"
#include "core/plans/routines.hpp"

#include <gmock/gmock.h>

namespace evenkeel::test {

class Routines : public testing::Test {
 protected:
  Routines() { common("alignment", Period::week); }

  Routine& add(std::string id, std::vector<PersonId> with, Period every) {
    Routine r;
    r.id = std::move(id);
    r.with = std::move(with);
    r.every = every;
    settings_.routines.push_back(r);
    return settings_.routines.back();
  }
  Routine& common(std::string id, Period every) {
    return add(std::move(id), {PersonId("alex"), PersonId("sam")}, every);
  }
  Routine& of_one(std::string id, const char* who, Period every) {
    return add(std::move(id), {PersonId(who)}, every);
  }

  RoutinePlan place() {
    return place_routines({settings_, now_, horizon_end_, answers_, partners_, paused_, rule_dates_});
  }

  std::optional<Interval> slot(std::string_view key) {
    const RoutinePlan plan = place();
    for (const Slot& s : plan.slots) {
      if (s.key == key) return s.time;
    }
    return std::nullopt;
  }
  static Interval half_hour(Instant start) { return {start, start + Minutes(30)}; }
  void block(PersonIndex who, Interval time) { partners_[index(who)].blocked.push_back(time); }

  Settings settings_ = household();
  Instant now_ = at("2026-11-23", 12);
  Instant horizon_end_ = at("2027-05-24", 0);
  Answers answers_;
  std::array<PartnerTime, 2> partners_;
  std::set<Date> paused_;
  std::vector<std::vector<Date>> rule_dates_;
};

inline const std::string w48 = "slot/alignment/2026-W48";

}  // namespace evenkeel::test
