#include "app/commands/finding_json.hpp"
#include "app/commands/listings.hpp"
#include "app/commands/terminal.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {

std::string finding_text(const Finding& finding, const Zone& zone) {
  std::string text = fmt::format("{:<8} {}  {}{}\n", name_of(finding.severity), span_text(finding.time, zone),
                                 finding.title, finding.if_accepted ? " (if accepted)" : "");
  text += "         " + finding.explanation + "\n";
  for (const Suggestion& suggestion : finding.suggestions) {
    text += "         → " + suggestion.text;
    if (!suggestion.effect.empty()) text += " (" + suggestion.effect + ")";
    text += "\n";
  }
  if (finding.decide_by) {
    text += fmt::format("         Decide by {} {}.\n", day_text(zone.date_of(*finding.decide_by)),
                        clock_text(*finding.decide_by, zone));
  }
  return printable(text, true);
}

Printed list_findings(const Outcome& outcome, Interval within, const ListingOptions& options) {
  Printed printed;
  for (const Finding& finding : outcome.analysis.findings) {
    if (!finding.time.overlaps(within)) continue;
    printed.out += options.json ? json_line(finding_json(finding, *outcome.world.settings))
                                : finding_text(finding, *options.zone) + "\n";
  }
  if (printed.out.empty() && !options.json) printed.out = "Nothing collides.\n";
  return printed;
}

}  // namespace evenkeel
