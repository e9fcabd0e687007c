// What people ask the running service, between its cycles and in the middle of one.
#include "app/commands/terminal.hpp"
#include "app/main/operators.hpp"
#include "app/main/service.hpp"
#include "app/main/whose.hpp"
#include "app/service/requests.hpp"

#include <algorithm>
#include <iterator>

namespace evenkeel {

void Service::perform(const ControlRequest& request) {
  if (!is_about(request.content, *settings_)) {
    control_->reply(request.client, {{"other household", true}});
    return;
  }
  std::optional<CycleReport> report;
  const Instant started = house_->clock().now();
  Printed printed = perform_request(request.content, house_->parts(), report);
  if (report) add_metrics_failure(tell_operators(*house_, *report, started), printed);
  control_->reply(request.client, to_json(printed));
}

/// Whether there were any.
bool Service::answer_requests() {
  std::vector<ControlRequest> requests = std::exchange(waiting_, {});
  std::ranges::move(control_->accept_ready(), std::back_inserter(requests));
  // What is written into a state that was taken away would be lost.
  const auto kept = requests.empty() ? Expected<void>{} : house_->keep_state();
  for (const ControlRequest& request : requests) {
    if (kept) {
      perform(request);
    } else {
      const std::string why = printable("evenkeel: " + kept.error().text) + "\n";
      control_->reply(request.client, to_json(Printed{.out = {}, .err = why, .status = 4}));
    }
  }
  return !requests.empty();
}

/// One silent server holds up neither people nor pages; what would disturb the pulls is done after them.
void Service::answer_meanwhile() {
  constexpr std::chrono::milliseconds pause{200};
  const auto now = std::chrono::steady_clock::now();
  if (answering_ || now - last_answers_ < pause) return;
  answering_ = true;
  for (ControlRequest& request : control_->accept_ready()) {
    if (disturbs_no_pull(request.content)) {
      perform(request);
      // What was drawn before does not show it, and a source that it woke was not tried.
      web_.forget();
      cycle_began_.reset();
    } else {
      waiting_.push_back(std::move(request));
    }
  }
  web_.answer(house_->parts());
  answering_ = false;
  last_answers_ = std::chrono::steady_clock::now();
}

}  // namespace evenkeel
