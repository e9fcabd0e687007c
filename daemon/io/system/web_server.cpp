#include "io/system/web_server.hpp"

#include "io/system/http_head.hpp"
#include "io/system/listening.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <optional>

namespace evenkeel {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::string_view nothing_loaded = "default-src 'none'; frame-ancestors 'none'";

struct Browser {
  Descriptor socket;
  std::string in;
  std::string out;
  bool head_only = false;
  bool asked = false;     // its request is with the service
  bool answered = false;  // what is left is to send `out`
  bool ended = false;     // it will not send any more, but may read
  bool gone = false;
  SteadyClock::time_point since;
};

/// "localhost:8737" without its port; of "[::1]:8737" the brackets stay.
std::string host_of(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto bracket = text.rfind(']');
  if (colon == std::string::npos || (bracket != std::string::npos && colon < bracket)) return text;
  return text.substr(0, colon);
}

class SocketWebServer final : public WebServer {
 public:
  SocketWebServer(Descriptor socket, std::string host, WebLimits limits)
      : socket_(std::move(socket)), host_(std::move(host)), limits_(limits) {}
  SocketWebServer(SocketFile file, WebLimits limits) : file_(std::move(file)), limits_(limits) {}

  [[nodiscard]] std::vector<int> readable() const override;
  [[nodiscard]] std::vector<int> writable() const override;
  [[nodiscard]] bool resting() const override { return acceptor_.resting(); }
  [[nodiscard]] std::vector<WebRequest> accept_ready() override;
  void reply(WebClient client, const WebContent& content) override;
  void refuse(WebClient client, const std::string& status, const std::string& text) override;

 private:
  [[nodiscard]] int listener() const { return file_ ? file_->fd() : socket_.get(); }
  void accept_clients();
  std::optional<std::string> path_asked(Browser& browser) const;
  [[nodiscard]] bool welcome(const std::string& host) const;

  Descriptor socket_;
  std::optional<SocketFile> file_;
  std::string host_;
  WebLimits limits_;
  Acceptor acceptor_;
  std::map<std::uint64_t, Browser> browsers_;
  std::uint64_t last_ = 0;
};

void say(Browser& browser, std::string_view status, std::string_view type, std::string_view policy,
         std::string_view body) {
  browser.out = answer_head(status, type, body.size(), policy);
  if (!browser.head_only) browser.out += body;
  browser.answered = true;
  browser.since = SteadyClock::now();
}

void say_plainly(Browser& browser, std::string_view status, std::string_view text) {
  say(browser, status, "text/html; charset=utf-8", nothing_loaded, plain_page(text));
}

/// Reads what is there; what comes after the head is thrown away, so that closing does not reset the answer.
void receive(Browser& browser) {
  std::array<char, 4096> buffer{};
  // Bounded, so that one who sends without end does not keep the loop.
  for (int reads = 0; reads < 16; ++reads) {
    const ssize_t length = ::recv(browser.socket.get(), buffer.data(), buffer.size(), 0);
    if (length < 0 && errno == EINTR) continue;
    if (length < 0 && errno == EAGAIN) return;
    if (length < 0) browser.gone = true;
    if (length == 0) browser.ended = true;
    if (length <= 0) return;
    if (browser.asked || browser.answered) continue;
    browser.in.append(buffer.data(), static_cast<std::size_t>(length));
    if (browser.in.size() > largest_request_head) return;
  }
}

void send_rest(Browser& browser) {
  std::string_view rest = browser.out;
  while (!rest.empty()) {
    const ssize_t sent = ::send(browser.socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      browser.gone = browser.gone || errno != EAGAIN;
      break;
    }
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  browser.out.erase(0, browser.out.size() - rest.size());
  if (browser.answered && browser.out.empty()) {
    ::shutdown(browser.socket.get(), SHUT_WR);
    browser.gone = true;
  }
}

std::vector<int> SocketWebServer::readable() const {
  std::vector<int> all;
  if (!acceptor_.resting()) all.push_back(listener());
  for (const auto& [id, browser] : browsers_) {
    if (!browser.asked && !browser.answered) all.push_back(browser.socket.get());
  }
  return all;
}

std::vector<int> SocketWebServer::writable() const {
  std::vector<int> all;
  for (const auto& [id, browser] : browsers_) {
    if (!browser.out.empty()) all.push_back(browser.socket.get());
  }
  return all;
}

void SocketWebServer::accept_clients() {
  while (true) {
    Descriptor socket = acceptor_.accept(listener());
    if (!socket.valid()) return;
    if (browsers_.size() >= limits_.clients) continue;
    Browser& browser = browsers_[++last_];
    browser.socket = std::move(socket);
    browser.since = SteadyClock::now();
  }
}

bool SocketWebServer::welcome(const std::string& host) const {
  if (file_) return true;
  const std::string name = host_of(host);
  return name == "localhost" || name == host_ || is_address(name);
}

/// The path of a request that has arrived; what is none is answered here.
std::optional<std::string> SocketWebServer::path_asked(Browser& browser) const {
  const auto end = browser.in.find("\r\n\r\n");
  if (browser.in.size() > largest_request_head && end > largest_request_head) {
    say_plainly(browser, "431 Request Header Fields Too Large", "The request is too long.");
    return std::nullopt;
  }
  if (end == std::string::npos) return std::nullopt;
  const auto head = parse_request_head(std::string_view(browser.in).substr(0, end + 4));
  browser.in.clear();
  if (!head) {
    say_plainly(browser, "400 Bad Request", "This is no request.");
  } else if (head->method != "GET" && head->method != "HEAD") {
    say_plainly(browser, "405 Method Not Allowed", "Here is only something to read.");
  } else if (!welcome(head->host)) {
    say_plainly(browser, "421 Misdirected Request", "Ask by the address, not by a name.");
  } else {
    browser.head_only = head->method == "HEAD";
    return head->target.substr(0, head->target.find('?'));
  }
  return std::nullopt;
}

std::vector<WebRequest> SocketWebServer::accept_ready() {
  accept_clients();
  std::vector<WebRequest> requests;
  for (auto& [id, browser] : browsers_) {
    receive(browser);
    if (!browser.asked && !browser.answered && !browser.gone) {
      if (auto path = path_asked(browser)) {
        browser.asked = true;
        requests.push_back({static_cast<WebClient>(id), std::move(*path)});
      }
      // The rest of its request will not come.
      browser.gone = browser.ended && !browser.asked && !browser.answered;
    }
    send_rest(browser);
  }
  const auto now = SteadyClock::now();
  std::erase_if(browsers_, [&](const auto& entry) {
    const Browser& browser = entry.second;
    return browser.gone || (!browser.asked && now - browser.since > limits_.patience);
  });
  return requests;
}

void SocketWebServer::reply(WebClient client, const WebContent& content) {
  const auto found = browsers_.find(static_cast<std::uint64_t>(client));
  if (found == browsers_.end()) return;
  found->second.asked = false;
  say(found->second, "200 OK", content.type, content.policy, content.body);
  send_rest(found->second);
  if (found->second.gone) browsers_.erase(found);
}

void SocketWebServer::refuse(WebClient client, const std::string& status, const std::string& text) {
  const auto found = browsers_.find(static_cast<std::uint64_t>(client));
  if (found == browsers_.end()) return;
  found->second.asked = false;
  say_plainly(found->second, status, text);
  send_rest(found->second);
  if (found->second.gone) browsers_.erase(found);
}

}  // namespace

Expected<std::unique_ptr<WebServer>> listen_web(const std::string& address, WebLimits limits) {
  if (address.find('/') != std::string::npos) {
    auto file = SocketFile::listen(address);
    if (!file) return std::unexpected(file.error());
    return std::make_unique<SocketWebServer>(std::move(*file), limits);
  }
  auto socket = listen_at_address(address);
  if (!socket) return std::unexpected(socket.error());
  return std::make_unique<SocketWebServer>(std::move(*socket), host_of(address), limits);
}

}  // namespace evenkeel
