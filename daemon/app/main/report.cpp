// report: the metrics of a stretch of time, of a pilot, and of what it is compared with.
#include "app/commands/report.hpp"

#include "app/commands/terminal.hpp"
#include "app/cycle/overlay.hpp"
#include "app/main/commands.hpp"
#include "app/main/files.hpp"
#include "app/main/look.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenkeel {
namespace {

constexpr Days longest{3 * 366};

std::unexpected<Error> wrong(std::string text) {
  return fail(ErrorKind::refused, std::move(text));
}

/// What was asked for, before anything is measured.
struct Asked {
  std::string title;
  Interval range;
  std::optional<Interval> compared;
  std::optional<PartnerIndex> whose;  // of a pilot, or --for
};

class Asking {
 public:
  Asking(const Options& options, const Look& look, const World& world)
      : options_(options), settings_(*look.settings), zone_(*look.listing.zone), world_(world) {}

  Expected<Asked> asked() const {
    auto asked = options_.pilot.empty() ? range() : pilot();
    if (!asked) return asked;
    if (!asked->whose) asked->whose = world_.viewer.partner;
    if (auto with = compared(*asked); !with) return std::unexpected(with.error());
    for (const Interval& time : {asked->range, asked->compared.value_or(asked->range)}) {
      if (time.empty()) return wrong("the range is empty; its end does not belong to it");
      if (time.length() > longest) return wrong("the range is longer than three years");
    }
    return asked;
  }

 private:
  [[nodiscard]] Instant placed(const DateOrInstant& t) const {
    return std::holds_alternative<Date>(t) ? zone_.midnight(std::get<Date>(t)) : std::get<Instant>(t);
  }

  [[nodiscard]] Expected<Interval> interval(const std::string& from, const std::string& to,
                                            Interval otherwise, const std::string& prefix) const {
    const auto start = date_or_instant(from, otherwise.start);
    if (!start) return std::unexpected(start.error().within(prefix + "from"));
    const auto end = date_or_instant(to, otherwise.end);
    if (!end) return std::unexpected(end.error().within(prefix + "to"));
    return Interval{placed(*start), placed(*end)};
  }

  /// Without a range: the history. One that begins later than now goes to the horizon.
  [[nodiscard]] Expected<Asked> range() const {
    auto time = interval(options_.from, options_.to, {world_.range.start, world_.now}, "--");
    if (!time) return std::unexpected(time.error());
    if (options_.to.empty() && time->start >= world_.now) time->end = world_.range.end;
    return Asked{.title = {}, .range = *time, .compared = std::nullopt, .whose = std::nullopt};
  }

  /// Its dates, both included, beside as many days before them.
  [[nodiscard]] Expected<Asked> pilot() const {
    if (!options_.from.empty() || !options_.to.empty())
      return wrong("--pilot has its own dates, without --from and --to");
    const auto found = std::ranges::find(settings_.pilots, options_.pilot, &Pilot::title);
    if (found == settings_.pilots.end()) {
      std::string known;
      for (const Pilot& p : settings_.pilots) known += (known.empty() ? "" : ", ") + p.title;
      return wrong(fmt::format("--pilot {}: no [[pilot]] has this title{}", options_.pilot,
                               known.empty() ? "" : "; there is " + known));
    }
    const Zone& home = *settings_.zone;
    const Date end = found->to + Days(1);
    const Interval before{home.midnight(found->from - (end - found->from)), home.midnight(found->from)};
    return Asked{
        .title = found->title,
        .range = {home.midnight(found->from), home.midnight(end)},
        .compared = before,
        .whose = found->partner == settings_.partners[0].id ? PartnerIndex::first : PartnerIndex::second};
  }

  Expected<void> compared(Asked& asked) const {
    if (options_.compare_from.empty() && options_.compare_to.empty()) return {};
    if (options_.compare_from.empty() || options_.compare_to.empty()) {
      return wrong("--compare-from and --compare-to belong together");
    }
    const auto time = interval(options_.compare_from, options_.compare_to, {}, "--compare-");
    if (!time) return std::unexpected(time.error());
    asked.compared = *time;
    return {};
  }

  const Options& options_;
  const Settings& settings_;
  const Zone& zone_;
  const World& world_;
};

/// A past range is analysed as if now were its start (CONTRACT section 1); the horizon reaches its end.
Expected<MeasuredRange> measured(const Interval& time, const Parts& parts, const Outcome& outcome) {
  const Instant as_of = std::min(outcome.world.now, time.start);
  Settings settings = parts.settings;
  const Days reach = settings.zone->date_of(time.end) + Days(1) - settings.zone->date_of(as_of);
  settings.horizon = std::max(settings.horizon, reach);
  const auto reckoning = reckon_at(parts, outcome, settings, as_of);
  if (!reckoning) return std::unexpected(reckoning.error());
  return MeasuredRange{time, metrics_of({.world = (*reckoning)->world,
                                         .analysis = (*reckoning)->analysis,
                                         .within = time,
                                         .now = outcome.world.now})};
}

Printed write_page(const Options& options, const Asked& asked, const Report& report, const Look& look) {
  if (!asked.whose) {
    return usage_error(
        {ErrorKind::refused, "-o: the page is one partner's; --pilot or --for ID is expected"});
  }
  const auto kind = std::filesystem::path(options.output).extension();
  if (!kind.empty() && kind != ".html" && kind != ".htm") {
    return usage_error({ErrorKind::refused, "-o " + options.output + ": FILE.html is expected, or -"});
  }
  const Partner& partner = look.settings->partners[index(*asked.whose)];
  const std::string page = report_page(report, partner, *asked.whose, *look.listing.zone);
  if (options.output == "-") return {.out = page, .err = {}, .status = 0};
  if (const auto written = write_file(options.output, page); !written) return nothing_done(written.error());
  return {.out = printable(options.output) + ": written\n", .err = {}, .status = 0};
}

}  // namespace

Printed run_report(const Options& options) {
  Look look;
  if (auto failed = begin_look(options, look)) return *failed;
  CycleReport cycle;
  const Parts parts = look.house->parts();
  pull_sources(parts, CycleOptions::Pull::needed, cycle);
  const auto outcome = evenkeel::look(parts, look.viewer, cycle);
  if (!outcome) return nothing_done(outcome.error());
  const auto asked = Asking(options, look, (*outcome)->world).asked();
  if (!asked) return usage_error(asked.error());
  auto range = measured(asked->range, parts, **outcome);
  if (!range) return nothing_done(range.error());
  Report report{.title = asked->title,
                .whose = options.pilot.empty() ? std::nullopt : asked->whose,
                .range = *range,
                .compared = std::nullopt,
                .now = (*outcome)->world.now};
  if (asked->compared) {
    auto compared = measured(*asked->compared, parts, **outcome);
    if (!compared) return nothing_done(compared.error());
    report.compared = *compared;
  }
  Printed printed;
  if (!options.output.empty()) {
    printed = write_page(options, *asked, report, look);
  } else {
    printed.out = options.json ? report_json(report, *look.settings)
                               : report_text(report, *look.settings, *look.listing.zone);
  }
  printed.err = complaints(cycle, look.house->take_warnings()) + printed.err;
  if (printed.status == 0 && !cycle.failures.empty()) printed.status = 3;
  return printed;
}

}  // namespace evenkeel
