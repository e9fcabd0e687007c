#include "app/commands/finding_json.hpp"
#include "app/commands/listings.hpp"
#include "app/commands/terminal.hpp"
#include "core/time/text.hpp"

#include <fmt/format.h>

namespace evenkeel {
namespace {

using Json = nlohmann::ordered_json;

const std::string& name_of_person(const Settings& settings, PersonIndex p) {
  return index(p) < 2 ? settings.partners[index(p)].name : settings.helpers[index(p) - 2].name;
}

Json entry_json(const RotaEntry& entry, const Outcome& outcome) {
  const Settings& settings = *outcome.world.settings;
  return {{"coverage", settings.coverages[entry.window.coverage].id},
          {"start", rfc3339(entry.window.time.start)},
          {"end", rfc3339(entry.window.time.end)},
          {"who", entry.who ? Json(id_of(settings, *entry.who).str()) : Json(nullptr)},
          {"published", outcome.snapshot.answers.published_holder.contains(entry.window.duty_key)},
          {"reason", entry.reason}};
}

Json balance_json(const Outcome& outcome) {
  Json balance = Json::object();
  for (const PartnerIndex p : both_partners) {
    balance[outcome.world.partner(p).id.str()] = {{"points", outcome.analysis.rota.points[index(p)]},
                                                  {"due", outcome.analysis.rota.due[index(p)]}};
  }
  return {{"balance", std::move(balance)}};
}

std::string entry_text(const RotaEntry& entry, const Outcome& outcome, const Zone& zone) {
  const Settings& settings = *outcome.world.settings;
  std::string who = entry.who ? name_of_person(settings, *entry.who) : "nobody";
  if (entry.needs_asking) who = "ask " + who;
  return fmt::format("{}  {:<12} {}  ({})\n", span_text(entry.window.time, zone), who,
                     settings.coverages[entry.window.coverage].title, entry.reason);
}

}  // namespace

Printed list_rota(const Outcome& outcome, const ListingOptions& options) {
  Printed printed;
  for (const RotaEntry& entry : outcome.analysis.rota.entries) {
    printed.out += options.json ? json_line(entry_json(entry, outcome))
                                : printable(entry_text(entry, outcome, *options.zone), true);
  }
  if (options.json) {
    printed.out += json_line(balance_json(outcome));
    return printed;
  }
  for (const PartnerIndex p : both_partners) {
    printed.out +=
        printable(fmt::format("{}: {} points of {:.2f} due\n", outcome.world.partner(p).name,
                              outcome.analysis.rota.points[index(p)], outcome.analysis.rota.due[index(p)]),
                  true);
  }
  return printed;
}

}  // namespace evenkeel
