// Signals, notification, clock and zone files: the small edges.
#include "io/system/control_socket.hpp"
#include "io/system/notify.hpp"
#include "io/system/signals.hpp"
#include "io/system/system_clock.hpp"
#include "io/system/zoneinfo.hpp"
#include "support/child_process.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <poll.h>

namespace evenkeel {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

TEST(SignalsTest, AreTakenInsteadOfEnding) {
  ChildProcess child([](int) {
    auto signals = Signals::open();
    if (!signals || !signals->take().empty()) return 1;
    for (const int number : {SIGTERM, SIGHUP, SIGINT, SIGPIPE}) ::kill(::getpid(), number);
    pollfd waiting{signals->fd(), POLLIN, 0};
    if (::poll(&waiting, 1, 20'000) != 1) return 2;
    const auto taken = signals->take();
    if (taken != std::vector{Signal::reload, Signal::interrupt, Signal::terminate}) return 3;
    return signals->take().empty() ? 0 : 4;
  });
  EXPECT_EQ(child.wait(), 0);
}

TEST(SignalsTest, AreAsBeforeAfterwards) {
  ChildProcess child([](int) {
    {
      (void)Signals::open();
    }
    ::raise(SIGTERM);
    return 0;
  });
  EXPECT_EQ(child.wait(), -1);
}

/// Stands in for the service manager: a datagram socket in the file system.
class Manager {
 public:
  explicit Manager(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    const sockaddr_un address = *control_address(path);
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  [[nodiscard]] std::string heard() const {
    std::array<char, 1024> buffer{};
    const ssize_t length = ::recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
    return {buffer.data(), length > 0 ? static_cast<std::size_t>(length) : 0};
  }

 private:
  Descriptor socket_;
};

TEST(Notify, TellsTheManager) {
  const TemporaryDirectory directory;
  const Manager manager(directory / "notify");
  const Environment set("NOTIFY_SOCKET", directory / "notify");
  notify_ready();
  EXPECT_EQ(manager.heard(), "READY=1");
  notify_reloading();
  EXPECT_THAT(manager.heard(), StartsWith("RELOADING=1\nMONOTONIC_USEC="));
  notify_stopping();
  EXPECT_EQ(manager.heard(), "STOPPING=1");
  notify_status("3 sources\nREADY=1");
  EXPECT_EQ(manager.heard(), "STATUS=3 sources READY=1");
  notify_watchdog();
  EXPECT_EQ(manager.heard(), "WATCHDOG=1");
}

TEST(Notify, WithoutAManagerNothingHappens) {
  const Environment none("NOTIFY_SOCKET", std::nullopt);
  notify_ready();
  notify_status("x");
}

TEST(Notify, TheWatchdogIsOursOnly) {
  const Environment interval("WATCHDOG_USEC", "30000000");
  {
    const Environment ours("WATCHDOG_PID", std::to_string(::getpid()));
    EXPECT_EQ(watchdog_interval(), std::chrono::seconds(30));
  }
  const Environment others("WATCHDOG_PID", "1");
  EXPECT_EQ(watchdog_interval(), std::nullopt);
}

TEST(SystemClockTest, StandsStillOrGoesWithTheMachine) {
  EXPECT_EQ(make_clock(Instant(Seconds(5)))->now(), Instant(Seconds(5)));
  const auto before = std::chrono::floor<Seconds>(std::chrono::system_clock::now());
  const Instant now = make_clock(std::nullopt)->now();
  EXPECT_LE(before, now);
  EXPECT_LE(now, std::chrono::system_clock::now());
}

TEST(Zoneinfo, ReadsOnlyZonesAndOnlyInItsDirectory) {
  const TemporaryDirectory directory;
  std::filesystem::create_directories(directory / "zones/Europe");
  (void)directory.file("zones/Europe/London", "TZif2 london");
  (void)directory.file("zones/tzdata.zi", "# version 2026a");
  (void)directory.file("outside", "TZif2 outside");
  const Environment set("TZDIR", directory / "zones");
  EXPECT_EQ(read_zoneinfo("Europe/London"), "TZif2 london");
  for (const char* name : {"", "/", "Europe", "Europe/", "/Europe/London", "Europe//London", "../outside",
                           "Europe/../../outside", "./Europe/London", "Europe/.hidden", "tzdata.zi",
                           "Europe/Lon don", "Europe/London\n", "Europe/Paris"}) {
    EXPECT_EQ(read_zoneinfo(name), std::nullopt) << name;
  }
}

TEST(Zoneinfo, TheMachineHasSome) {
  const Environment none("TZDIR", std::nullopt);
  EXPECT_TRUE(read_zoneinfo("Europe/London").has_value());
  EXPECT_TRUE(read_zoneinfo("Etc/GMT+5").has_value());
}

}  // namespace evenkeel
