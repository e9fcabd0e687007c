// evenkeeld, the service.
#include "app/main/serve.hpp"
#include "io/system/dump_limit.hpp"
#include "io/system/log.hpp"
#include "io/system/nursery_process.hpp"
#include "io/system/own_memory.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <iostream>

namespace evenkeel {
namespace {

/// An empty text must not count as if the option were not there.
std::string not_empty(const std::string& given) {
  return given.empty() ? "a value is expected" : "";
}

int run(int argc, char** argv) {
  ServeOptions options;
  std::string level = "info";
  CLI::App app("evenkeeld pulls the household's calendars and publishes what collides; until SIGTERM.",
               "evenkeeld");
  app.set_version_flag("--version", "evenkeeld " EVENKEEL_VERSION);
  app.add_option("--config", options.config, "Configuration file")->check(not_empty)->type_name("FILE");
  app.add_option("--now", options.now, "Live at this instant (RFC 3339)")
      ->check(not_empty)
      ->type_name("INSTANT");
  app.add_flag("--once", options.once, "Run one cycle and exit");
  app.add_option("--log", level, "debug, info, warning or error")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}))
      ->type_name("LEVEL");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    return std::cout.flush() ? status : 4;  // nobody has read it
  }
  set_up_log(level == "debug"     ? LogLevel::debug
             : level == "warning" ? LogLevel::warning
             : level == "error"   ? LogLevel::error
                                  : LogLevel::info);
  return serve(options);
}

}  // namespace
}  // namespace evenkeel

int main(int argc, char** argv) {
  evenkeel::worker::serve_as_nursery(argc, argv);
  evenkeel::forbid_core_dumps();
  evenkeel::keep_memory_low();
  try {
    return evenkeel::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "evenkeeld: internal error: %s\n", error.what());
    return 4;
  }
}
