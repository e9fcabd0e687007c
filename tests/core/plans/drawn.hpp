// Households drawn at random, with a fixed seed: no monthly or yearly rules, and the same some days later if
// wanted.
#pragma once

#include "core/household/home.hpp"
#include "core/household/hours.hpp"
#include "core/time/text.hpp"

#include <random>

namespace evenkeel::test {

class Drawn {
 public:
  explicit Drawn(unsigned seed, Days later = Days(0)) : random_(seed), later_(later) {
    home.now += later;
    furnish();
  }

  int below(std::size_t limit) { return static_cast<int>(random_() % limit); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  Home home;

 private:
  void furnish() {
    Settings& s = home.settings;
    s.horizon = Days(28);
    s.partners[1].fixed_hours = one_in(4);
    s.partners[0].after_hours_allowance = Minutes(30);
    add_coverages();
    add_routines();
    Protect& p = s.protects.emplace_back();
    p.id = p.title = "friday";
    p.who = {PersonId("alex"), PersonId("sam")};
    p.time.days[4] = {{Hours(9), Hours(12)}, {Hours(13), Hours(17)}};
    for (std::size_t partner = 0; partner < 2; ++partner) {
      for (int i = 0; i < 3; ++i) {
        TomlDeadline& d = s.partners[partner].deadlines.emplace_back();
        d.id = d.title = "d" + std::to_string(partner) + std::to_string(i);
        d.due = date(2026, 11, 26) + later_ + Days(below(20));
        d.effort = Hours(4 + below(60));
        d.alternatives = {date(2026, 12, 1) + later_ + Days(below(30)), date(2027, 3, 1) + later_};
      }
    }
    const int many = 40 + below(120);
    for (int i = 0; i < many; ++i) add_event();
  }

  void add_coverages() {
    for (const auto& [id, from, to] :
         {std::tuple("drop-off", Hours(8), Hours(9)), std::tuple("pick-up", Hours(15), Hours(16))}) {
      Coverage& c = home.settings.coverages.emplace_back();
      c.id = c.title = id;
      c.time = {{from, to}};
      c.rrule = "FREQ=DAILY";
      c.start = date(2024, 1, 1);
      c.who = {PersonId("alex"), PersonId("sam")};
      if (one_in(2)) c.who.emplace_back("gran");
      c.default_travel = Minutes(below(40));
      c.attention = one_in(2) ? Attention::full : Attention::present;
      c.usual[2] = PersonId("alex");
      c.points = below(4);
    }
  }

  void add_routines() {
    Routine& together = home.settings.routines.emplace_back();
    together.id = together.title = "talk";
    together.with = {PersonId("alex"), PersonId("sam")};
    together.windows = test::every_day("MTWTFSS", Hours(15), Hours(17));
    Routine& alone = home.settings.routines.emplace_back();
    alone.id = alone.title = "learn";
    alone.with = {PersonId("alex")};
    alone.duration = Hours(3);
    alone.protected_ = one_in(2);
    for (const auto& [slot, monday] :
         {std::pair("slot/talk/", date(2026, 11, 23)), std::pair("slot/learn/", date(2026, 11, 30))}) {
      if (one_in(3)) continue;
      const Instant start = home.now + Days(1 + below(9)) + Hours(below(10));
      home.snapshot.answers.placed[slot + iso_week(monday + later_)] = {start, start + Hours(1)};
    }
  }

  void add_event() {
    constexpr std::array<const char*, 6> sources{"alex/work",   "alex/private",     "sam/work",
                                                 "sam/private", "household/family", "gran/own"};
    constexpr std::array<const char*, 4> summaries{"review", "Alex: dentist", "both: concert", "Sam: trip"};
    const char* where = sources.at(static_cast<std::size_t>(below(6)));
    const char* what = summaries.at(static_cast<std::size_t>(below(4)));
    const LocalTime start = civil(2026, 11, 21, 6) + later_ + Days(below(30)) + Minutes(15 * below(60));
    const Date first = std::chrono::floor<Days>(start);
    Component& c = one_in(9) ? home.all_day(where, what, first, first + Days(1 + below(9)))
                             : home.timed(where, what, start, start + Minutes(15 * (1 + below(14))));
    if (one_in(6)) c.rrules = {one_in(2) ? "FREQ=DAILY;COUNT=9" : "FREQ=WEEKLY"};
    if (one_in(12)) c.categories = {PrivateText("trip")};
    if (one_in(12)) c.categories = {PrivateText("focus")};
    if (one_in(9)) c.busy_status = one_in(2) ? BusyStatus::oof : BusyStatus::working_elsewhere;
    if (one_in(5)) c.status = Status::tentative;
    if (one_in(8)) c.transp = Transp::transparent;
    if (one_in(4)) c.travel = Minutes(15 * (1 + below(8)));
  }

  std::mt19937 random_;
  Days later_;
};

}  // namespace evenkeel::test
