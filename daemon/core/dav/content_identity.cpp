#include "core/dav/content_identity.hpp"

#include "core/dav/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace evenkeel::dav {
namespace {

bool changes_by_itself(std::string_view line) {
  static constexpr std::array<std::string_view, 6> names = {"UID",           "DTSTAMP", "CREATED",
                                                            "LAST-MODIFIED", "PRODID",  "SEQUENCE"};
  const auto name = line.substr(0, line.find_first_of(":;"));
  return name.starts_with("X-WR-") || std::ranges::find(names, name) != names.end();
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

/// The part of a piece's ETag that is its content's identity.
std::string identity_in(const ETag& etag) {
  const auto plus = etag.str().rfind('+');
  return plus == std::string::npos ? std::string{} : etag.str().substr(plus + 1);
}

}  // namespace

std::string content_identity(std::string_view calendar) {
  std::vector<std::string> lines;
  while (!calendar.empty()) {
    const auto line = next_line(calendar);
    if (changes_by_itself(line)) continue;
    std::string plain;
    for (const char c : line) {
      if (c != '\r' && c != '\n') plain += c;
    }
    lines.push_back(std::move(plain));
  }
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n");
  return fingerprint(all);
}

ETag piece_etag(const ical::Piece& piece) {
  return ETag(piece.hash + "+" + content_identity(piece.text));
}

Href piece_href(const ical::Piece& piece) {
  return Href("uid:" + piece.uid.str());
}

PieceChanges compare(const std::vector<ical::Piece>& pieces, const Known& known) {
  std::unordered_set<Href> present;
  for (const auto& piece : pieces) present.insert(piece_href(piece));
  std::unordered_map<std::string, std::vector<Href>> missing_by_content;
  for (const auto& [href, etag] : known) {
    if (!present.contains(href)) missing_by_content[identity_in(etag)].push_back(href);
  }
  std::unordered_set<const ical::Piece*> renamed;
  std::unordered_set<Href> still_there;
  PieceChanges out;
  for (const auto& piece : pieces) {
    const auto etag = piece_etag(piece);
    const auto it = known.find(piece_href(piece));
    if (it != known.end() && it->second == etag) continue;
    out.changed.push_back(&piece);
    if (it != known.end() || missing_by_content.empty()) continue;
    const auto same = missing_by_content.find(identity_in(etag));
    if (same == missing_by_content.end() || same->second.empty()) continue;
    still_there.insert(same->second.back());
    same->second.pop_back();
    renamed.insert(&piece);
  }
  const bool new_names = renamed.size() * 2 > pieces.size();
  if (new_names) std::erase_if(out.changed, [&](const ical::Piece* p) { return renamed.contains(p); });
  for (const auto& [href, etag] : known) {
    if (!present.contains(href) && !(new_names && still_there.contains(href))) out.missing.push_back(href);
  }
  std::ranges::sort(out.missing);
  return out;
}

}  // namespace evenkeel::dav
