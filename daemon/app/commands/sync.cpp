#include "app/commands/sync.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/terminal.hpp"
#include "app/commands/would_send.hpp"
#include "core/words/counted.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

Json report_json(const CycleReport& report) {
  const auto pulled = std::ranges::count_if(report.pulls, [](const PullReport& p) { return bool(p.result); });
  return {{"pulled", pulled},
          {"failed", report.failures.size()},
          {"created", report.delivery.created},
          {"updated", report.delivery.updated},
          {"deleted", report.delivery.removed},
          {"mailed", report.delivery.mailed},
          {"pending", report.delivery.pending}};
}

std::string report_text(const CycleReport& report) {
  const auto pulled = std::ranges::count_if(report.pulls, [](const PullReport& p) { return bool(p.result); });
  std::string text = fmt::format("Pulled {} of {} calendars.\n", pulled, report.pulls.size());
  if (!report.outcome) return text;
  const DeliveryReport& d = report.delivery;
  if (d.created + d.updated + d.removed + d.mailed + d.pending == 0)
    return text + "Nothing had to be sent.\n";
  text += fmt::format("Published: {} new, {} changed, {} deleted; {} mailed.\n", d.created, d.updated,
                      d.removed, counted(d.mailed, "invitation"));
  if (d.pending > 0) text += fmt::format("{} are still to be sent.\n", d.pending);
  return text;
}

}  // namespace

Printed sync_report(const CycleReport& report, bool dry_run, bool json) {
  Printed printed;
  printed.status = report.exit_status();
  if (dry_run) {
    for (const OutboxEntry& entry : report.entries) {
      const Zone& zone = *report.outcome->world.settings->zone;
      printed.out +=
          json ? json_line(would_send_json(entry)) : printable(would_send_text(entry, zone)) + "\n";
    }
    if (report.entries.empty() && !json) printed.out = "Nothing would be sent.\n";
  } else {
    printed.out = json ? json_line(report_json(report)) : report_text(report);
  }
  for (const Warning& warning : report.warnings) {
    printed.err += printable(fmt::format("evenkeel: warning: {}: {}", warning.about, warning.text)) + "\n";
  }
  for (const auto& [what, error] : report.failures) {
    printed.err += printable(fmt::format("evenkeel: {}: {}", what, error.text)) + "\n";
  }
  return printed;
}

}  // namespace evenkeel
