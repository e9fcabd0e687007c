#include "io/system/signals.hpp"

#include "io/system/system_error.hpp"

#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>

namespace evenkeel {

Expected<Signals> Signals::open() {
  sigset_t ours;
  sigemptyset(&ours);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&ours, number);
  sigset_t before;
  if (sigprocmask(SIG_BLOCK, &ours, &before) != 0) return system_error("signals cannot be blocked", errno);
  Descriptor file(signalfd(-1, &ours, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!file.valid()) {
    const int reason = errno;
    sigprocmask(SIG_SETMASK, &before, nullptr);
    return system_error("signals cannot be waited for", reason);
  }
  (void)std::signal(SIGPIPE, SIG_IGN);
  return Signals(std::move(file), before);
}

Signals::~Signals() {
  if (file_.valid()) sigprocmask(SIG_SETMASK, &before_, nullptr);
}

std::vector<Signal> Signals::take() {
  std::vector<Signal> taken;
  signalfd_siginfo info{};
  while (::read(file_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    switch (info.ssi_signo) {
      case SIGTERM:
        taken.push_back(Signal::terminate);
        break;
      case SIGINT:
        taken.push_back(Signal::interrupt);
        break;
      case SIGHUP:
        taken.push_back(Signal::reload);
        break;
      default:
        break;
    }
  }
  return taken;
}

}  // namespace evenkeel
