#include "core/publishing/acknowledge.hpp"

#include <cmath>

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

}  // namespace

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
