#include "core/publishing/same.hpp"

#include <algorithm>
#include <tuple>

namespace evenkeel {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void drop_blanks_at_end(std::string& text, bool line_breaks) {
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '\t' || (line_breaks && text.back() == '\n'))) {
    text.pop_back();
  }
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Where `12 h`, `12 min` or `12 %`, of this unit and beginning at `at`, ends; `at` where there is none.
std::size_t length_end(std::string_view text, std::size_t at, std::string_view unit) {
  std::size_t i = at;
  while (i < text.size() && is_digit(text[i])) ++i;
  if (i == at || text.substr(i, unit.size()) != unit) return at;
  i += unit.size();
  const bool goes_on = i < text.size() && ((text[i] >= 'a' && text[i] <= 'z') || is_digit(text[i]));
  return goes_on ? at : i;
}

}  // namespace

std::string without_lengths(std::string_view text) {
  const std::string whole = plain_text(text);
  std::string result;
  for (std::size_t i = 0; i < whole.size();) {
    std::size_t next = length_end(whole, i, " h");
    if (next == i) next = length_end(whole, i, " min");
    if (next == i) next = length_end(whole, i, " %");
    if (next == i || (i > 0 && is_digit(whole[i - 1]))) {
      result += whole[i++];
      continue;
    }
    // The minutes after the hours are the same length; at full hours there are none.
    if (next < whole.size() && whole[next] == ' ') {
      const std::size_t minutes = length_end(whole, next + 1, " min");
      if (minutes != next + 1) next = minutes;
    }
    i = next;
  }
  return result;
}

std::string plain_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') drop_blanks_at_end(result, false);
    result += c;
  }
  drop_blanks_at_end(result, true);
  return result;
}

std::string plain_line(std::string_view text) {
  std::string result;
  bool gap = false;
  for (const char c : text) {
    if (is_blank(c)) {
      gap = !result.empty();
      continue;
    }
    if (gap) result += ' ';
    gap = false;
    result += c;
  }
  return result;
}

std::variant<DateSpan, Interval> in_time(const std::variant<DateSpan, ZonedSpan>& time) {
  if (const auto* dates = std::get_if<DateSpan>(&time)) return *dates;
  const auto& zoned = std::get<ZonedSpan>(time);
  return Interval{zoned.zone->to_instant(zoned.start), zoned.zone->to_instant(zoned.end)};
}

std::variant<DateSpan, ZonedSpan> civil_time(const std::variant<DateSpan, Interval>& time, const Zone& zone) {
  if (const auto* dates = std::get_if<DateSpan>(&time)) return *dates;
  const auto& interval = std::get<Interval>(time);
  return ZonedSpan{zone.to_local(interval.start), zone.to_local(interval.end), &zone};
}

bool same_invitees(const std::vector<Invitee>& a, const std::vector<Invitee>& b) {
  const auto channels = [](const std::vector<Invitee>& invitees) {
    std::vector<std::tuple<Address, bool, bool, InviteDetail>> list;
    for (const Invitee& i : invitees) list.emplace_back(i.address, i.client_agent, i.listed, i.detail);
    std::ranges::sort(list);
    return list;
  };
  return channels(a) == channels(b);
}

}  // namespace evenkeel
