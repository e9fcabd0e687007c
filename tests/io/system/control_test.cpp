#include "io/system/control.hpp"

#include "io/system/control_socket.hpp"
#include "support/child_process.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <grp.h>
#include <poll.h>
#include <sys/socket.h>

namespace evenkeel {

using namespace std::chrono_literals;
using nlohmann::json;
using ::testing::HasSubstr;

namespace {

constexpr auto long_enough = 20s;

std::unique_ptr<ControlServer> listening(const std::string& path, ControlLimits limits = {}) {
  auto server = listen_control(path, limits);
  if (!server) {
    ADD_FAILURE() << server.error().text;
    std::abort();
  }
  return std::move(*server);
}

/// Waits for the server's descriptors as the service's loop does.
void wait_for(const ControlServer& server) {
  std::vector<pollfd> waiting;
  for (const int fd : server.fds()) waiting.push_back({fd, POLLIN, 0});
  ASSERT_GT(::poll(waiting.data(), waiting.size(), 20'000), 0) << "nothing came";
}

/// Turns the loop until a request comes.
ControlRequest next_request(ControlServer& server) {
  while (!::testing::Test::HasFailure()) {
    wait_for(server);
    const auto requests = server.accept_ready();
    if (!requests.empty()) return requests.front();
  }
  return {};
}

/// A client that speaks bytes, not requests.
class RawClient {
 public:
  explicit RawClient(const std::string& path) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    EXPECT_EQ(connect_to(socket_, *control_address(path)), 0);
  }
  void send(std::string_view bytes) const {
    EXPECT_EQ(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  void end() const { ::shutdown(socket_.get(), SHUT_WR); }
  /// What the server says until it hangs up.
  [[nodiscard]] std::string rest() const {
    std::string all;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::recv(socket_.get(), buffer.data(), buffer.size(), 0)) > 0;) {
      all.append(buffer.data(), static_cast<std::size_t>(n));
    }
    return all;
  }
  [[nodiscard]] std::string line() const {
    std::string all;
    for (char c = 0; ::recv(socket_.get(), &c, 1, 0) == 1 && c != '\n';) all += c;
    return all;
  }

 private:
  Descriptor socket_;
};

}  // namespace

TEST(Control, AQuestionIsAnswered) {
  const TemporaryDirectory directory;
  const std::string path = directory / "run/control";
  const auto server = listening(path);
  ChildProcess client([&](int) {
    const auto answer = ask(path, {{"do", "sync"}, {"text", "caf\xc3\xa9"}}, long_enough);
    return answer && (*answer)["done"] == true ? 0 : 1;
  });
  const ControlRequest request = next_request(*server);
  EXPECT_EQ(request.content, json::parse(R"({"do":"sync","text":"café"})"));
  EXPECT_EQ(request.uid, ::geteuid());
  server->reply(request.client, {{"done", true}});
  EXPECT_EQ(client.wait(), 0);
}

TEST(Control, ManyAskAtOnceAndEachGetsItsOwnAnswer) {
  const TemporaryDirectory directory;
  const std::string path = directory / "control";
  const auto server = listening(path);
  const RawClient a(path);
  const RawClient b(path);
  a.send("{\"n\":1}\n{\"n\":2}\n");
  b.send("{\"n\":3}\n");
  std::vector<ControlRequest> waiting;
  for (int answered = 0; answered < 3;) {
    for (const auto& request : server->accept_ready()) waiting.push_back(request);
    while (!waiting.empty()) {
      server->reply(waiting.back().client, {{"was", waiting.back().content["n"]}});
      waiting.pop_back();
      ++answered;
    }
  }
  EXPECT_EQ(a.line(), R"({"was":1})");
  EXPECT_EQ(a.line(), R"({"was":2})");
  EXPECT_EQ(b.line(), R"({"was":3})");
}

TEST(Control, ARequestMayArriveInPiecesAndItsSenderStopSending) {
  const TemporaryDirectory directory;
  const auto server = listening(directory / "control");
  const RawClient client(directory / "control");
  client.send("\n{\"do\":");
  wait_for(*server);
  EXPECT_TRUE(server->accept_ready().empty());
  client.send("\"status\"}\n");
  client.end();
  const ControlRequest request = next_request(*server);
  EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_EQ(server->fds().size(), 1U) << "an ended client would be readable for ever";
  server->reply(request.client, {{"ok", 1}});
  EXPECT_EQ(client.rest(), "{\"ok\":1}\n");
}

TEST(Control, WhatIsNoRequestIsAnsweredWithAnError) {
  const TemporaryDirectory directory;
  const auto server = listening(directory / "control");
  const RawClient client(directory / "control");
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  client.send("nonsense\n[1]\n{\"deep\":" + deep + "}\n{\"good\":1}\n");
  const ControlRequest request = next_request(*server);
  EXPECT_EQ(request.content, json({{"good", 1}}));
  for (int i = 0; i < 3; ++i) EXPECT_THAT(client.line(), HasSubstr("\"error\""));
}

TEST(Control, ATooLongRequestEndsTheConversation) {
  const TemporaryDirectory directory;
  ControlLimits limits;
  limits.line = 100;
  const auto server = listening(directory / "control", limits);
  const RawClient client(directory / "control");
  client.send(std::string(101, 'x'));
  wait_for(*server);
  EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_THAT(client.rest(), HasSubstr("too long"));
}

TEST(Control, WhoIsTooSlowOrTooManyIsDropped) {
  const TemporaryDirectory directory;
  ControlLimits limits;
  limits.clients = 1;
  limits.patience = 0ms;
  const auto server = listening(directory / "control", limits);
  const RawClient slow(directory / "control");
  slow.send("{\"half\":");
  const RawClient second(directory / "control");
  EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_THAT(second.rest(), HasSubstr("too many"));
  while (server->fds().size() > 1) EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_EQ(slow.rest(), "");
}

TEST(Control, AnAnswerToWhoHasGoneIsNoHarm) {
  const TemporaryDirectory directory;
  const auto server = listening(directory / "control");
  std::optional<ControlRequest> request;
  {
    const RawClient client(directory / "control");
    client.send("{}\n");
    request = next_request(*server);
  }
  server->reply(request->client, {{"x", std::string(1U << 20U, 'x')}});
  server->reply(request->client, {{"x", 1}});
  EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_EQ(server->fds().size(), 1U);
}

TEST(Control, ALongAnswerArrivesWhole) {
  const TemporaryDirectory directory;
  const std::string path = directory / "control";
  const auto server = listening(path);
  const std::string text(3'000'000, 'x');
  ChildProcess client([&](int) {
    const auto answer = ask(path, json::object(), long_enough);
    return answer && (*answer)["text"] == text ? 0 : 1;
  });
  server->reply(next_request(*server).client, {{"text", text}});
  while (server->fds().size() > 1) (void)server->accept_ready();
  EXPECT_EQ(client.wait(), 0);
}

TEST(Control, NoServiceIsToldApartFromOtherFailures) {
  const TemporaryDirectory directory;
  const std::string path = directory / "control";
  EXPECT_EQ(ask(path, json::object(), long_enough).error().kind, ErrorKind::unsupported);
  listening(path).reset();
  EXPECT_FALSE(std::filesystem::exists(path));
  const auto server = listening(path);
  EXPECT_EQ(ask(path, json::object(), 1ms).error().kind, ErrorKind::transient);
  EXPECT_EQ(ask(directory / std::string(120, 'x'), json::object(), 1ms).error().kind, ErrorKind::permanent);
}

TEST(Control, OnlyAStaleSocketIsReplaced) {
  const TemporaryDirectory directory;
  const std::string path = directory / "control";
  ChildProcess crashed([&](int) {
    const auto server = listening(path);
    ::raise(SIGKILL);
    return server ? 0 : 1;
  });
  EXPECT_EQ(crashed.wait(), -1);
  ASSERT_TRUE(std::filesystem::exists(path));
  const auto server = listening(path);
  EXPECT_EQ(listen_control(path).error().kind, ErrorKind::refused);
  EXPECT_EQ(listen_control(directory.file("plain", "x")).error().kind, ErrorKind::refused);
  struct stat found{};
  ASSERT_EQ(::stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777U, 0660U);
}

TEST(Control, StrangersAreNotHeard) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  const TemporaryDirectory directory;
  ::chmod(directory.path().c_str(), 0755);
  const std::string path = directory / "control";
  const auto server = listening(path);
  const auto ask_as = [&](gid_t group) {
    return ChildProcess([&path, group](int) {
      if (::setgroups(1, &group) != 0 || ::setgid(65534) != 0 || ::setuid(65534) != 0) return 99;
      const auto answer = ask(path, json::object(), long_enough);
      return answer ? 100 : static_cast<int>(answer.error().kind);
    });
  };
  const int unauthorised = static_cast<int>(ErrorKind::unauthorised);
  EXPECT_EQ(ask_as(65534).wait(), unauthorised);  // by the mode of the file
  ::chmod(path.c_str(), 0666);
  ChildProcess stranger = ask_as(65534);
  wait_for(*server);
  EXPECT_TRUE(server->accept_ready().empty());
  EXPECT_EQ(stranger.wait(), unauthorised);  // by who they are
  ::chmod(path.c_str(), 0660);
  ChildProcess member = ask_as(0);  // of the socket's group, by a second group
  server->reply(next_request(*server).client, json::object());
  EXPECT_EQ(member.wait(), 100);
}

TEST(Control, ItsPathIsConfigured) {
  const Environment none("EVENKEEL_CONTROL", std::nullopt);
  const Environment no_runtime("RUNTIME_DIRECTORY", std::nullopt);
  EXPECT_EQ(control_path(), "/run/evenkeel/control");
  EXPECT_EQ(control_path("upstairs"), "/run/evenkeel-upstairs/control");
  const Environment runtime("RUNTIME_DIRECTORY", "/run/household:/run/other");
  EXPECT_EQ(control_path(), "/run/household/control");
  const Environment own("EVENKEEL_CONTROL", "/tmp/c");
  EXPECT_EQ(control_path(), "/tmp/c");
}

}  // namespace evenkeel
