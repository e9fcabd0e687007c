#include "core/publishing/wanted.hpp"

#include "core/publishing/wanted_kinds.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace evenkeel {
namespace {

std::vector<Publication> of_kind(const PublishingInput& input, PublicationKind kind) {
  switch (kind) {
    case PublicationKind::routines:
      return wanted_routines(input);
    case PublicationKind::duties:
      return wanted_duties(input);
    case PublicationKind::findings: {
      std::vector<Publication> all = wanted_findings(input);
      std::ranges::move(wanted_silences(input), std::back_inserter(all));
      std::ranges::move(wanted_credentials(input), std::back_inserter(all));
      const auto most = static_cast<std::size_t>(std::max(0, input.settings.alerts.max_findings));
      if (all.size() > most) all.resize(most);
      return all;
    }
    case PublicationKind::deadlines:
      return wanted_deadlines(input);
    case PublicationKind::home_base:
      return wanted_home_base(input);
  }
  return {};
}

}  // namespace

ZonedSpan zoned(const Interval& time, const Zone& zone) {
  return {zone.to_local(time.start), zone.to_local(time.end), &zone};
}

Interval on_days(const DateSpan& days, const Zone& zone) {
  return {zone.midnight(days.first), zone.midnight(days.end)};
}

std::vector<Publication> wanted(const PublishingInput& input) {
  std::vector<Publication> result;
  std::set<std::string> keys;
  for (const PublicationKind kind : input.calendar.publish) {
    for (Publication& publication : of_kind(input, kind)) {
      if (keys.insert(publication.key).second) result.push_back(std::move(publication));
    }
  }
  return result;
}

}  // namespace evenkeel
