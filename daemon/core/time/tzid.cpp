#include "core/time/tzid.hpp"

#include "core/time/iana_names_table.hpp"
#include "core/time/windows_zones_table.hpp"

#include <algorithm>
#include <cctype>
#include <map>

namespace evenkeel {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

/// All names of one zone, by each of them in lower case.
using Names = std::map<std::string, std::string_view, std::less<>>;

Names read_names() {
  Names names;
  std::string_view rest = iana_names;
  while (!rest.empty()) {
    const auto group = rest.substr(0, rest.find('|'));
    rest.remove_prefix(group.size() + 1);
    for (auto words = group; !words.empty();) {
      const auto word = words.substr(0, words.find(' '));
      names.emplace(lower(word), group);
      words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
  }
  return names;
}

/// Appends the names of the zone that `name` is one of, whatever its case: the one that was meant first.
void append_names(std::string_view name, std::vector<std::string>& out) {
  static const Names names = read_names();
  const std::string folded = lower(name);
  const auto found = names.find(folded);
  if (found == names.end()) return;
  const std::size_t meant = out.size();
  for (auto words = found->second; !words.empty();) {
    const auto word = words.substr(0, words.find(' '));
    if (lower(word) == folded) {
      out.insert(out.begin() + static_cast<std::ptrdiff_t>(meant), std::string(word));
    } else {
      out.emplace_back(word);
    }
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
}

/// One or two digits, taken off the front.
std::optional<int> take_digits(std::string_view& text, std::size_t least, int most) {
  std::size_t digits = 0;
  int value = 0;
  while (digits < 2 && digits < text.size() && std::isdigit(static_cast<unsigned char>(text[digits])) != 0) {
    value = value * 10 + (text[digits++] - '0');
  }
  text.remove_prefix(digits);
  if (digits < least || value > most) return std::nullopt;
  return value;
}

constexpr char carries = '\n';

}  // namespace

TzId with_calendar_zone(const TzId& tzid, const std::optional<TzId>& calendar_zone) {
  return TzId{tzid.str() + carries + (calendar_zone ? calendar_zone->str() : "")};
}

std::optional<TzId> carried_calendar_zone(std::string_view tzid) {
  const auto found = tzid.find(carries);
  if (found == std::string_view::npos) return std::nullopt;
  return TzId{tzid.substr(found + 1)};
}

std::string_view without_calendar_zone(std::string_view tzid) {
  return tzid.substr(0, tzid.find(carries));
}

bool speaks_for_itself(const TzId& tzid) {
  const auto bare = bare_tzid(tzid.str());
  return !iana_candidates(bare).empty() || !iana_of_windows(bare).empty() || offset_of_name(bare);
}

std::string_view bare_tzid(std::string_view tzid) {
  const auto odd = [](char c) { return c == '"' || c == '\'' || c == ' ' || c == '\t'; };
  tzid = without_calendar_zone(tzid);
  while (!tzid.empty() && odd(tzid.front())) tzid.remove_prefix(1);
  while (!tzid.empty() && odd(tzid.back())) tzid.remove_suffix(1);
  return tzid;
}

bool is_zone_name(std::string_view name) {
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '+' || c == '-' || c == '/';
  };
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, fits) && !name.starts_with('/') &&
         !name.ends_with('/') && name.find("//") == std::string_view::npos && name != "localtime" &&
         name != "posixrules";
}

std::vector<std::string> iana_candidates(std::string_view tzid) {
  std::vector<std::string> candidates;
  append_names(tzid, candidates);
  const bool vendor = tzid.starts_with('/') || tzid.find("://") != std::string_view::npos;
  for (auto slash = tzid.find('/'); slash != std::string_view::npos; slash = tzid.find('/', slash + 1)) {
    const auto rest = tzid.substr(slash + 1);
    // "x/GMT" says little; "/vendor/GMT" is GMT.
    if (vendor || rest.find('/') != std::string_view::npos) append_names(rest, candidates);
  }
  return candidates;
}

std::string_view iana_of_windows(std::string_view tzid) {
  const std::string folded = lower(tzid);
  const auto* const found = std::ranges::lower_bound(windows_zones, folded, {}, &WindowsZone::windows);
  if (found == windows_zones.end() || found->windows != folded) return {};
  return found->iana;
}

std::optional<Seconds> offset_of_name(std::string_view tzid) {
  const std::string folded = lower(tzid.substr(0, 3));
  if (folded == "utc" || folded == "gmt") tzid.remove_prefix(3);
  if (!tzid.starts_with('+') && !tzid.starts_with('-')) return std::nullopt;
  const bool west = tzid.front() == '-';
  tzid.remove_prefix(1);
  const auto hours = take_digits(tzid, 1, 23);
  if (!hours) return std::nullopt;
  Seconds sum{*hours * 3600};
  if (!tzid.empty()) {
    if (tzid.front() == ':') tzid.remove_prefix(1);
    const auto minutes = take_digits(tzid, 2, 59);
    if (!minutes || !tzid.empty()) return std::nullopt;
    sum += Minutes{*minutes};
  }
  return west ? -sum : sum;
}

}  // namespace evenkeel
