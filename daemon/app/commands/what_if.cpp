#include "app/commands/what_if.hpp"

#include "app/commands/finding_json.hpp"
#include "app/commands/metrics_json.hpp"
#include "app/commands/terminal.hpp"
#include "core/plans/difference.hpp"

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

Metrics metrics_ahead(const Outcome& outcome) {
  return metrics_of({.world = outcome.world,
                     .analysis = outcome.analysis,
                     .within = outcome.world.reported(),
                     .now = outcome.world.now});
}

Json findings_json(const std::vector<Finding>& findings, const Settings& settings) {
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back(finding_json(finding, settings));
  return list;
}

void list(std::string_view heading, const std::vector<Finding>& findings, const Zone& zone,
          std::string& text) {
  if (findings.empty()) return;
  text += heading;
  text += "\n\n";
  for (const Finding& finding : findings) text += finding_text(finding, zone) + "\n";
}

std::string as_text(const std::string& title, const Difference& changes, const Metrics& before,
                    const Metrics& after, const Settings& settings, const Zone& zone) {
  std::string text = printable(title) + "\n\n";
  if (changes.fresh.empty()) text += "Nothing new collides.\n\n";
  list("New:", changes.fresh, zone, text);
  list("Worse:", changes.worse, zone, text);
  list("Gone:", changes.gone, zone, text);
  const std::string changed = metrics_text(before, after, settings, Rows::changed);
  if (changed.empty()) return text + "None of the metrics changes.\n";
  return text + "What changes, from now to the horizon\n" + printable(changed, true);
}

}  // namespace

Printed compare_outcomes(const std::string& title, const Outcome& before, const Outcome& after,
                         const ListingOptions& options) {
  const Difference changes = difference(before.analysis.findings, after.analysis.findings);
  const Settings& settings = *before.world.settings;
  const Metrics was = metrics_ahead(before);
  const Metrics would_be = metrics_ahead(after);
  Printed printed;
  printed.status = changes.fresh.empty() ? 0 : 1;
  if (options.json) {
    printed.out = json_line({{"new", findings_json(changes.fresh, settings)},
                             {"gone", findings_json(changes.gone, settings)},
                             {"worse", findings_json(changes.worse, settings)},
                             {"before", metrics_json(was, settings)},
                             {"after", metrics_json(would_be, settings)}});
  } else {
    printed.out = as_text(title, changes, was, would_be, settings, *options.zone);
  }
  return printed;
}

}  // namespace evenkeel
