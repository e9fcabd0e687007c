#include "io/system/dump_limit.hpp"

#include "support/child_process.hpp"

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>

namespace evenkeel {
namespace {

/// 0: neither a dump nor a look into it is allowed; 1 and 2: one is.
int what_is_left_open() {
  rlimit limit{};
  ::getrlimit(RLIMIT_CORE, &limit);
  return (limit.rlim_cur != 0 ? 2 : 0) + (::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) != 0 ? 1 : 0);
}

TEST(DumpLimit, ClosesTheMemoryToOthers) {
  ChildProcess child([](int) {
    forbid_core_dumps();
    return what_is_left_open();
  });
  EXPECT_EQ(child.wait(), 0);
}

// A tracer that is there from the beginning (the crash tests' strace) reads on.
TEST(DumpLimit, LeavesItOpenToItsTracer) {
  ChildProcess child([](int) {
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) return 77;  // not allowed here
    forbid_core_dumps();
    return what_is_left_open();
  });
  const int left = child.wait();
  if (left == 77) GTEST_SKIP() << "no process may be traced here";
  EXPECT_EQ(left, 1);
}

}  // namespace
}  // namespace evenkeel
