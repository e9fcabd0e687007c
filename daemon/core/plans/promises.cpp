#include "core/plans/promises.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/plans/fold.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace evenkeel {

namespace {

void update(PromiseRecord& record, const NotedPromise& noted, Date today) {
  if (!noted.only_in_block) record.by = noted.by;
  if (noted.ticked && !record.ticked) record.ticked = today;
}

void make_again(PromiseRecord& record, Date today) {
  record.dropped = false;
  record.open_since = today;
}

}  // namespace

PromiseState state_of(const PromiseRecord& promise, Date today) {
  if (promise.ticked) {
    return promise.by && *promise.ticked > *promise.by ? PromiseState::late : PromiseState::kept;
  }
  if (promise.dropped) return PromiseState::dropped;
  return promise.by && *promise.by < today ? PromiseState::missed : PromiseState::open;
}

std::string promise_mark(const std::string& promise_key) {
  constexpr std::size_t length = 16;
  return dav::fingerprint(promise_key).substr(0, length);
}

SeenLines seen_lines(const Notes& notes, std::span<const std::string> carried) {
  SeenLines seen;
  seen.known = true;
  std::unordered_set<std::string> standing;
  for (const NotedPromise& noted : notes.promises) {
    std::string key = promise_key(noted.who, noted.text);
    if (!noted.only_in_block) seen.outside.insert(promise_mark(key));
    standing.insert(std::move(key));
  }
  if (!notes.has_block) return seen;
  for (const std::string& key : carried) {
    if (!standing.contains(key)) seen.gone.insert(promise_mark(key));
  }
  return seen;
}

std::vector<PromiseRecord> update_promises(std::vector<PromiseRecord> records, const Notes& notes,
                                           std::span<const std::string> carried, Date today,
                                           const SeenLines& before) {
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < records.size(); ++i) {
    known.try_emplace(promise_key(records[i].who, records[i].text), i);
  }
  std::unordered_set<std::string> standing;
  for (const NotedPromise& noted : notes.promises) {
    std::string key = promise_key(noted.who, noted.text);
    const auto [place, is_new] = known.try_emplace(key, records.size());
    if (is_new) records.push_back({noted.who, noted.text, noted.by, today, std::nullopt, false});
    const bool typed = !noted.only_in_block && before.known && !before.outside.contains(promise_mark(key));
    if (typed && records[place->second].dropped) make_again(records[place->second], today);
    update(records[place->second], noted, today);
    standing.insert(std::move(key));
  }
  if (!notes.has_block) return records;
  for (const std::string& key : carried) {
    const auto place = known.find(key);
    if (place == known.end() || standing.contains(key) || before.gone.contains(promise_mark(key))) continue;
    PromiseRecord& gone = records[place->second];
    gone.dropped = gone.dropped || !gone.ticked;
  }
  return records;
}

std::vector<DecisionRecord> update_decisions(std::vector<DecisionRecord> records, const Notes& notes) {
  std::unordered_map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < records.size(); ++i) known.try_emplace(folded(records[i].text), i);
  for (const NotedDecision& noted : notes.decisions) {
    const auto [place, is_new] = known.try_emplace(folded(noted.text), records.size());
    if (is_new) records.push_back({noted.text, noted.review, false});
    DecisionRecord& record = records[place->second];
    if (noted.review > record.review) record = {noted.text, noted.review, false};
  }
  return records;
}

std::vector<DecisionRecord> returned_decisions(std::vector<DecisionRecord> records, Date agenda) {
  for (DecisionRecord& record : records) record.returned = record.returned || record.review <= agenda;
  return records;
}

}  // namespace evenkeel
