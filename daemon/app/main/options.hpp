// What was asked for on the command line (CONTRACT section 1).
#pragma once

#include "core/household/disclosed_text.hpp"
#include "core/time/instant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenkeel {

struct Options {
  std::string command;  // "expand", "config check" ...
  std::string config;
  bool json = false;
  std::string now;   // RFC 3339
  std::string zone;  // IANA name
  std::string audience = "household";
  std::string from, to;
  std::string compare_from, compare_to;
  std::string pilot;
  std::string file;      // of check and what-if
  std::string output;    // -o
  std::string scenario;  // --what-if
  std::vector<std::string> files;
  std::string routine;
  std::string partner;
  std::string source;
  std::string directory;
  bool todos = false;
  bool pull_only = false;
  bool dry_run = false;
  bool resume = false;
};

/// Reads the command line of `evenkeel`. Prints help, version or what is wrong by itself: then only the exit
/// status is given (0 or 2).
struct ParsedOptions {
  Options options;
  std::optional<int> exit;
};
[[nodiscard]] ParsedOptions parse_options(int argc, char** argv);

}  // namespace evenkeel
