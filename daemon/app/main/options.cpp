#include "app/main/options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

namespace evenkeel {
namespace {

constexpr const char* globals_too =
    "Before or after the command: --config FILE, --json, --now INSTANT, --zone NAME, --for household|ID\n"
    "(evenkeel --help says more).";

/// An empty text is no value: it must not count as if the option were not there.
std::string not_empty(const std::string& given) {
  return given.empty() ? "a value is expected" : "";
}

/// Options that may stand before or after the command.
void add_globals(CLI::App& app, Options& options) {
  app.add_option("--config", options.config, "Configuration file")->check(not_empty)->type_name("FILE");
  app.add_flag("--json", options.json, "JSON Lines instead of text");
  app.add_option("--now", options.now, "Look at the household as of this instant (RFC 3339)")
      ->check(not_empty)
      ->type_name("INSTANT");
  app.add_option("--zone", options.zone, "Time zone for what is shown")->check(not_empty)->type_name("NAME");
  app.add_option("--for", options.audience, "Audience: household, or a partner's id")
      ->check(not_empty)
      ->type_name("ID");
}

void add_range(CLI::App& command, Options& options) {
  command.add_option("--from", options.from, "Date or instant, included")->check(not_empty)->type_name("A");
  command.add_option("--to", options.to, "Date or instant, excluded")->check(not_empty)->type_name("B");
}

class Commands {
 public:
  Commands(CLI::App& app, Options& options) : app_(app), options_(options) {
    add_calendars();
    add_looks();
    add_questions();
    add_household();
    add_setup();
  }

 private:
  CLI::App& add(const std::string& name, const std::string& text) {
    CLI::App* command = app_.add_subcommand(name, text);
    command->fallthrough();
    command->callback([this, name] { options_.command = name; });
    command->footer(globals_too);
    return *command;
  }

  void add_calendars() {
    CLI::App& expand = add("expand", "Occurrences of .ics files, directories of them, or - (standard input)");
    add_range(expand, options_);
    expand.add_flag("--todos", options_.todos, "VTODOs too");
    expand.add_option("FILE", options_.files, "Files, directories or -")->required()->type_name("");
    CLI::App& sync = add("sync", "One cycle now; asks a running service, else runs it itself");
    sync.add_flag("--pull-only", options_.pull_only, "Read the calendars, publish nothing");
    sync.add_flag("--dry-run", options_.dry_run, "Print what would be sent");
  }

  void add_looks() {
    add_range(add("findings", "What collides, worst first"), options_);
    add("rota", "Who covers what, with the running balance");
    add("agenda", "The next agenda as it will be sent")
        .add_option("ROUTINE", options_.routine, "Id of a routine (default: whichever comes first)")
        ->type_name("");
    add("status", "Sources, outbox, findings, next check-ins");
    add_report();
    add_planner();
  }

  void add_planner() {
    CLI::App& planner = add("planner", "The months ahead as a page, as a picture, or as a calendar feed");
    planner
        .add_option("-o,--output", options_.output,
                    "FILE.html: the page; .svg: the picture alone; .ics: findings and duties; -: the page")
        ->required()
        ->type_name("FILE");
    planner.add_option("--what-if", options_.scenario, "Show what a scenario would change, before and after")
        ->type_name("SCENARIO");
    add_range(planner, options_);
  }

  void add_report() {
    CLI::App& report = add("report", "Metrics of a stretch of time, beside those of another");
    add_range(report, options_);
    report.add_option("--compare-from", options_.compare_from, "What it is compared with: its beginning")
        ->type_name("A");
    report.add_option("--compare-to", options_.compare_to, "Its end, excluded")->type_name("B");
    report.add_option("--pilot", options_.pilot, "A configured [[pilot]], beside as many days before it")
        ->type_name("TITLE");
    report.add_option("-o,--output", options_.output, "Write one partner's page for an employer")
        ->type_name("FILE.html");
  }

  void add_questions() {
    CLI::App& check = add("check", "What accepting this invitation would cause; status 1: a new finding");
    check.add_option("FILE", options_.file, "The invitation, or - (standard input)")
        ->required()
        ->type_name("");
    check.add_option("--partner", options_.partner, "Who would accept it")->required()->type_name("ID");
    add("what-if", "Findings and metrics before and after a change; status 1: a new finding")
        .add_option("SCENARIO", options_.file, "A TOML file of what changes")
        ->required()
        ->type_name("");
  }

  void add_household() {
    CLI::App& support = add("support", "Ask for household duties to shift for a while");
    support.add_option("--partner", options_.partner, "Who asks")->required()->type_name("ID");
    support.add_option("--from", options_.from, "First date")->required()->type_name("DATE");
    support.add_option("--to", options_.to, "Last date, included")->required()->type_name("DATE");
    CLI::App& pause = add("pause", "Stop a partner's part");
    pause.add_option("--partner", options_.partner, "Whose")->required()->type_name("ID");
    pause.add_flag("--resume", options_.resume, "Take it up again");
    add("forget", "Erase what is stored of a partner")
        .add_option("--partner", options_.partner, "Whose")
        ->required()
        ->type_name("ID");
    add("accept-deletions", "Let a held-back mass deletion through")
        .add_option("SOURCE", options_.source, "A source (alex/work), or shared: our own events")
        ->required()
        ->type_name("");
  }

  void add_setup() {
    CLI::App* config = app_.add_subcommand("config", "The configuration file");
    config->fallthrough();
    config->require_subcommand(0, 1);
    CLI::App* check =
        config->add_subcommand("check", "Every error at once, with its place and what is expected");
    check->fallthrough();
    check->callback([this] { options_.command = "config check"; });
    check->footer(globals_too);
    add("auth", "Sign a source in by OAuth 2.0: the browser asks for the permission, the token is stored")
        .add_option("SOURCE", options_.source, "A source (alex/work) with `oauth`, or a shared calendar")
        ->required()
        ->type_name("");
    add("doctor", "Ask every source and shared calendar: reachable, who we are there, what it offers");
    add("demo", "Lay out an example household around today, run a cycle on it, say what it found")
        .add_option("DIR", options_.directory, "A directory that is empty or does not exist")
        ->required()
        ->type_name("");
  }

  CLI::App& app_;
  Options& options_;
};

}  // namespace

ParsedOptions parse_options(int argc, char** argv) {
  ParsedOptions parsed;
  CLI::App app("evenkeel finds where two work calendars collide, weeks ahead, and answers in the calendar.",
               "evenkeel");
  app.set_version_flag("--version", "evenkeel " EVENKEEL_VERSION);
  app.require_subcommand(0, 1);  // whether there is one is looked at after what nobody knows
  app.fallthrough();
  add_globals(app, parsed.options);
  const Commands commands(app, parsed.options);
  try {
    app.parse(argc, argv);
    if (parsed.options.command.empty()) throw CLI::RequiredError("A subcommand");
  } catch (const CLI::ParseError& error) {
    // Help and version end with 0; everything else is wrong usage.
    parsed.exit = app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    if (!std::cout.flush()) parsed.exit = 4;  // nobody has read it
  }
  return parsed;
}

}  // namespace evenkeel
