#include "core/dav/classify.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>

namespace evenkeel::dav {
namespace {

constexpr Seconds shortest_wait = std::chrono::minutes(1);
constexpr Seconds longest_wait = std::chrono::hours(2);
constexpr Seconds usual_wait = std::chrono::minutes(15);

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<Seconds> clock_time(std::string_view text) {
  if (text.size() != 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto h = number(text.substr(0, 2));
  const auto m = number(text.substr(3, 2));
  const auto s = number(text.substr(6, 2));
  if (!h || !m || !s || *h > 23 || *m > 59 || *s > 60) return std::nullopt;
  return std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::seconds(*s);
}

/// IMF-fixdate, "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7); the obsolete forms count as nonsense.
std::optional<Instant> http_date(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto day = number(text.substr(5, 2));
  const auto year = number(text.substr(12, 4));
  const auto* const month = std::ranges::find(months, text.substr(8, 3));
  const auto time = clock_time(text.substr(17, 8));
  if (!day || !year || month == months.end() || !time) return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
      std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + *time;
}

/// Google and others answer 403 where they mean "too much" (dailyLimitExceeded, rateLimitExceeded,
/// usageLimits).
bool speaks_of_quota(std::string_view body) {
  std::string folded(body);
  std::ranges::transform(folded, folded.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  static constexpr std::array<std::string_view, 7> words = {
      "usagelimit", "limitexceeded",     "quotaexceeded",  "quota exceeded",
      "rate limit", "too many requests", "toomanyrequests"};
  return std::ranges::any_of(words, [&](std::string_view w) { return folded.find(w) != std::string::npos; });
}

Failure refused_login(int status, std::string_view user) {
  const std::string who = user.empty()
                              ? "the server wants a user and a password"
                              : "the server refuses user " + std::string(user) + "; check user and password";
  return {{ErrorKind::unauthorised, std::to_string(status) + ": " + who}, std::nullopt};
}

Failure later(int status, std::string_view what, const ResponseHead& head, Instant now) {
  return {{ErrorKind::transient, std::to_string(status) + ": " + std::string(what)},
          retry_after(head.header("retry-after"), now)};
}

std::string forbidden_text(std::string_view user) {
  return user.empty()
             ? "403: the server does not let everybody read this calendar; it may want a user and a password"
             : "403: the server knows user " + std::string(user) +
                   " but does not let them read this calendar";
}

struct Row {
  int status;
  ErrorKind kind;
  std::string_view text;
};

constexpr std::array<Row, 11> rows = {{
    {204, ErrorKind::invalid_data, "the server answers with nothing where a calendar should be"},
    {206, ErrorKind::invalid_data, "the server answers with a part only"},
    {400, ErrorKind::permanent, "the server does not understand the request; is this a calendar's URL?"},
    {404, ErrorKind::permanent, "there is no calendar at this URL"},
    {405, ErrorKind::permanent, "the server takes no calendar requests at this URL"},
    {408, ErrorKind::transient, "the server did not wait for the request"},
    {409, ErrorKind::permanent, "the server says that the request does not fit what is there"},
    {410, ErrorKind::permanent, "the calendar at this URL is gone for good"},
    {412, ErrorKind::precondition_failed, "what is there has changed meanwhile"},
    {501, ErrorKind::unsupported, "the server cannot do that"},
    {507, ErrorKind::transient, "the server has no room for the answer"},
}};

}  // namespace

Seconds retry_after(std::string_view value, Instant now) {
  if (const auto seconds = number(value); seconds && *seconds >= 0) {
    return std::clamp(Seconds(*seconds), shortest_wait, longest_wait);
  }
  if (!value.empty() && std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; })) {
    return longest_wait;  // more digits than a number has
  }
  if (const auto date = http_date(value)) return std::clamp(*date - now, shortest_wait, longest_wait);
  return usual_wait;
}

Failure classify(const ResponseHead& head, std::string_view body, std::string_view user, Instant now) {
  const int status = head.status;
  if (status == 401 || status == 407) return refused_login(status, user);
  if (status == 429) return later(status, "the server says we ask too often", head, now);
  if (status == 503) return later(status, "the server is out of service for the moment", head, now);
  if (status == 403) {
    if (speaks_of_quota(body)) return later(status, "the server's quota is used up for now", head, now);
    return {{ErrorKind::permanent, forbidden_text(user)}, std::nullopt};
  }
  for (const auto& row : rows) {
    if (row.status == status) return {{row.kind, std::to_string(status) + ": " + std::string(row.text)}, {}};
  }
  if (status >= 500) {
    return {{ErrorKind::transient, std::to_string(status) + ": the server failed; it may work later"}, {}};
  }
  if (status >= 400) {
    return {{ErrorKind::permanent, std::to_string(status) + ": the server refuses the request"}, {}};
  }
  return {{ErrorKind::invalid_data, std::to_string(status) + ": not the answer a calendar server gives"}, {}};
}

}  // namespace evenkeel::dav
