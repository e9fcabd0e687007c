#include "core/publishing/acknowledge.hpp"

#include "core/household/hours.hpp"
#include "core/household/people.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace evenkeel {
namespace {

/// Half up, as printed (DESIGN section 3, "Numbers"); 99 stands for everything above.
double printed(double value) {
  if (!(value <= 99.0)) return 99.0;
  return std::floor((value * 100.0) + 0.5) / 100.0;
}

double hours(Seconds length) {
  return std::floor((static_cast<double>(length.count()) / 36.0) + 0.5) / 100.0;
}

/// Older times are of no matter: what was published then has long been rewritten.
constexpr Seconds longest = Days{60};

Seconds worked(const Partner& partner, Instant then, Instant now) {
  const Interval passed{std::max(then, now - longest), now};
  if (passed.empty()) return Seconds{0};
  return hours_in(partner.working_hours, *partner.zone, passed).total();
}

double load_since(const Finding& finding, const CrunchData& crunch, const Settings& settings, Instant then,
                  Instant now) {
  // Of one that has not begun the clock takes nothing.
  const bool begun = finding.time.start <= now && !finding.concerns.empty();
  const Seconds passed =
      begun ? worked(settings.partners[index(finding.concerns.front())], then, now) : Seconds{0};
  if (passed == Seconds{0}) return printed(crunch.load);
  return printed(static_cast<double>(crunch.demand.count()) /
                 static_cast<double>((crunch.supply + passed).count()));
}

/// The crunch of this partner that a joint one is made of: "joint-crunch/FIRST/SECOND".
const Finding* part_of(const Finding& joint, std::span<const Finding> all, const Settings& settings,
                       PartnerIndex partner) {
  const std::string prefix = "crunch/" + settings.partners[index(partner)].id.str() + "/";
  for (const Finding& f : all) {
    if (f.kind != "crunch" || f.if_accepted || !f.key.starts_with(prefix)) continue;
    const std::string id = f.key.substr(prefix.size());
    const bool first = joint.key.starts_with("joint-crunch/" + id + "/");
    if (partner == PartnerIndex::first ? first : joint.key.ends_with("/" + id)) return &f;
  }
  return nullptr;
}

double joint_load_since(const Finding& finding, std::span<const Finding> all, const Settings& settings,
                        Instant then, Instant now) {
  double sum = 0;
  for (const PartnerIndex p : both_partners) {
    const Finding* crunch = part_of(finding, all, settings, p);
    const auto* data = crunch == nullptr ? nullptr : std::get_if<CrunchData>(&crunch->data);
    if (data == nullptr) return badness(finding);
    sum += load_since(*crunch, *data, settings, then, now);
  }
  return sum;
}

}  // namespace

double badness_since(const Finding& finding, std::span<const Finding> all, const Settings& settings,
                     Instant then, Instant now) {
  if (const auto* crunch = std::get_if<CrunchData>(&finding.data)) {
    return load_since(finding, *crunch, settings, then, now);
  }
  if (std::holds_alternative<JointCrunchData>(finding.data)) {
    return joint_load_since(finding, all, settings, then, now);
  }
  return badness(finding);
}

double badness(const Finding& finding) {
  if (const auto* crunch = std::get_if<CrunchData>(&finding.data)) return printed(crunch->load);
  if (const auto* joint = std::get_if<JointCrunchData>(&finding.data)) {
    return printed(joint->loads[0]) + printed(joint->loads[1]);
  }
  if (const auto* late = std::get_if<AfterHoursData>(&finding.data)) return hours(late->length);
  return hours(finding.time.length());
}

bool comes_back(const PublicationRecord& record, double badness_now, bool urgent_now) {
  constexpr double below_any_printed_step = 0.001;
  return badness_now > record.badness + below_any_printed_step || (urgent_now && !record.urgent);
}

}  // namespace evenkeel
