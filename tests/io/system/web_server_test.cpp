#include "io/system/web_server.hpp"

#include "io/system/control_socket.hpp"
#include "io/system/listening.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <array>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Browser {
 public:
  explicit Browser(const std::string& path) : socket_(*control_socket()) {
    EXPECT_EQ(connect_to(socket_, *control_address(path)), 0);
  }
  explicit Browser(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    EXPECT_EQ(::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  void send(std::string_view bytes) const {
    EXPECT_EQ(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  /// Says that nothing more will be asked; answers are still read.
  void end() const { EXPECT_EQ(::shutdown(socket_.get(), SHUT_WR), 0); }
  [[nodiscard]] int fd() const { return socket_.get(); }

 private:
  Descriptor socket_;
};

/// The service's loop, with one page.
class Service {
 public:
  explicit Service(const std::string& address, WebLimits limits = {}) {
    auto server = listen_web(address, limits);
    if (server) server_ = std::move(*server);
    EXPECT_TRUE(server) << server.error().text;
  }

  /// Turns until the browser has all that it gets.
  std::string rest_of(const Browser& browser) {
    std::string all;
    while (true) {
      turn(&browser);
      std::array<char, 4096> buffer{};
      const ssize_t length = ::recv(browser.fd(), buffer.data(), buffer.size(), MSG_DONTWAIT);
      if (length > 0) all.append(buffer.data(), static_cast<std::size_t>(length));
      if (length == 0 || (length < 0 && errno != EAGAIN)) return all;
    }
  }

  std::vector<std::string> asked;
  std::string body = "<p>the months</p>";

 private:
  void turn(const Browser* browser) {
    std::vector<pollfd> fds{{browser->fd(), POLLIN, 0}};
    for (const int fd : server_->readable()) fds.push_back({fd, POLLIN, 0});
    for (const int fd : server_->writable()) fds.push_back({fd, POLLOUT, 0});
    ::poll(fds.data(), fds.size(), 50);
    for (const WebRequest& request : server_->accept_ready()) {
      asked.push_back(request.path);
      if (request.path == "/") {
        server_->reply(request.client, {.type = "text/html", .policy = "default-src 'none'", .body = body});
      } else {
        server_->refuse(request.client, "404 Not Found", "<nothing>");
      }
    }
  }

  std::unique_ptr<WebServer> server_;
};

class Web : public testing::Test {
 protected:
  std::string answer_to(const std::string& bytes) {
    const Browser browser(path_);
    browser.send(bytes);
    return service_.rest_of(browser);
  }

  TemporaryDirectory directory_;
  std::string path_ = directory_ / "web";
  Service service_{path_};
};

TEST_F(Web, APageIsReadAndKeptByNobody) {
  const std::string answer = answer_to("GET /?quarter=2 HTTP/1.1\r\nHost: home\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 17\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nContent-Security-Policy: default-src 'none'\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\nCache-Control: no-store\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n<p>the months</p>"));
  EXPECT_THAT(service_.asked, ElementsAre("/"));
}

TEST_F(Web, AHeadIsAnsweredWithoutTheBody) {
  const std::string answer = answer_to("HEAD / HTTP/1.1\r\nHost: home\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 17\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
}

TEST_F(Web, WhatIsAskedForOtherwiseIsRefused) {
  EXPECT_THAT(answer_to("GET /etc/passwd HTTP/1.1\r\nHost: home\r\n\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("&#60;nothing&#62;")));
  EXPECT_THAT(answer_to("POST / HTTP/1.1\r\nHost: home\r\nContent-Length: 3\r\n\r\nabc"),
              testing::AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n")));
  EXPECT_THAT(answer_to("\x16\x03\x01 no HTTP\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer_to("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(answer_to("GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(service_.asked, ElementsAre("/etc/passwd"));
}

TEST_F(Web, ALargePageArrivesWhole) {
  service_.body = std::string(3'000'000, 'x');
  const std::string answer = answer_to("GET / HTTP/1.1\r\nHost: home\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 3000000\r\n"));
  EXPECT_EQ(answer.size() - answer.find("\r\n\r\n") - 4, 3'000'000U);
}

TEST_F(Web, TheSocketIsForItsGroupAndGoesWithTheService) {
  struct stat file{};
  ASSERT_EQ(::stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 07777U, 0660U);
  service_ = Service(directory_ / "other");
  EXPECT_NE(::stat(path_.c_str(), &file), 0);
}

// TCP lets one side end while the other goes on (RFC 9293 3.6); `nc -N` asks so.
TEST_F(Web, WhoHasEndedAskingIsAnswered) {
  const Browser browser(path_);
  browser.send("GET / HTTP/1.1\r\nHost: home\r\n\r\n");
  browser.end();
  EXPECT_THAT(service_.rest_of(browser), testing::EndsWith("\r\n\r\n<p>the months</p>"));
}

TEST(WebServer, WhoEndsWithinARequestIsDroppedAtOnce) {
  const TemporaryDirectory directory;
  Service service(directory / "web", {.clients = 16, .patience = 1h});
  const Browser browser(directory / "web");
  browser.send("GET / HTTP/1.1\r\nHost: ho");
  browser.end();
  EXPECT_EQ(service.rest_of(browser), "");
  EXPECT_THAT(service.asked, testing::IsEmpty());
}

TEST(WebServer, WhoSendsNothingIsDropped) {
  const TemporaryDirectory directory;
  Service service(directory / "web", {.clients = 16, .patience = 20ms});
  const Browser browser(directory / "web");
  browser.send("GET / HT");
  EXPECT_EQ(service.rest_of(browser), "");
}

TEST(WebServer, MoreThanItsFillAreTurnedAway) {
  const TemporaryDirectory directory;
  Service service(directory / "web", {.clients = 1, .patience = 10s});
  const Browser first(directory / "web");
  const Browser second(directory / "web");
  EXPECT_EQ(service.rest_of(second), "");
  first.send("GET / HTTP/1.1\r\n\r\n");
  EXPECT_THAT(service.rest_of(first), StartsWith("HTTP/1.1 200 "));
}

/// A port that was free a moment ago.
std::uint16_t free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  EXPECT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), length), 0);
  EXPECT_EQ(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &length), 0);
  return ntohs(address.sin_port);
}

TEST(WebServer, OnlyAnAddressOrItsOwnNameReachesIt) {
  const std::uint16_t port = free_port();
  Service service("127.0.0.1:" + std::to_string(port));
  const auto status = [&](const std::string& host) {
    const Browser browser(port);
    browser.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return service.rest_of(browser).substr(9, 3);
  };
  EXPECT_EQ(status("127.0.0.1:" + std::to_string(port)), "200");
  EXPECT_EQ(status("localhost:" + std::to_string(port)), "200");
  EXPECT_EQ(status("[::1]:8737"), "200");
  EXPECT_EQ(status("192.0.2.7"), "200");
  // A stranger's page whose name was made to lead here.
  EXPECT_EQ(status("rebound.example"), "421");
  EXPECT_EQ(status("127.0.0.1.rebound.example:80"), "421");
  EXPECT_EQ(status(""), "421");
}

TEST(WebServer, WhatCannotBeListenedAtIsSaid) {
  const TemporaryDirectory directory;
  for (const std::string& wrong : {std::string("home.example:8737"), std::string("127.0.0.1:99999"),
                                   std::string("127.0.0.1"), directory / "none/of/these"}) {
    const auto server = listen_web(wrong);
    ASSERT_FALSE(server) << wrong;
    EXPECT_THAT(server.error().text, HasSubstr(wrong.substr(0, 9)));
  }
}

// A full table of descriptors must not wake the service again and again: who waits is taken when there is
// room.
TEST(Acceptor, RestsWhereThereIsNoDescriptorForAClient) {
  const auto listener = listen_at_address("127.0.0.1:0");
  ASSERT_TRUE(listener);
  sockaddr_in address{};
  socklen_t length = sizeof address;
  ASSERT_EQ(::getsockname(listener->get(), reinterpret_cast<sockaddr*>(&address), &length), 0);
  const Browser waits(ntohs(address.sin_port));
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit full = before;
  full.rlim_cur = static_cast<rlim_t>(Descriptor(::dup(waits.fd())).get());  // the first that is free
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &full), 0);
  Acceptor acceptor;
  EXPECT_FALSE(acceptor.resting());
  const Descriptor none = acceptor.accept(listener->get());
  EXPECT_FALSE(none.valid());
  EXPECT_TRUE(acceptor.resting());
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_FALSE(acceptor.accept(listener->get()).valid()) << "it does not rest";
  while (acceptor.resting()) ::poll(nullptr, 0, 10);
  EXPECT_TRUE(acceptor.accept(listener->get()).valid());
  EXPECT_FALSE(acceptor.accept(listener->get()).valid());
  EXPECT_FALSE(acceptor.resting()) << "nobody waits";
}

}  // namespace
}  // namespace evenkeel
