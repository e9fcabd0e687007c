#include "io/system/worker_confinement.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <array>
#include <memory>

namespace evenkeel::worker {

namespace {

// AddressSanitizer reserves terabytes of addresses.
#ifdef __SANITIZE_ADDRESS__
constexpr bool memory_can_be_limited = false;
#else
constexpr bool memory_can_be_limited = true;
#endif

bool limit(__rlimit_resource_t resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

bool limit_resources(const WorkerLimits& limits) {
  const bool memory = !memory_can_be_limited || limit(RLIMIT_AS, limits.memory_bytes);
  return memory && limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count())) && limit(RLIMIT_FSIZE, 0) &&
         limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_CORE, 0);
}

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};

// What an allocator, a stream socket, the clock and abort() need. ioctl, open, socket, clone, execve, kill
// and all others are not in it.
constexpr std::array allowed{SCMP_SYS(read),         SCMP_SYS(write),          SCMP_SYS(brk),
                             SCMP_SYS(munmap),       SCMP_SYS(mremap),         SCMP_SYS(madvise),
                             SCMP_SYS(futex),        SCMP_SYS(clock_gettime),  SCMP_SYS(getrandom),
                             SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(gettid),
                             SCMP_SYS(getpid),       SCMP_SYS(tgkill),         SCMP_SYS(exit),
                             SCMP_SYS(exit_group),   SCMP_SYS(restart_syscall)};

bool filter_system_calls() {
  const std::unique_ptr<void, Release> filter(seccomp_init(SCMP_ACT_KILL_PROCESS));
  if (filter == nullptr) return false;
  for (const int call : allowed) {
    if (seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  // Memory, but none that can be run.
  const scmp_arg_cmp not_executable{.arg = 2, .op = SCMP_CMP_MASKED_EQ, .datum_a = PROT_EXEC, .datum_b = 0};
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)}) {
    if (seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &not_executable) != 0) return false;
  }
  return seccomp_load(filter.get()) == 0;
}

}  // namespace

bool confine(const WorkerLimits& limits) {
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
         limit_resources(limits) && filter_system_calls();
}

}  // namespace evenkeel::worker
