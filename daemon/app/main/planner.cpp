// planner: the months ahead as a page, a picture or a feed.
#include "app/commands/metrics_json.hpp"
#include "app/commands/terminal.hpp"
#include "app/cycle/overlay.hpp"
#include "app/cycle/snapshot_of.hpp"
#include "app/main/commands.hpp"
#include "app/main/files.hpp"
#include "app/main/scenario_file.hpp"
#include "app/pages/feed.hpp"
#include "app/pages/household_view.hpp"
#include "app/pages/page.hpp"
#include "app/pages/picture.hpp"
#include "app/pages/view.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenkeel {
namespace {

constexpr Days longest{2 * 366};

enum class Form : std::uint8_t { page, picture, feed };

/// By the ending of the name; "-" is the page on standard output.
std::optional<Form> form_of(const std::string& output) {
  std::string ending = std::filesystem::path(output).extension().string();
  for (char& c : ending) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  if (output == "-" || ending == ".html" || ending == ".htm") return Form::page;
  if (ending == ".svg") return Form::picture;
  if (ending == ".ics") return Form::feed;
  return std::nullopt;
}

Expected<ShownDates> shown_range(const Options& options, const Zone& zone, Instant now) {
  const auto date = [&](const std::string& text, Date otherwise) -> Expected<Date> {
    const auto given = date_or_instant(text, otherwise);
    if (!given) return std::unexpected(given.error());
    if (const auto* day = std::get_if<Date>(&*given)) return *day;
    return zone.date_of(std::get<Instant>(*given));
  };
  const auto from = date(options.from, zone.date_of(now));
  if (!from) return std::unexpected(from.error().within("--from"));
  const auto to = date(options.to, year_after(*from));
  if (!to) return std::unexpected(to.error().within("--to"));
  if (*to <= *from) return fail(ErrorKind::refused, "the range is empty; its end does not belong to it");
  if (*to - *from > longest) return fail(ErrorKind::refused, "the range is longer than two years");
  return ShownDates{*from, *to};
}

std::vector<PlannerMetric> metrics_of_both(const Outcome& before, const Outcome& after) {
  const auto rows = [](const Outcome& outcome) {
    return metric_rows(metrics_of({.world = outcome.world,
                                   .analysis = outcome.analysis,
                                   .within = outcome.world.reported(),
                                   .now = outcome.world.now}),
                       *outcome.world.settings);
  };
  const std::vector<MetricRow> first = rows(before);
  const std::vector<MetricRow> second = rows(after);
  std::vector<PlannerMetric> metrics;
  for (std::size_t i = 0; i < first.size(); ++i) {
    metrics.push_back({first[i].whose.empty() ? first[i].name : first[i].name + ", " + first[i].whose,
                       first[i].value, second[i].value});
  }
  return metrics;
}

/// The view of the household with a scenario laid over it; `err` says what is wrong with the scenario.
Expected<PlannerView> what_if(const Scenario& scenario, Look& look, const Parts& parts, const Outcome& before,
                              const ShownDates& shown, std::string& err) {
  auto snapshot = snapshot_of(*look.settings, parts.store, parts.clock.now());
  if (!snapshot) return std::unexpected(snapshot.error());
  Settings settings = *look.settings;
  const auto wrong = lay(scenario, settings, *snapshot, look.zones, parts.clock.now());
  for (const Warning& w : wrong) err += printable(w.about + ": " + w.text) + "\n";
  if (!wrong.empty()) return fail(ErrorKind::refused, "the scenario cannot be laid over this household");
  const auto after = look_at(parts, look.viewer, settings, std::move(*snapshot));
  if (!after) return std::unexpected(after.error());
  const auto was = household_view(parts, before, shown, *look.listing.zone);
  if (!was) return was;
  auto view = household_view(parts, **after, shown, *look.listing.zone);
  if (view) lay_changes(*view, *was, scenario.title, metrics_of_both(before, **after));
  return view;
}

Printed written(const std::string& output, const std::string& text) {
  if (output == "-") return {.out = text, .err = {}, .status = 0};
  if (const auto done = write_file(output, text); !done) return nothing_done(done.error());
  return {.out = printable(output) + ": written\n", .err = {}, .status = 0};
}

Printed draw(const Options& options, Form form, Look& look, const Parts& parts, const Outcome& outcome) {
  if (form == Form::feed) return written(options.output, planner_feed(outcome.world, outcome.analysis));
  const auto shown = shown_range(options, *look.listing.zone, outcome.world.now);
  if (!shown) return usage_error(shown.error());
  std::string err;
  Expected<PlannerView> view;
  if (options.scenario.empty()) {
    view = household_view(parts, outcome, *shown, *look.listing.zone);
  } else {
    ReadScenario read = read_scenario(options.scenario, look);
    err = std::move(read.err);
    if (!read.ok) return {.out = {}, .err = std::move(err), .status = 2};
    view = what_if(read.scenario, look, parts, outcome, *shown, err);
    if (!view && view.error().kind == ErrorKind::refused)
      return {.out = {}, .err = std::move(err), .status = 2};
  }
  if (!view) return nothing_done(view.error());
  Printed printed = written(options.output, form == Form::page ? planner_page(*view) : planner_svg(*view));
  printed.err = err + printed.err;
  return printed;
}

}  // namespace

Printed run_planner(const Options& options) {
  const auto form = form_of(options.output);
  if (!form) {
    return usage_error(
        {ErrorKind::refused, fmt::format("-o {}: a name that ends in .html, .svg or .ics, or -, "
                                         "is expected",
                                         options.output)});
  }
  if (*form == Form::feed && !options.scenario.empty()) {
    return usage_error({ErrorKind::refused, "--what-if: a feed tells of what is; .html or .svg is expected"});
  }
  Look look;
  if (auto failed = begin_look(options, look)) return *failed;
  CycleReport cycle;
  const Parts parts = look.house->parts();
  pull_sources(parts, CycleOptions::Pull::needed, cycle);
  const auto outcome = evenkeel::look(parts, look.viewer, cycle);
  if (!outcome) return nothing_done(outcome.error());
  Printed printed = draw(options, *form, look, parts, **outcome);
  printed.err = complaints(cycle, look.house->take_warnings()) + printed.err;
  if (printed.status == 0 && !cycle.failures.empty()) printed.status = 3;
  return printed;
}

}  // namespace evenkeel
