#include "core/dav/discovery.hpp"

#include "core/dav/requests.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel::dav {
namespace {

constexpr std::size_t most_questions = 32;

std::string folded(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool is_calendar(const Response& r) {
  return r.resource_type && r.resource_type->calendar;
}

/// Holds what evenkeel reads; a server that does not say may hold anything.
bool holds_events(const Response& r) {
  return r.components.empty() || std::ranges::any_of(r.components, [](const std::string& c) {
           return c == "VEVENT" || c == "VTODO";
         });
}

std::string last_segment(const std::string& url) {
  const auto parsed = parse_url(url);
  if (!parsed) return {};
  const auto key = path_key(*parsed);
  return percent_decoded(key.substr(key.rfind('/') + 1));
}

std::string name_of(const FoundCalendar& calendar) {
  return calendar.description.display_name.value_or(last_segment(calendar.url));
}

/// Behind something that adds TLS a server may name itself by http: it is where it was found, by https.
std::optional<Url> named(const Url& start, const Url& base, std::string_view reference) {
  auto to = resolve(base, reference);
  if (to && start.scheme == "https" && to->scheme == "http" && to->host == start.host) {
    to->scheme = start.scheme;
    to->port = start.port;
  }
  return to;
}

/// The response about the URL that was asked; servers differ in how they spell it.
const Response* self_of(const Multistatus& listed, const Url& url) {
  const auto own = std::ranges::find_if(listed.responses, [&](const Response& r) {
    const auto at = resolve(url, r.href.str());
    return at && path_key(*at) == path_key(url);
  });
  if (own != listed.responses.end()) return &*own;
  return listed.responses.size() == 1 ? listed.responses.data() : nullptr;
}

/// These end a discovery: what follows would fail alike, or hammer a server that wants to be left alone. A
/// place that knows no PROPFIND (501), or stumbles over this one (500), says nothing about the others.
bool ends_it(const Answer& answer) {
  const int status = answer.head.status;
  const bool broke_off = status < 400 && answer.failure->error.kind == ErrorKind::transient;
  return status == 0 || broke_off || is_redirect(status) || status == 401 || status == 407 || status == 429 ||
         status > 501 || answer.failure->retry_after.has_value();
}

}  // namespace

Discovery::Discovery(CaldavTarget target, std::optional<FormerCalendar> former)
    : wanted_(std::move(target)), former_(std::move(former)) {}

Expected<Discovery::Next> Discovery::start() {
  const auto url = parse_url(wanted_.url);
  if (!url) return fail(ErrorKind::permanent, "the configured URL is no http(s) URL");
  start_ = *url;
  under_way_ = Question{Ask::target, *url};
  asked_.insert("0 " + url->origin() + path_key(*url));
  return describe(url->str());
}

/// Only where the credentials may go is asked at all.
void Discovery::want(Ask ask, const Url& base, std::string_view reference, bool own) {
  auto to = named(start_, base, reference);
  if (!to || !credentials_may_follow(start_, *to, Phase::discovery)) return;
  if (start_.scheme == "https" && to->scheme != "https") return;
  to->userinfo = start_.userinfo;
  const bool members = ask == Ask::home || ask == Ask::own_members;
  if (!asked_.insert((members ? "1 " : "0 ") + to->origin() + path_key(*to)).second) return;
  (ask == Ask::delegator ? later_ : questions_).push_back({ask, *to, own});
}

/// `own`: about the user, not about somebody who delegated.
void Discovery::learn(const Response& about, const Url& base, bool own) {
  for (const auto& home : about.home_set) want(Ask::home, base, home.str(), own);
  if (!own) return;
  if (about.home_set.empty()) {
    for (const auto& principal : about.principals) want(Ask::principal, base, principal.str());
  }
  for (const auto& delegator : about.proxies) want(Ask::delegator, base, delegator.str(), false);
}

void Discovery::learn_target(const Response& self, const Url& base) {
  const bool collection = self.resource_type && self.resource_type->collection;
  if (collection && path_key(base) != "/") want(Ask::own_members, base, base.path);
  learn(self, base, true);
}

void Discovery::collect(const Multistatus& listed, const Url& base) {
  for (const auto& r : listed.responses) {
    if (!is_calendar(r) || !holds_events(r)) continue;
    auto url = named(start_, base, r.href.str());
    if (!url || !credentials_may_follow(start_, *url, Phase::discovery)) continue;
    url->userinfo = start_.userinfo;
    const auto text = url->str();
    const auto same = [&](const FoundCalendar& c) { return c.url == text; };
    if (std::ranges::none_of(calendars_, same)) calendars_.push_back({text, r});
  }
}

/// By the last part of its address, else by what it is called; where either means one only.
const FoundCalendar* Discovery::former_again() const {
  const auto only = [&](auto matches) -> const FoundCalendar* {
    const FoundCalendar* one = nullptr;
    for (const auto& c : calendars_) {
      if (!matches(c)) continue;
      if (one != nullptr) return nullptr;
      one = &c;
    }
    return one;
  };
  const auto last = last_segment(former_->url);
  if (const auto* c = only([&](const auto& f) { return last_segment(f.url) == last; })) return c;
  if (former_->name.empty()) return nullptr;
  return only([&](const auto& f) { return f.description.display_name == former_->name; });
}

/// The calendar meant, among those seen so far. `final`: nothing more will be seen.
const FoundCalendar* Discovery::choice(bool final) const {
  if (wanted_.calendar.empty() && former_) return final ? former_again() : nullptr;
  if (wanted_.calendar.empty()) return final && calendars_.size() == 1 ? calendars_.data() : nullptr;
  const auto by = [&](auto matches) -> const FoundCalendar* {
    const auto it = std::ranges::find_if(calendars_, matches);
    return it == calendars_.end() ? nullptr : &*it;
  };
  const auto name = folded(wanted_.calendar);
  const auto exact = [&](const FoundCalendar& f) { return name_of(f) == wanted_.calendar; };
  const bool several = std::ranges::count_if(calendars_, exact) > 1;
  if (const auto* c = several ? nullptr : by(exact)) return c;
  if (!final) return nullptr;
  // Of several by one name none is the one meant, unless the last part of its URL says so.
  if (several) return by([&](const auto& f) { return last_segment(f.url) == wanted_.calendar; });
  if (const auto* c = by([&](const auto& f) { return folded(name_of(f)) == name; })) return c;
  return by([&](const auto& f) { return folded(last_segment(f.url)) == name; });
}

Failure Discovery::nothing_found() const {
  if (calendars_.empty()) {
    if (first_failure_) return *first_failure_;
    return {{ErrorKind::permanent, "no calendar was found at this URL; is it a CalDAV server?"}, {}};
  }
  if (wanted_.calendar.empty() && former_) return former_->lost;
  std::string names;
  for (const auto& c : calendars_) names += (names.empty() ? "" : ", ") + ("\"" + name_of(c) + "\"");
  std::string what = wanted_.calendar.empty()
                         ? "there are several calendars; choose one by `calendar = ...`: "
                         : "there is no calendar \"" + wanted_.calendar + "\"; there are: ";
  const auto same = [&](const FoundCalendar& f) { return name_of(f) == wanted_.calendar; };
  if (!wanted_.calendar.empty() && std::ranges::any_of(calendars_, same)) {
    what = "several calendars have this name; choose one by the last part of its URL: ";
    names.clear();
    for (const auto& c : calendars_) {
      if (same(c)) names += (names.empty() ? "" : ", ") + ("\"" + last_segment(c.url) + "\"");
    }
  }
  return {{ErrorKind::permanent, what + names}, {}};
}

std::variant<Request, FoundCalendar, Failure> Discovery::next() {
  if (const auto* found = choice(false)) return *found;
  // Others' calendars are only looked at when one of them can be the one meant.
  if (questions_.empty() && (calendars_.empty() || choice(true) == nullptr)) {
    if (calendars_.empty() || !wanted_.calendar.empty()) std::swap(questions_, later_);
  }
  if (questions_.empty() || asked_.size() > most_questions) {
    // A calendar by a name that is not quite the one, or the only one left, must not stand in for it.
    if (lost_home_) return *lost_home_;
    if (const auto* found = choice(true)) return *found;
    return nothing_found();
  }
  under_way_ = std::move(questions_.front());
  questions_.pop_front();
  const bool members = under_way_->ask == Ask::home || under_way_->ask == Ask::own_members;
  return members ? list_collections(under_way_->url.str()) : describe(under_way_->url.str());
}

std::variant<Request, FoundCalendar, Failure> Discovery::on_answer(const Answer& answer,
                                                                   const Expected<Multistatus>& listed) {
  const auto ask = under_way_->ask;
  const bool guessing = ask == Ask::well_known || ask == Ask::root || ask == Ask::delegator;
  if (answer.failure || !listed) {
    Failure failure = answer.failure ? *answer.failure : Failure{listed.error(), std::nullopt};
    // A home that fails is not an empty home: a weaker answer must never stand in for it.
    const bool at_root = ask == Ask::target && path_key(start_) == "/" && is_redirect(answer.head.status);
    const bool absent = answer.head.status == 403 || answer.head.status == 404 || answer.head.status == 410;
    if (ask == Ask::home && absent) {
      if (under_way_->own && !lost_home_) lost_home_ = failure;
    } else if (ask == Ask::home || ask == Ask::principal ||
               (answer.failure && ends_it(answer) && !guessing && !at_root)) {
      return failure;
    }
    if (answer.head.status == 401 && ask != Ask::delegator) return failure;
    // A mistyped calendar must not silently become another one: a path that is not there leads on only by a
    // name.
    if (ask == Ask::target && absent && path_key(start_) != "/" && wanted_.calendar.empty()) return failure;
    if (!first_failure_) first_failure_ = std::move(failure);
  } else if (ask == Ask::home || ask == Ask::own_members) {
    collect(*listed, answer.url);
    // A URL that itself holds calendars means these; without a name nothing else has to be looked at.
    if (ask == Ask::own_members && wanted_.calendar.empty() && !calendars_.empty()) {
      questions_.clear();
      later_.clear();
    }
  } else if (const auto* self = self_of(*listed, answer.url)) {
    if (ask == Ask::target && is_calendar(*self)) return FoundCalendar{answer.url.str(), *self};
    if (ask == Ask::principal) principal_ = *self;
    if (ask == Ask::target) {
      learn_target(*self, answer.url);
    } else {
      learn(*self, answer.url, ask != Ask::delegator);
    }
  }
  // RFC 6764 5: the well-known URI, and where a server has none, its root.
  if (questions_.empty() && calendars_.empty() && !principal_) {
    if (ask == Ask::target || ask == Ask::own_members) want(Ask::well_known, start_, "/.well-known/caldav");
    if (ask == Ask::well_known) want(Ask::root, start_, "/");
  }
  return next();
}

}  // namespace evenkeel::dav
