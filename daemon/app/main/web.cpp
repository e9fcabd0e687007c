#include "app/main/web.hpp"

#include "app/commands/terminal.hpp"

#include <poll.h>
#include <spdlog/spdlog.h>

namespace evenkeel {

void Web::use(const Settings& settings) {
  forget();
  if (settings.web_listen != address_) {
    server_.reset();
    address_ = settings.web_listen;
  }
  if (server_ || address_.empty()) return;
  auto server = listen_web(address_);
  if (!server) {
    spdlog::error("the planner is not served: {}", printable(server.error().text));
    return;
  }
  server_ = std::move(*server);
  spdlog::info("the planner is served at {}", printable(address_));
}

void Web::wait_on(std::vector<pollfd>& fds) const {
  if (!server_) return;
  for (const int fd : server_->readable()) fds.push_back({.fd = fd, .events = POLLIN, .revents = 0});
  for (const int fd : server_->writable()) fds.push_back({.fd = fd, .events = POLLOUT, .revents = 0});
}

bool Web::answer(const Parts& parts) {
  bool drew = false;
  if (!server_) return drew;
  for (const WebRequest& request : server_->accept_ready()) {
    auto found = drawn_.find(request.path);
    if (found == drawn_.end()) {
      // Drawn before the first cycle has ended, it would say that nothing collides.
      if (parts.store.fact("last-cycle").value_or(std::string()).empty()) {
        server_->refuse(request.client, "503 Service Unavailable",
                        "The calendars are being read for the first time. Please try again in a minute.");
        continue;
      }
      auto page = web_page(request.path, parts);
      if (!page) {
        spdlog::error("the planner cannot be drawn: {}", printable(page.error().text));
        server_->refuse(request.client, "503 Service Unavailable", "The planner cannot be drawn now.");
        continue;
      }
      if (!*page) {
        server_->refuse(request.client, "404 Not Found", "There is nothing here.");
        continue;
      }
      found = drawn_.emplace(request.path, std::move(**page)).first;
      drew = true;
    }
    const WebPage& page = found->second;
    server_->reply(request.client, {.type = page.type, .policy = page.policy, .body = page.body});
  }
  return drew;
}

}  // namespace evenkeel
