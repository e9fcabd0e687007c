#include "core/dav/content_identity.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/dav/unreadable.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace evenkeel::dav {
namespace {

std::string_view name_of(std::string_view line) {
  return line.substr(0, line.find_first_of(":;\r\n"));
}

bool changes_by_itself(std::string_view line) {
  static constexpr std::array<std::string_view, 6> names = {"UID",           "DTSTAMP", "CREATED",
                                                            "LAST-MODIFIED", "PRODID",  "SEQUENCE"};
  const auto name = name_of(line);
  return name.starts_with("X-WR-") || std::ranges::find(names, name) != names.end();
}

bool is_time(std::string_view line) {
  static constexpr std::array<std::string_view, 8> names = {"DTSTART", "DTEND", "DUE",    "DURATION",
                                                            "RRULE",   "RDATE", "EXDATE", "RECURRENCE-ID"};
  return std::ranges::find(names, name_of(line)) != names.end();
}

/// The next content line with its folded parts (RFC 5545 3.1), as it stands.
std::string_view next_line(std::string_view& text) {
  std::size_t end = 0;
  do {
    end = text.find('\n', end);
    end = end == std::string_view::npos ? text.size() : end + 1;
  } while (end < text.size() && (text[end] == ' ' || text[end] == '\t'));
  const auto line = text.substr(0, end);
  text.remove_prefix(end);
  return line;
}

std::string fingerprint_of(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n");
  return fingerprint(all);
}

/// From a piece's ETag: HASH+CORE+TIMES+CONTENT.
ContentIdentity identity_in(const ETag& etag) {
  std::vector<std::string> parts(1);
  for (const char c : etag.str()) {
    if (c == '+') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  if (parts.size() != 4) return {};
  return {std::move(parts[3]), std::move(parts[1]), std::move(parts[2])};
}

/// RFC 5545 3.3.11.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    c == '\n' ? out.append("\\n") : out.append(1, c);
  }
  return out;
}

/// The calendar with another UID in each of its components.
std::string with_uid(std::string_view calendar, const std::string& uid) {
  std::string out;
  out.reserve(calendar.size() + uid.size());
  while (!calendar.empty()) {
    const auto line = next_line(calendar);
    if (name_of(line) == "UID") continue;
    out.append(line);
    if (line.starts_with("BEGIN:VEVENT") || line.starts_with("BEGIN:VTODO"))
      out.append("UID:").append(escaped(uid)).append("\r\n");
  }
  return out;
}

constexpr std::string_view by_uid = "uid:";

/// What is known and not there any more, to be found again by content.
class Lost {
 public:
  Lost(const Known& known, const std::unordered_set<Href>& present) {
    for (const auto& [href, etag] : known) {
      if (present.contains(href)) continue;
      const auto identity = identity_in(etag);
      if (identity.content.empty()) continue;
      by_content_[identity.content].push_back(href);
      by_core_[identity.core].push_back(href);
      by_times_[identity.times].push_back(href);
    }
  }
  [[nodiscard]] std::optional<Href> take_by_content(const std::string& content) {
    return take(by_content_, content);
  }
  [[nodiscard]] std::optional<Href> take_by_core(const std::string& core) { return take(by_core_, core); }
  /// Where no other one of them is at these times.
  [[nodiscard]] std::optional<Href> take_by_times(const std::string& times) {
    const auto same = by_times_.find(times);
    const auto lost = [&](const Href& href) { return !found_.contains(href); };
    if (same == by_times_.end() || std::ranges::count_if(same->second, lost) != 1) return std::nullopt;
    const auto href = std::ranges::find_if(same->second, lost);
    found_.insert(*href);
    return *href;
  }
  [[nodiscard]] bool found(const Href& href) const { return found_.contains(href); }

 private:
  using Index = std::unordered_map<std::string, std::vector<Href>>;
  std::optional<Href> take(Index& index, const std::string& key) {
    const auto same = index.find(key);
    while (same != index.end() && !same->second.empty()) {
      Href href = std::move(same->second.back());
      same->second.pop_back();
      if (found_.insert(href).second) return href;
    }
    return std::nullopt;
  }

  Index by_content_;
  Index by_core_;
  Index by_times_;
  std::unordered_set<Href> found_;
};

using Unknown = std::vector<std::pair<const ical::Piece*, ContentIdentity>>;

/// The names that pieces of unknown UIDs are known by; `same`: with the same content.
struct Recognised {
  std::unordered_map<const ical::Piece*, Href> renamed;
  std::unordered_set<const ical::Piece*> same;
};

Recognised recognised(const Unknown& unknown, Lost& lost) {
  Recognised out;
  auto& [renamed, same] = out;
  for (const auto& [piece, identity] : unknown) {
    if (auto href = lost.take_by_content(identity.content)) {
      renamed.emplace(piece, std::move(*href));
      same.insert(piece);
    }
  }
  for (const auto& [piece, identity] : unknown) {
    if (same.contains(piece)) continue;
    if (auto href = lost.take_by_core(identity.core)) renamed.emplace(piece, std::move(*href));
  }
  std::unordered_map<std::string, std::size_t> at;  // still unknown, at these times
  for (const auto& [piece, identity] : unknown) at[identity.times] += renamed.contains(piece) ? 0 : 1;
  for (const auto& [piece, identity] : unknown) {
    if (renamed.contains(piece) || at[identity.times] != 1) continue;
    if (auto href = lost.take_by_times(identity.times)) renamed.emplace(piece, std::move(*href));
  }
  return out;
}

}  // namespace

ContentIdentity content_identity(std::string_view calendar) {
  std::vector<std::string> lines;
  std::vector<std::string> core;
  std::vector<std::string> times;
  while (!calendar.empty()) {
    const auto line = next_line(calendar);
    if (changes_by_itself(line)) continue;
    std::string plain;
    for (const char c : line) {
      if (c != '\r' && c != '\n') plain += c;
    }
    if (is_time(plain)) times.push_back(plain);
    if (is_time(plain) || name_of(plain) == "SUMMARY") core.push_back(plain);
    lines.push_back(std::move(plain));
  }
  return {fingerprint_of(std::move(lines)), fingerprint_of(std::move(core)),
          fingerprint_of(std::move(times))};
}

ETag piece_etag(const ical::Piece& piece) {
  const auto identity = content_identity(piece.text);
  return ETag(piece.hash + "+" + identity.core + "+" + identity.times + "+" + identity.content);
}

Href piece_href(const ical::Piece& piece) {
  return Href(std::string(by_uid) + piece.uid.str());
}

PieceChanges compare(const std::vector<ical::Piece>& pieces, const Known& known, bool unreadable) {
  std::unordered_set<Href> present;
  for (const auto& piece : pieces) present.insert(piece_href(piece));
  Lost lost(known, present);
  PieceChanges out;
  Unknown unknown;
  for (const auto& piece : pieces) {
    const auto etag = piece_etag(piece);
    const auto it = known.find(piece_href(piece));
    const bool same = it != known.end() && version_of(it->second) == etag;
    if (same && !(unreadable && is_unreadable(it->second))) continue;
    out.changed.push_back({&piece, piece_href(piece), piece.text});
    if (it == known.end()) unknown.emplace_back(&piece, identity_in(etag));
  }
  const auto [renamed, same] = recognised(unknown, lost);
  const bool new_names = renamed.size() * 2 > pieces.size();
  if (new_names) {
    std::erase_if(out.changed, [&](const ChangedPiece& c) { return same.contains(c.piece); });
    for (auto& changed : out.changed) {
      const auto it = renamed.find(changed.piece);
      if (it == renamed.end()) continue;
      changed.href = it->second;
      changed.text = with_uid(changed.text, it->second.str().substr(by_uid.size()));
    }
  }
  for (const auto& [href, etag] : known) {
    if (!present.contains(href) && !(new_names && lost.found(href))) out.missing.push_back(href);
  }
  std::ranges::sort(out.missing);
  return out;
}

}  // namespace evenkeel::dav
