#include "core/plans/share.hpp"

#include <algorithm>
#include <array>

namespace evenkeel {

namespace {

/// The first partner's share by the career model in force: the one with the latest `from` (the last such).
int career_share(const Settings& settings, Date date) {
  const Career* in_force = nullptr;
  for (const Career& c : settings.careers) {
    if (c.from <= date && (in_force == nullptr || in_force->from <= c.from)) in_force = &c;
  }
  if (in_force == nullptr || !in_force->lead_model) return 50;
  const bool first_leads = in_force->lead == settings.partners[0].id;
  return first_leads ? in_force->share_percent : 100 - in_force->share_percent;
}

}  // namespace

int first_share_on(const Settings& settings, std::span<const SupportRequest> support, Date date) {
  std::array<bool, 2> asks{};
  for (const PartnerIndex p : both_partners) {
    asks[index(p)] = std::ranges::any_of(support, [&](const SupportRequest& r) {
      return r.who == settings.partners[index(p)].id && r.first <= date && date <= r.last;
    });
  }
  const int first = career_share(settings, date);
  if (asks[0] == asks[1]) return first;
  return asks[0] ? (first + 1) / 2 : 100 - ((100 - first + 1) / 2);
}

}  // namespace evenkeel
