#include "app/cycle/told_before.hpp"

#include "core/publishing/adopt.hpp"
#include "core/publishing/message_form.hpp"

#include <algorithm>
#include <set>

namespace evenkeel {
namespace {

using Verb = OutboxEntry::Verb;

/// Events stand there, and no record of any of them is older than this cycle.
bool database_was_lost(const Outcome& outcome) {
  const bool stands = std::ranges::any_of(
      outcome.calendars, [](const CalendarDecisions& c) { return !c.observation.theirs.empty(); });
  return stands && std::ranges::all_of(outcome.calendars, [](const CalendarDecisions& c) {
           return std::ranges::all_of(c.observation.records, just_adopted);
         });
}

std::set<std::string> made_now(const Outcome& outcome) {
  std::set<std::string> made;
  for (const CalendarDecisions& decided : outcome.calendars) {
    for (const OutboxEntry& entry : decided.decisions.entries) {
      if (entry.verb == Verb::create) made.insert("urgent/" + entry.key);
    }
  }
  return made;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// A change of settings is told even after the agenda that tells of it.
bool is_there(const std::string& key, const std::vector<std::string>& keys) {
  return key.starts_with("settings/") || std::ranges::find(keys, key) != keys.end();
}

}  // namespace

std::vector<std::string> told_before(const Outcome& outcome, const std::vector<std::string>& keys,
                                     bool first_look) {
  std::vector<std::string> told;
  if (first_look && database_was_lost(outcome)) {
    const auto made = made_now(outcome);
    std::ranges::copy_if(keys, std::back_inserter(told),
                         [&](const std::string& key) { return !made.contains(key); });
    return told;
  }
  for (const CalendarDecisions& decided : outcome.calendars) {
    for (const PublicationRecord& record : decided.observation.records) {
      if (record.kind != PublicationKind::duties || !just_adopted(record)) continue;
      std::ranges::copy_if(keys, std::back_inserter(told), [&](const std::string& key) {
        return key.starts_with("swap/" + record.key + "/");
      });
    }
  }
  return told;
}

Expected<std::vector<std::string>> drop_what_is_gone(Store& store, std::string_view dedup_prefix,
                                                     const std::vector<std::string>& keys) {
  const auto waiting = store.outbox();
  if (!waiting) return std::unexpected(waiting.error());
  std::vector<std::string> dropped;
  for (const OutboxEntry& entry : *waiting) {
    if (!is_notice(entry) || entry.after.note.empty() || !entry.dedup.starts_with(dedup_prefix)) continue;
    const auto about = lines_of(entry.after.note);
    const bool there =
        std::ranges::any_of(about, [&](const std::string& key) { return is_there(key, keys); });
    if (there) continue;
    if (const auto done = store.discard(entry.id); !done) return std::unexpected(done.error());
    dropped.insert(dropped.end(), about.begin(), about.end());
  }
  return dropped;
}

std::string noted_keys(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : "\n") + key;
  return text;
}

}  // namespace evenkeel
