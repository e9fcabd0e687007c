// Feeds that make new UIDs at every download: the same events by their content (P38). Pure.
#pragma once

#include "core/dav/pull.hpp"
#include "core/ical/read.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::dav {

/// A name for a piece's content without its UID and without what changes by itself (DTSTAMP ...).
[[nodiscard]] std::string content_identity(std::string_view calendar);

/// What a piece is remembered by: its hash, and its content's identity.
[[nodiscard]] ETag piece_etag(const ical::Piece& piece);
[[nodiscard]] Href piece_href(const ical::Piece& piece);

/// What became of the pieces of a feed.
struct PieceChanges {
  std::vector<const ical::Piece*> changed;  // new or different; point into `pieces`
  std::vector<Href> missing;                // known and not there any more
};

/// Compares by UID; where more than half of the pieces are unknown by UID and known by content, those are
/// taken for what they were.
[[nodiscard]] PieceChanges compare(const std::vector<ical::Piece>& pieces, const Known& known);

}  // namespace evenkeel::dav
