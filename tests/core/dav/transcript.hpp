// Plays a written conversation with a server: what the server says is fed to a pull, and what the pull does
// is written down line by line, to be held against what the transcript expects.
//
// A transcript is a text file. Lines that begin with `#` are comments; the first one says what it is about.
//   given KEY VALUE, with the keys url, calendar, user, now, token, ctag, etag, collection, last_full,
//     last_modified, held_since, held, unfetched, unfetched_for, given_up, configured, name, looks,
//     odd_answers
//   given known HREF ETAG · given holds HREF UID... · given accept_deletions
//   < STATUS [header: value]...   the answer, its body in the lines that follow (indented by two blanks)
//   <! TEXT                       after a `<`: the connection fails in the middle; alone: before any answer
// All other lines are what the pull is expected to do, in order:
//   > METHOD URL [without credentials] [token=T] [if-none-match=E] [if-modified-since=D], and `  href` lines
//   parse HREF ETAG · commit whole|part [-HREF]... [?HREF]... · token T · ctag C · unfetched HREF ·
//   held HREF · odd answers N · done ok|KIND changed|unchanged [held=N] [retry=S] [hint=S] · error TEXT ·
//   warning ABOUT
#pragma once

#include "core/dav/pull.hpp"

#include <string>
#include <vector>

namespace evenkeel::dav::testing {

struct Played {
  std::vector<std::string> expected;
  std::vector<std::string> happened;
};

/// Bodies are fed in pieces of `piece` bytes.
[[nodiscard]] Played play(const std::string& file, std::size_t piece);

}  // namespace evenkeel::dav::testing
