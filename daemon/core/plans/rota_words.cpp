// Why each window is held by whom: one sentence, from what the optimum was made of.
#include "core/plans/rota.hpp"
#include "core/plans/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenkeel {

namespace {

bool is_partner(PersonIndex p) {
  return index(p) < both_partners.size();
}

bool is_candidate(const RotaWindow& w, PersonIndex p) {
  return std::ranges::any_of(w.candidates, [&](const RotaCandidate& c) { return c.who == p; });
}

/// The partners that the coverage asks at all.
std::vector<PartnerIndex> asked_partners(const Settings& s, const RotaWindow& w) {
  std::vector<PartnerIndex> asked;
  const auto& who = s.coverages[w.window.coverage].who;
  for (const PartnerIndex p : both_partners) {
    if (who.empty() || std::ranges::find(who, s.partners[index(p)].id) != who.end()) asked.push_back(p);
  }
  return asked;
}

/// "neither Alex nor Sam is free", "Alex is not free"
std::string not_free(const Settings& s, const std::vector<PartnerIndex>& partners) {
  if (partners.size() == 2) {
    return fmt::format("neither {} nor {} is free", name_of(s, person(PartnerIndex::first)),
                       name_of(s, person(PartnerIndex::second)));
  }
  return name_of(s, person(partners.front())) + " is not free";
}

std::string why_nobody(const Settings& s, const RotaWindow& w) {
  if (!w.candidates.empty()) return "whoever could is needed elsewhere at that time";
  const auto asked = asked_partners(s, w);
  const bool others = s.coverages[w.window.coverage].who.size() > asked.size();
  if (asked.empty()) return "no helper is free";
  return not_free(s, asked) + (others ? ", and no helper is" : "");
}

std::string why_helper(const Settings& s, const RotaWindow& w) {
  const auto asked = asked_partners(s, w);
  if (asked.empty()) return "only helpers are asked";
  const bool none = std::ranges::none_of(asked, [&](PartnerIndex p) { return is_candidate(w, person(p)); });
  return none ? not_free(s, asked) : "whoever else could is needed elsewhere at that time";
}

std::string why_partner(const Settings& s, const RotaWindow& w, PartnerIndex who,
                        const RotaBalance& running) {
  const PartnerIndex rest = other(who);
  const auto asked = asked_partners(s, w);
  if (std::ranges::find(asked, rest) == asked.end()) return "the only partner asked for it";
  if (!is_candidate(w, person(rest))) return name_of(s, person(rest)) + " is not free";
  return fmt::format("keeps the balance ({} of {} points)", running.points[index(who)],
                     hundredths_text(running.due_hundredths[index(who)]));
}

std::string why(const Settings& s, const RotaProblem& problem, const RotaWindow& w,
                std::optional<PersonIndex> who, const RotaBalance& running) {
  if (!who) return why_nobody(s, w);
  if (w.swapped) return "as you changed it";
  if (w.usual == who) return fmt::format("the usual person on {}s", weekday_name(w.window.date));
  const bool soon = w.window.time.start - problem.now <= Hours(48);
  if (soon && w.published_to == who) return "already agreed, and it is soon";
  if (!is_partner(*who)) return why_helper(s, w);
  return why_partner(s, w, static_cast<PartnerIndex>(index(*who)), running);
}

}  // namespace

Rota rota_of(const RotaProblem& problem, const RotaSolution& solution, const Settings& settings) {
  Rota rota;
  rota.exact = solution.exact;
  RotaBalance running = problem.at_begin;
  for (std::size_t i = 0; i < problem.windows.size(); ++i) {
    const RotaWindow& w = problem.windows[i];
    const auto who = solution.who[i];
    running.hold(who, w.points, w.share_first_percent);
    RotaEntry& e = rota.entries.emplace_back();
    e.window = w.window;
    e.who = who;
    e.needs_asking = who && !is_partner(*who) && !w.agreed;
    const std::string subject = who ? name_of(settings, *who) : "Nobody";
    e.reason = subject + ": " + why(settings, problem, w, who, running);
  }
  for (const PartnerIndex p : both_partners) {
    rota.points[index(p)] = static_cast<int>(running.points[index(p)]);
    rota.due[index(p)] = static_cast<double>(running.due_hundredths[index(p)]) / 100.0;
  }
  return rota;
}

}  // namespace evenkeel
