// What people write into an agenda, and what programs make of it.
#include "core/plans/notes.hpp"

#include "core/plans/household.hpp"
#include "core/plans/plain_notes.hpp"
#include "core/plans/promises.hpp"
#include "core/time/text.hpp"
#include "fuzz/claim.hpp"

#include <algorithm>
#include <set>

namespace {

using namespace evenkeel;
using fuzz::claim;

const Settings& household() {
  static const Settings settings = test::household();
  return settings;
}

/// As DESIGN's agendas write a promise.
std::string line_of(const NotedPromise& p) {
  return std::string("- [") + (p.ticked ? "x" : " ") + "] " + p.who + ": " + p.text +
         (p.by ? " by " + iso_date(*p.by) : "");
}

std::string block_of(const Notes& notes) {
  std::string block(block_begin);
  for (const NotedPromise& p : notes.promises) block += "\n" + line_of(p);
  return (block += "\n") += block_end;
}

void check(const Notes& notes) {
  std::set<std::string> keys;
  for (const NotedPromise& p : notes.promises) {
    claim(p.who == "alex" || p.who == "sam" || p.who == "both");
    claim(!p.text.empty() && p.text.find_first_of("\r\n") == std::string::npos);
    claim(keys.insert(promise_key(p.who, p.text)).second);
  }
  for (const NotedDecision& d : notes.decisions) claim(!d.text.empty());
}

/// The promises as evenkeel writes them, read again. A text that ends like a date is one: then it is another
/// promise.
void written_and_read(const Notes& notes) {
  const bool ambiguous = std::ranges::any_of(notes.promises, [](const NotedPromise& p) {
    return !p.by && read_notes(line_of(p), household()).promises != std::vector{p};
  });
  if (ambiguous) return;
  const Notes again = read_notes(block_of(notes), household());
  claim(again.has_block && again.promises.size() == notes.promises.size());
  for (std::size_t i = 0; i < notes.promises.size(); ++i) {
    NotedPromise expected = notes.promises[i];
    expected.only_in_block = true;
    claim(again.promises[i] == expected);
  }
}

/// The block is put in once; people's text and promises stay. HTML in which there was none is only read as
/// lines when the block stands there.
void merged(std::string_view text, const Notes& notes) {
  const std::string block = block_of({});
  const std::string first = with_block(text, block);
  const std::string once = with_block(first, block);
  claim(once == first || plain_notes(first, block_begin) != first);
  claim(with_block(once, block) == once);
  const Notes after = read_notes(once, household());
  claim(after.has_block);
  claim(after.decisions.size() >= notes.decisions.size());
  for (const NotedPromise& p : notes.promises) {
    const std::string key = promise_key(p.who, p.text);
    const auto same = [&](const NotedPromise& q) { return promise_key(q.who, q.text) == key; };
    claim(p.only_in_block || std::ranges::any_of(after.promises, same));
  }
}

/// Looking twice is looking once.
void remembered(const Notes& notes) {
  const Date today = test::date("2026-11-23");
  std::vector<std::string> carried;
  for (const NotedPromise& p : notes.promises) carried.push_back(promise_key(p.who, p.text));
  carried.emplace_back("sam: was there");
  std::vector<PromiseRecord> before{{"sam", "was there", {}, today, {}, false}};
  const auto once = update_promises(before, notes, carried, today, {});
  const auto twice = update_promises(once, notes, carried, today, seen_lines(notes, carried));
  claim(once == twice);
  const auto decisions = update_decisions({}, notes);
  claim(update_decisions(decisions, notes) == decisions);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  const std::string plain = plain_notes(text, block_begin);
  claim(plain.size() <= 3 * size);
  const Notes notes = read_notes(text, household());
  check(notes);
  written_and_read(notes);
  merged(text, notes);
  remembered(notes);
  return 0;
}
