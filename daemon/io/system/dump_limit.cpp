#include "io/system/dump_limit.hpp"

#include <sys/resource.h>

namespace evenkeel {

void forbid_core_dumps() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_CORE, &limit) != 0) return;
  limit.rlim_cur = 0;  // which systemd-coredump heeds too
  ::setrlimit(RLIMIT_CORE, &limit);
}

}  // namespace evenkeel
