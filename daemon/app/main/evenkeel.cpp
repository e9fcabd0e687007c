// evenkeel, the command-line tool.
#include "app/commands/terminal.hpp"
#include "app/main/commands.hpp"
#include "app/main/options.hpp"
#include "io/system/dump_limit.hpp"
#include "io/system/log.hpp"
#include "io/system/nursery_process.hpp"
#include "io/system/own_memory.hpp"

#include <cstdio>
#include <exception>

namespace evenkeel {
namespace {

bool write_all(const std::string& text, std::FILE* file) {
  return std::fwrite(text.data(), 1, text.size(), file) == text.size() && std::fflush(file) == 0;
}

int run(int argc, char** argv) {
  const ParsedOptions parsed = parse_options(argc, argv);
  if (parsed.exit) return *parsed.exit;
  set_up_log(LogLevel::warning);
  const Printed printed = run_command(parsed.options);
  write_all(printed.err, stderr);
  // A result that could not be written (a full disk, a closed pipe) is not done.
  if (!write_all(parsed.options.json ? printable_json(printed.out) : printed.out, stdout)) return 4;
  return printed.status;
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
    std::fprintf(stderr, "evenkeel: internal error: %s\n", error.what());
    return 4;
  }
}
