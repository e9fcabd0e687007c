// The planner served to browsers, where `[web]` says so.
#pragma once

#include "app/service/web_pages.hpp"
#include "io/system/web_server.hpp"

#include <map>
#include <memory>
#include <string>

struct pollfd;

namespace evenkeel {

class Web {
 public:
  /// Listens at `[web] listen` of `settings`, and no longer where that changed. What cannot be listened at is
  /// logged, and tried again with the next call: the household's calendars do not wait for it.
  void use(const Settings& settings);
  /// Adds what to wait for.
  void wait_on(std::vector<pollfd>& fds) const;
  /// As WebServer::resting().
  [[nodiscard]] bool resting() const { return server_ && server_->resting(); }
  /// Answers who has asked. Pages are drawn when they are asked for, once until forget(); whether any was.
  bool answer(const Parts& parts);
  /// What is drawn no longer holds.
  void forget() { drawn_.clear(); }

 private:
  std::string address_;
  std::unique_ptr<WebServer> server_;
  std::map<std::string, WebPage> drawn_;
};

}  // namespace evenkeel
