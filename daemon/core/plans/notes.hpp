// What people write into an agenda (DESIGN section 7, "Agendas"): promises, decisions, ticks, and all that
// stands outside evenkeel's block. Strangers' text: every function takes time linear in its length.
#pragma once

#include "core/household/people.hpp"
#include "core/time/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenkeel {

/// The lines around evenkeel's block.
constexpr std::string_view block_begin = "── evenkeel ──";
constexpr std::string_view block_end = "── end ──";

/// `- [ ] WHO: TEXT by YYYY-MM-DD`
struct NotedPromise {
  std::string who;  // a partner's id, or "both"
  std::string text;
  std::optional<Date> by;
  bool ticked = false;
  bool only_in_block = false;  // all its lines are evenkeel's own: of those only ticks are read
  bool operator==(const NotedPromise&) const = default;
};

/// `agreed: TEXT review YYYY-MM-DD`
struct NotedDecision {
  std::string text;
  Date review{};
  bool operator==(const NotedDecision&) const = default;
};

struct Notes {
  std::vector<NotedPromise> promises;    // each once (same who and text), ticked when any line of it is
  std::vector<NotedDecision> decisions;  // outside the block
  bool has_block = false;
};

/// Reads a DESCRIPTION; one that a program made HTML of is read by the lines it shows (plain_notes.hpp).
/// Where a promise stands on several lines, the last one outside the block says by when.
Notes read_notes(std::string_view description, const Settings& settings);

/// The description with its block replaced by `block` (which begins and ends with its two lines), or with the
/// block in front where it has none. All that stands outside survives to the letter (of HTML: its text); a
/// block without its last line is taken for people's text but for its first line.
std::string with_block(std::string_view description, std::string_view block);

/// What tells promises apart: who and text, case folded, blanks collapsed.
std::string promise_key(std::string_view who, std::string_view text);

}  // namespace evenkeel
