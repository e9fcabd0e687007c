// Which collection, and what it offers: the first steps of CaldavMachine.
#include "core/dav/caldav_machine.hpp"
#include "core/dav/requests.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel::dav {
namespace {

/// Whether it answers sync-collection: it says so, or has the token of RFC 6578 4, which goes with it. A
/// server that refuses it nevertheless is asked in the other ways.
bool offers_sync(const Response& description) {
  return description.sync_token ||
         std::ranges::find(description.reports, "sync-collection") != description.reports.end();
}

}  // namespace

void CaldavMachine::begin_discovery(std::optional<FormerCalendar> former) {
  rediscovered_ = true;
  state_.collection.clear();
  discovery_.emplace(target_, std::move(former));
  auto first = discovery_->start();
  if (!first) return fail_with({first.error(), std::nullopt});
  ask(Step::discover, std::move(std::get<Request>(*first)));
}

void CaldavMachine::advance(std::variant<Request, FoundCalendar, Failure> next) {
  if (auto* request = std::get_if<Request>(&next)) return ask(Step::discover, std::move(*request));
  if (const auto* failure = std::get_if<Failure>(&next)) return fail_with(*failure);
  discovered(std::get<FoundCalendar>(next));
}

void CaldavMachine::discovered(const FoundCalendar& found) {
  // What the old place said means nothing at another one.
  if (found.url != before_.collection) {
    state_.token = {};
    state_.ctag.clear();
    state_.etag = {};
    state_.unfetched.clear();
  }
  state_.collection = found.url;
  state_.name = found.description.display_name.value_or("");
  described_ = true;
  offers_sync_ = offers_sync(found.description);
  new_ctag_ = found.description.ctag.value_or("");
  begin_whole();
}

/// 207 outside, and inside of it the collection itself is not to be had.
Failure CaldavMachine::about_itself(int status) const {
  return classify({status, {}}, {}, target_.user, now_);
}

void CaldavMachine::described(const Answer& answer) {
  if (rediscovers(answer)) return;
  if (answer.failure) return fail_with(*answer.failure);
  if (responses_.empty()) {
    return fail_with({{ErrorKind::invalid_data, "the server says nothing about the calendar"}, {}});
  }
  described_ = true;
  const auto& self = responses_.front();
  if (self.status >= 400) return fail_with(about_itself(self.status));
  offers_sync_ = offers_sync(self);
  if (self.display_name) state_.name = *self.display_name;
  new_ctag_ = self.ctag.value_or("");
  begin_whole();
}

/// A collection that is gone may have moved: the account is asked again, once. Nothing is removed by that
/// (P13). One that redirects to a host of the same site has moved there (P44): only a discovery takes the
/// credentials along.
bool CaldavMachine::rediscovers(const Answer& answer) {
  const int status = answer.head.status;
  const auto from = collection();
  const bool elsewhere = !same_origin(answer.url, from) && same_site(answer.url, from);
  const bool moved = elsewhere && (status == 401 || status == 403);
  if (!answer.failure || rediscovered_ || (status != 404 && status != 410 && !moved)) return false;
  // What was configured and is not there is not looked for anywhere else.
  if (!moved && state_.collection == target_.url) return false;
  begin_discovery(FormerCalendar{from.str(), before_.name, *answer.failure});
  return true;
}

}  // namespace evenkeel::dav
