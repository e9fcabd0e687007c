// From what a person typed to the one collection meant: RFC 6764 and RFC 4791 6.2. A machine without I/O.
#pragma once

#include "core/dav/caldav_pull.hpp"
#include "core/dav/exchange.hpp"
#include "core/dav/multistatus.hpp"

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace evenkeel::dav {

struct FoundCalendar {
  std::string url;  // absolute
  Response description;
};

/// A calendar that was found before, and is not where it was.
struct FormerCalendar {
  std::string url;
  std::string name;  // as it was displayed; empty: not known
  Failure lost;      // what is said of it there now
};

/// Asks one thing after the other until it knows the calendar, or what is missing.
class Discovery {
 public:
  /// With `former` and no name configured, only that one is found again: another calendar does not stand in
  /// for it because it is the only one left.
  explicit Discovery(CaldavTarget target, std::optional<FormerCalendar> former = std::nullopt);

  using Next = std::variant<Request, FoundCalendar>;
  /// The first request. Error permanent when the URL is none.
  [[nodiscard]] Expected<Next> start();
  /// The answer to the last request (its `failure`, or the multistatus it brought), and what comes next.
  [[nodiscard]] std::variant<Request, FoundCalendar, Failure> on_answer(const Answer& answer,
                                                                        const Expected<Multistatus>& listed);
  /// The calendars seen on the way, for people.
  [[nodiscard]] const std::vector<FoundCalendar>& calendars() const { return calendars_; }
  /// The principal's own description, once asked: addresses, scheduling.
  [[nodiscard]] const std::optional<Response>& principal() const { return principal_; }

 private:
  enum class Ask : std::uint8_t { target, own_members, well_known, root, principal, home, delegator };
  struct Question {
    Ask ask;
    Url url;
    bool own = true;  // not of somebody who delegated
  };

  void want(Ask ask, const Url& base, std::string_view reference, bool own = true);
  void learn(const Response& about, const Url& base, bool own);
  void learn_target(const Response& self, const Url& base);
  void collect(const Multistatus& listed, const Url& base);
  [[nodiscard]] const FoundCalendar* choice(bool final) const;
  [[nodiscard]] const FoundCalendar* former_again() const;
  [[nodiscard]] std::variant<Request, FoundCalendar, Failure> next();
  [[nodiscard]] Failure nothing_found() const;

  CaldavTarget wanted_;
  std::optional<FormerCalendar> former_;
  Url start_;
  std::deque<Question> questions_;
  std::deque<Question> later_;  // delegated calendars: only when the own ones do not do
  std::set<std::string> asked_;
  std::optional<Question> under_way_;
  std::vector<FoundCalendar> calendars_;
  std::optional<Response> principal_;
  std::optional<Failure> first_failure_;
  std::optional<Failure> lost_home_;  // an own home that is not to be had: what is not found may be in it
};

}  // namespace evenkeel::dav
