#include "io/system/redirect_listener.hpp"

#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <thread>

namespace evenkeel {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

std::uint16_t port_of(const std::string& uri) {
  return static_cast<std::uint16_t>(std::stoi(uri.substr(uri.rfind(':') + 1)));
}

/// What is answered to these bytes, behind which nothing more is sent.
std::string exchange(std::uint16_t port, const std::string& bytes) {
  const Descriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    return "refused";
  ::send(client.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  ::shutdown(client.get(), SHUT_WR);
  std::string answer;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = ::recv(client.get(), buffer.data(), buffer.size(), 0)) > 0;) {
    answer.append(buffer.data(), static_cast<std::size_t>(n));
  }
  return answer;
}

TEST(RedirectListener, AnswersOtherPathsWith404UntilItsOwnComes) {
  auto listener = RedirectListener::open();
  ASSERT_TRUE(listener);
  ASSERT_THAT(listener->uri(), StartsWith("http://127.0.0.1:"));
  const std::uint16_t port = port_of(listener->uri());
  std::vector<std::string> answers;
  std::thread browser([&] {
    for (const std::string& request :
         {std::string("GET /favicon.ico HTTP/1.1\r\n\r\n"), std::string("POST /?code=a HTTP/1.1\r\n\r\n"),
          std::string("\x16\x03\x01 no HTTP at all\r\n\r\n"), std::string("GET /?code=cut"),
          "GET /?code=" + std::string(40000, 'a') + " HTTP/1.1\r\n\r\n",
          std::string("GET /?code=a HTTP/1.1\r\nHost: x\r\n\r\n")}) {
      answers.push_back(exchange(port, request));
    }
  });
  std::vector<std::string> targets;
  const auto served = listener->serve(
      [&](std::string_view target) -> std::optional<std::string> {
        targets.emplace_back(target);
        if (target != "/?code=a") return std::nullopt;
        return "<b>\"&' fine";
      },
      20s);
  browser.join();
  ASSERT_TRUE(served);
  EXPECT_THAT(answers[0], StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(answers[1], StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(answers[2], StartsWith("HTTP/1.1 404 "));
  EXPECT_EQ(answers[3], "");
  EXPECT_THAT(answers[5], StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answers[5], HasSubstr("<p>&#60;b&#62;&#34;&#38;&#39; fine</p>"));
  EXPECT_EQ(targets.back(), "/?code=a");
}

TEST(RedirectListener, EndsWhenNobodyComes) {
  auto listener = RedirectListener::open();
  ASSERT_TRUE(listener);
  const auto served = listener->serve([](std::string_view) { return std::optional<std::string>(); }, 10ms);
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().kind, ErrorKind::transient);
}

}  // namespace
}  // namespace evenkeel
