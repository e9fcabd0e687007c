#include "io/system/dump_limit.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

namespace evenkeel {
namespace {

/// Whether somebody traces this process already (proc(5), TracerPid): a debugger that started it.
bool is_traced() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("TracerPid:")) return line.find_first_of("123456789") != std::string::npos;
  }
  return false;
}

}  // namespace

void forbid_core_dumps() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
    limit.rlim_cur = 0;  // which systemd-coredump heeds too
    ::setrlimit(RLIMIT_CORE, &limit);
  }
  // Another program that dumps are piped to may take no notice of the limit. Whoever traces us from our
  // beginning has seen everything; closed, he could only no longer read the names in our system calls.
  if (!is_traced()) prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace evenkeel
