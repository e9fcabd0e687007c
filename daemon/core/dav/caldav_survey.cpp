#include "core/dav/discovery.hpp"
#include "core/dav/exchange.hpp"
#include "core/dav/multistatus.hpp"
#include "core/dav/privileges.hpp"
#include "core/dav/requests.hpp"
#include "core/dav/survey.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace evenkeel::dav {
namespace {

/// A person is waiting.
constexpr std::chrono::seconds patience{30};

bool says(const std::vector<std::string>& list, std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string calendar_name(const FoundCalendar& found) {
  if (found.description.display_name) return *found.description.display_name;
  const auto url = parse_url(found.url);
  const std::string key = url ? path_key(*url) : found.url;
  return percent_decoded(key.substr(key.rfind('/') + 1));
}

std::string identity_of(const Response& principal) {
  std::string mail;
  for (const std::string& address : principal.addresses) {
    if (address.starts_with("mailto:")) mail += (mail.empty() ? "" : ", ") + address.substr(7);
  }
  if (!mail.empty()) return mail;
  return principal.display_name.value_or(principal.href.str());
}

class CaldavSurvey final : public Survey {
 public:
  CaldavSurvey(CaldavTarget target, Instant now)
      : configured_(target.url), exchange_(target.user, now), discovery_(std::move(target)) {}

  [[nodiscard]] const Surveyed& surveyed() const override { return surveyed_; }

  [[nodiscard]] std::vector<Effect> start() override {
    auto first = discovery_.start();
    if (!first) return end(std::unexpected(first.error()));
    return ask(std::move(std::get<Request>(*first)));
  }
  [[nodiscard]] std::vector<Effect> on_head(int tag, const ResponseHead& head) override {
    exchange_.on_head(tag, head);
    return {};
  }
  [[nodiscard]] std::vector<Effect> on_body(int tag, std::string_view bytes) override {
    const auto own = exchange_.on_body(tag, bytes);
    if (!own.empty() && read_) read_ = reader_.feed(own);
    return {};
  }
  [[nodiscard]] std::vector<Effect> on_complete(int tag, const Expected<void>& result) override {
    auto outcome = exchange_.on_complete(tag, result);
    if (!outcome) return {};
    if (auto* redirect = std::get_if<SendRequest>(&*outcome)) {
      std::vector<Effect> effects;
      effects.emplace_back(std::move(*redirect));
      return effects;
    }
    const Answer answer = std::move(std::get<Answer>(*outcome));
    if (!answer.failure && read_) read_ = reader_.finish();
    auto listed = read_ ? Expected<Multistatus>(Multistatus{reader_.take(), std::nullopt})
                        : Expected<Multistatus>(std::unexpected(read_.error()));
    return asked_principal_ ? on_principal(answer, listed) : on_discovery(answer, listed);
  }

 private:
  std::vector<Effect> ask(Request request) {
    const auto url = parse_url(request.url);
    request.credentials = request.credentials && url && credentials_belong(configured_, *url);
    request.limits.total = patience;
    request.limits.stalled = patience;
    reader_ = MultistatusReader();
    read_ = {};
    std::vector<Effect> effects;
    effects.emplace_back(exchange_.send(std::move(request), Phase::discovery, 207, false));
    return effects;
  }

  std::vector<Effect> on_discovery(const Answer& answer, const Expected<Multistatus>& listed) {
    auto next = discovery_.on_answer(answer, listed);
    if (auto* request = std::get_if<Request>(&next)) return ask(std::move(*request));
    note_calendars(std::get_if<FoundCalendar>(&next));
    if (const auto* failure = std::get_if<Failure>(&next)) {
      chosen_ = std::unexpected(failure->error);
    } else {
      surveyed_.collection = std::get<FoundCalendar>(next).url;
      note_offers(std::get<FoundCalendar>(next).description);
    }
    if (discovery_.principal()) {
      note_principal(*discovery_.principal());
      return end(chosen_);
    }
    return ask_principal(std::get_if<FoundCalendar>(&next));
  }

  /// A collection's own address leads past the principal; it is asked for who we are.
  std::vector<Effect> ask_principal(const FoundCalendar* found) {
    if (found == nullptr || found->description.principals.empty()) return end(chosen_);
    const auto base = parse_url(found->url);
    const auto principal = base ? resolve(*base, found->description.principals.front().str()) : std::nullopt;
    if (!principal || !same_origin(*base, *principal)) return end(chosen_);
    surveyed_.identity = principal->path;
    asked_principal_ = true;
    return ask(describe(principal->str()));
  }

  std::vector<Effect> on_principal(const Answer& answer, const Expected<Multistatus>& listed) {
    if (!answer.failure && listed && !listed->responses.empty()) note_principal(listed->responses.front());
    return end(chosen_);
  }

  void note_calendars(const FoundCalendar* chosen) {
    for (const FoundCalendar& found : discovery_.calendars()) {
      surveyed_.calendars.push_back({.name = calendar_name(found),
                                     .chosen = chosen != nullptr && chosen->url == found.url,
                                     .writable = may_write(found.description).value_or(false)});
    }
    const auto is_chosen = [](const SurveyedCalendar& c) { return c.chosen; };
    if (chosen != nullptr && std::ranges::none_of(surveyed_.calendars, is_chosen)) {
      surveyed_.calendars.push_back({.name = calendar_name(*chosen),
                                     .chosen = true,
                                     .writable = may_write(chosen->description).value_or(false)});
    }
  }

  void note_offers(const Response& collection) {
    if (says(collection.reports, "sync-collection")) surveyed_.offers.emplace_back("sync-collection");
    if (says(collection.reports, "calendar-multiget")) surveyed_.offers.emplace_back("calendar-multiget");
    if (collection.ctag) surveyed_.offers.emplace_back("CTag");
  }

  void note_principal(const Response& principal) {
    surveyed_.identity = identity_of(principal);
    if (principal.schedule_outbox) surveyed_.offers.emplace_back("scheduling");
  }

  std::vector<Effect> end(Expected<void> result) {
    surveyed_.reachable = result;
    PullDone done;
    done.result = std::move(result);
    std::vector<Effect> effects;
    effects.emplace_back(std::move(done));
    return effects;
  }

  std::string configured_;
  Exchange exchange_;
  Discovery discovery_;
  MultistatusReader reader_;
  Expected<void> read_;
  Expected<void> chosen_;  // or why no calendar could be chosen
  bool asked_principal_ = false;
  Surveyed surveyed_;
};

}  // namespace

std::unique_ptr<Survey> caldav_survey(CaldavTarget target, Instant now) {
  return std::make_unique<CaldavSurvey>(std::move(target), now);
}

}  // namespace evenkeel::dav
