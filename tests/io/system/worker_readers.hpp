// A worker that does what a text says, and a way to wait for its answers as the service does.
#pragma once

#include "io/system/worker_reader.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenkeel {

using namespace std::chrono_literals;

inline std::string calendar(const std::string& uid, const std::string& more = "") {
  return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20261121T090000Z\r\nSUMMARY:" + uid +
         "\r\n" + more + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

// Everything that both can see, its counts too, is written over, again and again.
[[noreturn]] inline void scribble(std::uintptr_t where) {
  auto* const memory = reinterpret_cast<unsigned char*>(where);
  for (unsigned round = 0;; ++round) {
    for (std::size_t i = 0; i < sizeof(worker::SharedMemory); ++i) {
      memory[i] = static_cast<unsigned char>((i * 2654435761U) >> (round % 24U));
    }
    if (write(3, "l", 1) != 1) _exit(0);
  }
}

// What hostile text would make the reader do, if it could: the text names it. Everything else is read.
inline Expected<ical::ReadResult> obey(std::string_view text, const ical::ReadOptions& options,
                                       const ical::GoingOn& going_on) {
  if (text == "hang") {
    while (true) asm volatile("");
  }
  if (text == "stop") raise(SIGSTOP);
  if (text.starts_with("compute")) {
    for (int part = 0; part < 4; ++part) {
      const auto begin = std::clock();
      while (std::clock() - begin < CLOCKS_PER_SEC * 3 / 10) continue;
      if (text == "compute and say so") going_on();
    }
    return ical::ReadResult{};
  }
  if (text == "say so without end") {
    while (true) going_on();
  }
  if (text == "crash") std::abort();
  if (text == "segfault") raise(SIGSEGV);
  if (text == "leave") _exit(0);
  if (text == "throw") throw std::runtime_error("of it");
  if (text == "eat") {
    for (std::vector<std::unique_ptr<std::string>> eaten;;) {
      eaten.push_back(std::make_unique<std::string>(std::size_t{1} << 24U, 'x'));
    }
  }
  const auto done = [](bool it_worked) {
    return fail(ErrorKind::permanent, it_worked ? "possible" : "impossible");
  };
  if (text == "open") return done(open("/etc/passwd", O_RDONLY) >= 0);
  if (text == "connect") return done(socket(AF_INET, SOCK_STREAM, 0) >= 0);
  if (text == "fork") return done(fork() >= 0);
  if (text == "kill") return done(kill(getppid(), 0) == 0);
  if (text == "executable") {
    return done(mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED);
  }
  if (text == "write") {
    for (int fd = 4; fd < 1'000; ++fd) {
      if (write(fd, "x", 1) == 1) return done(true);
    }
    return done(false);
  }
  if (text.starts_with("scribble ")) scribble(std::stoull(std::string(text.substr(9)), nullptr, 16));
  if (text == "chatter") {
    while (write(3, "l", 1) == 1) continue;
  }
  return ical::read(text, options, going_on);
}

/// Where the memory is that this process shares with its worker: the only one of its kind and size.
inline std::string shared_memory() {
  constexpr std::uintptr_t page = 4096;
  constexpr auto whole_pages = (sizeof(worker::SharedMemory) + page - 1) / page * page;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::size_t behind = 0;
    const auto begin = std::stoull(line, &behind, 16);
    const auto end = std::stoull(line.substr(behind + 1), nullptr, 16);
    if (line.find(" rw-s ") != std::string::npos && end - begin == whole_pages) {
      return line.substr(0, behind);
    }
  }
  return "";
}

/// The child of this process that starts workers; of several the one that was started last.
inline pid_t nursery() {
  pid_t found = 0;
  const std::string self = std::to_string(getpid());
  std::ifstream children("/proc/" + self + "/task/" + self + "/children");
  for (pid_t child = 0; children >> child;) found = child;
  return found;
}

/// Ends the nursery, without taking its end from whom it belongs to.
inline pid_t end_nursery() {
  const pid_t pid = nursery();
  siginfo_t ended{};
  EXPECT_TRUE(pid > 0 && kill(pid, SIGKILL) == 0 &&
              waitid(P_PID, static_cast<id_t>(pid), &ended, WEXITED | WNOWAIT) == 0);
  return pid;
}

class Readers {
 public:
  explicit Readers(WorkerLimits limits = {}, WorkerTask task = &obey,
                   worker::WorkerSupply::NurseryStart again = nullptr) {
    auto started = WorkerReader::start(limits, task, again);
    if (!started) throw std::runtime_error(started.error().text);
    reader_ = std::move(*started);
  }

  void submit(std::uint64_t id, std::string text, ical::ReadOptions options = {}, std::uint64_t lane = 0) {
    reader_->submit({id, std::move(text), std::move(options), lane});
    ++outstanding_;
  }

  // Waits only on fd(), as the service does: what it does not announce is never collected.
  std::vector<Reader::Result> all(std::chrono::milliseconds patience = 20s) {
    std::vector<Reader::Result> results;
    const auto end = std::chrono::steady_clock::now() + patience;
    while (results.size() < outstanding_) {
      pollfd waiting{reader_->fd(), POLLIN, 0};
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
      if (left.count() <= 0 || poll(&waiting, 1, static_cast<int>(left.count())) == 0) {
        ADD_FAILURE() << results.size() << " of " << outstanding_ << " answers came";
        break;
      }
      for (auto& result : reader_->collect()) results.push_back(std::move(result));
    }
    outstanding_ = 0;
    return results;
  }

  std::map<std::uint64_t, Expected<ical::ReadResult>> by_id() {
    std::map<std::uint64_t, Expected<ical::ReadResult>> results;
    for (auto& [id, result] : all()) results.emplace(id, std::move(result));
    return results;
  }

  WorkerReader& operator*() { return *reader_; }

 private:
  std::unique_ptr<WorkerReader> reader_;
  std::size_t outstanding_ = 0;
};

}  // namespace evenkeel
