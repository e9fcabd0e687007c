// Feeds that make new UIDs at every download: the same events by their content (P38). Pure.
#pragma once

#include "core/dav/pull.hpp"
#include "core/ical/read.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenkeel::dav {

/// Names for a piece without its UID.
struct ContentIdentity {
  std::string content;  // all but what changes by itself (DTSTAMP ...)
  std::string core;     // when it is and what it is called: RFC 5545's times, rules and SUMMARY
  std::string times;    // when it is
};
[[nodiscard]] ContentIdentity content_identity(std::string_view calendar);

/// What a piece is remembered by: its hash, and its content's identity.
[[nodiscard]] ETag piece_etag(const ical::Piece& piece);
[[nodiscard]] Href piece_href(const ical::Piece& piece);

/// A piece that is new or different, and what it is to be known by.
struct ChangedPiece {
  const ical::Piece* piece = nullptr;  // points into the pieces compared
  Href href;
  std::string text;  // its own, or with the UID under which it is known
};

/// What became of the pieces of a feed.
struct PieceChanges {
  std::vector<ChangedPiece> changed;
  std::vector<Href> missing;  // known and not there any more
};

/// Compares by UID; `unreadable`: those that could not be read count as changed. Where more than half of the
/// pieces are unknown by UID and known by content, or at least by its core, or by times that no other of them
/// has, those are taken for what they were; with another content they have changed, under the UID they had.
[[nodiscard]] PieceChanges compare(const std::vector<ical::Piece>& pieces, const Known& known,
                                   bool unreadable);

}  // namespace evenkeel::dav
