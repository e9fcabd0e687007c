#include "core/plans/notes.hpp"

#include "core/household/ascii.hpp"
#include "core/plans/fold.hpp"
#include "core/plans/plain_notes.hpp"
#include "core/time/text.hpp"

#include <span>
#include <unordered_map>

namespace evenkeel {

namespace {

/// One line: where it stands, with its line break.
struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;     // of its text
  std::size_t behind = 0;  // after its line break
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t newline = text.find('\n', begin);
    const std::size_t behind = newline == std::string_view::npos ? text.size() : newline + 1;
    std::size_t end = newline == std::string_view::npos ? text.size() : newline;
    if (end > begin && text[end - 1] == '\r') --end;
    lines.push_back({begin, end, behind});
    begin = behind;
  }
  return lines;
}

bool is(std::string_view text, const Line& line, std::string_view mark) {
  return ascii::trimmed(text.substr(line.begin, line.end - line.begin)) == mark;
}

/// Lines [first, last] of a block, its two marks included.
struct Block {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// The whole blocks of a text. A beginning without an end is none: what follows it may be people's.
std::vector<Block> blocks_of(std::string_view text, std::span<const Line> lines) {
  std::vector<Block> blocks;
  const std::size_t outside = lines.size();
  std::size_t begin = outside;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (begin == outside && is(text, lines[i], block_begin)) begin = i;
    if (begin != outside && is(text, lines[i], block_end)) {
      blocks.push_back({begin, i});
      begin = outside;
    }
  }
  return blocks;
}

/// Cuts `prefix` off, in any case of its letters.
bool skip(std::string_view& text, std::string_view prefix) {
  if (ascii::lower(text.substr(0, prefix.size())) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string_view without_leading_blanks(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(ascii::blanks), text.size()));
}

/// Cuts " WORD YYYY-MM-DD" off the end; leaves the text alone where there is none.
std::optional<Date> cut_date(std::string_view& text, std::string_view word) {
  constexpr std::size_t date_length = 10;
  if (text.size() < date_length + word.size() + 2) return std::nullopt;
  const auto date = parse_iso_date(text.substr(text.size() - date_length));
  const std::string_view before = text.substr(0, text.size() - date_length);
  const std::string_view head = ascii::trimmed(before);
  if (!date || head.size() == before.size() || head.size() <= word.size()) return std::nullopt;
  const std::string_view rest = head.substr(0, head.size() - word.size());
  if (ascii::lower(head.substr(rest.size())) != word) return std::nullopt;
  if (ascii::blanks.find(rest.back()) == std::string_view::npos) return std::nullopt;
  text = ascii::trimmed(rest);
  return date;
}

/// On one line; what becomes a tag by that ("<li", a control character, ">") would not be read again.
std::string said_in(std::string_view text) {
  std::string line = one_line(text);
  return line.find('<') == std::string::npos ? line : one_line(plain_notes(line, {}));
}

class Reader {
 public:
  explicit Reader(const Settings& settings) {
    people_["both"] = "both";
    for (const Partner& p : settings.partners) {
      if (!p.name.empty()) people_.try_emplace(folded(p.name), p.id.str());
    }
    for (const Partner& p : settings.partners) people_[folded(p.id.str())] = p.id.str();
  }

  void read(std::string_view line, bool in_block) {
    line = ascii::trimmed(line);
    if (auto promise = promise_of(line)) {
      promise->only_in_block = in_block;
      add(*std::move(promise));
    } else if (!in_block) {
      read_decision(line);
    }
  }

  Notes notes;

 private:
  [[nodiscard]] std::optional<NotedPromise> promise_of(std::string_view line) const {
    if (!skip(line, "-") && !skip(line, "*")) return std::nullopt;
    line = without_leading_blanks(line);
    const bool ticked = skip(line, "[x]");
    if (!ticked && !skip(line, "[ ]")) return std::nullopt;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto who = people_.find(folded(line.substr(0, colon)));
    if (who == people_.end()) return std::nullopt;
    std::string_view text = ascii::trimmed(line.substr(colon + 1));
    const auto by = cut_date(text, "by");
    std::string said = said_in(text);
    if (said.empty()) return std::nullopt;
    return NotedPromise{who->second, std::move(said), by, ticked, false};
  }

  void read_decision(std::string_view line) {
    if (!skip(line, "agreed:")) return;
    std::string_view text = ascii::trimmed(line);
    const auto review = cut_date(text, "review");
    std::string said = said_in(text);
    if (review && !said.empty()) notes.decisions.push_back({std::move(said), *review});
  }

  void add(NotedPromise promise) {
    const auto [place, is_new] =
        places_.try_emplace(promise_key(promise.who, promise.text), notes.promises.size());
    if (is_new) {
      notes.promises.push_back(std::move(promise));
      return;
    }
    NotedPromise& known = notes.promises[place->second];
    if (!promise.only_in_block) {
      known.by = promise.by;
      known.only_in_block = false;
    }
    known.ticked = known.ticked || promise.ticked;
  }

  std::unordered_map<std::string, std::string> people_;  // folded name or id -> id
  std::unordered_map<std::string, std::size_t> places_;  // key -> index into promises
};

}  // namespace

Notes read_notes(std::string_view written, const Settings& settings) {
  // Also where no block stands yet: a promise must be the same once it is written into one.
  const std::string description = plain_notes(written, {});
  const std::vector<Line> lines = lines_of(description);
  const std::vector<Block> blocks = blocks_of(description, lines);
  Reader reader(settings);
  reader.notes.has_block = !blocks.empty();
  std::size_t b = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    while (b < blocks.size() && blocks[b].last < i) ++b;
    const bool in_block = b < blocks.size() && blocks[b].first <= i;
    reader.read(std::string_view(description).substr(lines[i].begin, lines[i].end - lines[i].begin),
                in_block);
  }
  return std::move(reader.notes);
}

std::string with_block(std::string_view written, std::string_view block) {
  const std::string plain = plain_notes(written, block_begin);
  const std::string_view description = plain;
  const std::vector<Line> lines = lines_of(description);
  std::string result;
  std::size_t copied = 0;
  bool placed = false;
  const auto replace = [&](const Line& first, const Line& last) {
    result += description.substr(copied, first.begin - copied);
    // Of several blocks only the first stays.
    if (!placed) (result += block) += description.substr(last.end, last.behind - last.end);
    placed = true;
    copied = last.behind;
  };
  const auto blocks = blocks_of(description, lines);
  for (const Block& b : blocks) replace(lines[b.first], lines[b.last]);
  if (!placed) {
    for (const Line& line : lines) {
      if (!placed && is(description, line, block_begin)) replace(line, line);
    }
  }
  if (!placed) {
    result = block;
    if (!description.empty()) result += '\n';
  }
  return result += description.substr(copied);
}

std::string promise_key(std::string_view who, std::string_view text) {
  return folded(who) + ": " + folded(text);
}

}  // namespace evenkeel
