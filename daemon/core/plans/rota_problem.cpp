#include "core/plans/rota_problem.hpp"

#include "core/household/hours.hpp"
#include "core/plans/share.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace evenkeel {

namespace {

constexpr Days balance_length{4 * 7};  // "the last four weeks" of DESIGN section 7

std::optional<PersonIndex> person_of(const Settings& s, const PersonId& id) {
  for (const PartnerIndex p : both_partners) {
    if (s.partners[index(p)].id == id) return person(p);
  }
  for (std::size_t h = 0; h < s.helpers.size(); ++h) {
    if (s.helpers[h].id == id) return static_cast<PersonIndex>(both_partners.size() + h);
  }
  return std::nullopt;
}

class Reader {
 public:
  explicit Reader(const RotaCircumstances& c)
      : c_(c), this_week_(monday_of(c.settings.zone->date_of(c.now))) {}

  [[nodiscard]] RotaProblem read() const {
    RotaProblem problem;
    problem.now = c_.now;
    problem.at_begin = balance();
    for (const CoverageWindow& w : in_order()) problem.windows.push_back(window(w));
    return problem;
  }

  [[nodiscard]] RotaWindow window(const CoverageWindow& w) const {
    const Coverage& coverage = c_.settings.coverages[w.coverage];
    RotaWindow r;
    r.window = w;
    r.agreed = c_.answers.helper_agreed.contains(w.duty_key);
    r.points = coverage.points;
    r.share_first_percent = first_share_on(c_.settings, c_.support, w.date);
    r.week = week(w.time.start);
    if (const auto& usual = coverage.usual[static_cast<std::size_t>(weekday_index(w.date))]) {
      r.usual = person_of(c_.settings, *usual);
    }
    r.published_to = named(c_.answers.published_holder, w);
    add_candidates(r);
    return r;
  }

 private:
  [[nodiscard]] std::vector<CoverageWindow> in_order() const {
    std::vector<CoverageWindow> windows;
    std::ranges::copy_if(c_.windows, std::back_inserter(windows), [&](const CoverageWindow& w) {
      return w.time.end > c_.now && w.time.start < c_.horizon_end &&
             !c_.answers.not_needed.contains(w.duty_key);
    });
    std::ranges::stable_sort(windows, {}, [](const CoverageWindow& w) {
      return std::tuple(w.time.start, w.time.end, w.coverage, w.range);
    });
    return windows;
  }

  /// People's edits win: a duty renamed to somebody stays with them as long as they are able.
  void add_candidates(RotaWindow& r) const {
    if (const auto holder = named(c_.answers.holder, r.window)) {
      if (c_.able(*holder, r.window, false, true)) {
        r.swapped = r.agreed = true;
        r.candidates.push_back(candidate(*holder, r));
        return;
      }
    }
    for (const PersonIndex who : asked(r.window)) {
      if (c_.able(who, r.window, false, r.agreed)) r.candidates.push_back(candidate(who, r));
    }
  }

  /// Those in `who` (both partners where it is empty) who did not decline this duty.
  [[nodiscard]] std::set<PersonIndex> asked(const CoverageWindow& w) const {
    const Coverage& coverage = c_.settings.coverages[w.coverage];
    std::set<PersonIndex> people;
    for (const PersonId& id : coverage.who) {
      if (const auto p = person_of(c_.settings, id)) people.insert(*p);
    }
    if (coverage.who.empty()) people = {person(PartnerIndex::first), person(PartnerIndex::second)};
    const auto declined = c_.answers.declined_by.find(w.duty_key);
    if (declined == c_.answers.declined_by.end()) return people;
    for (const PersonId& id : declined->second) {
      if (const auto p = person_of(c_.settings, id)) people.erase(*p);
    }
    return people;
  }

  [[nodiscard]] RotaCandidate candidate(PersonIndex who, const RotaWindow& r) const {
    RotaCandidate candidate{who};
    candidate.needs_unconfirmed = !c_.able(who, r.window, true, r.agreed);
    candidate.in_crunch =
        index(who) < both_partners.size() &&
        std::ranges::any_of(
            c_.crunches[index(who)], [&](const Interval& crunch) { return crunch.overlaps(r.window.time); });
    return candidate;
  }

  [[nodiscard]] std::optional<PersonIndex> named(const std::map<std::string, PersonId>& people,
                                                 const CoverageWindow& w) const {
    const auto found = people.find(w.duty_key);
    return found != people.end() ? person_of(c_.settings, found->second) : std::nullopt;
  }

  [[nodiscard]] int week(Instant t) const {
    const Days since = monday_of(c_.settings.zone->date_of(t)) - this_week_;
    return std::max(0, static_cast<int>(since.count() / 7));
  }

  /// What was held since four weeks before the current one, and is over.
  [[nodiscard]] RotaBalance balance() const {
    RotaBalance balance;
    const Instant begin = c_.settings.zone->midnight(this_week_ - balance_length);
    for (const PastDuty& duty : c_.past_duties) {
      if (duty.window.start < begin || duty.window.end > c_.now || !duty.who) continue;
      const Date date = c_.settings.zone->date_of(duty.window.start);
      balance.hold(person_of(c_.settings, *duty.who), duty.points,
                   first_share_on(c_.settings, c_.support, date));
    }
    return balance;
  }

  const RotaCircumstances& c_;
  Date this_week_;
};

}  // namespace

RotaProblem rota_problem(const RotaCircumstances& c) {
  return Reader(c).read();
}

RotaWindow rota_window(const RotaCircumstances& c, const CoverageWindow& window) {
  return Reader(c).window(window);
}

}  // namespace evenkeel
