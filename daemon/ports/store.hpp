// What evenkeel remembers. One writer; every method that changes something is one transaction that is durable
// when it returns. Failures (disk full, corrupt) are errors, never exceptions.
#pragma once

#include "core/dav/pull.hpp"
#include "core/household/snapshot.hpp"
#include "core/publishing/publication.hpp"
#include "core/words/source_name.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace evenkeel {

enum class SourceState : std::uint8_t { never, ok, stale, failing, held };

/// What `status` says of a source.
struct SourceStatus {
  bool whole = false;  // was pulled whole at least once
  std::optional<Instant> last_attempt;
  std::optional<Instant> last_success;
  std::optional<std::string> last_error;
  std::uint32_t failures = 0;         // in a row
  std::optional<Instant> not_before;  // back-off
  std::uint64_t objects = 0;
  std::uint64_t requests_last_cycle = 0;
  std::uint64_t bytes_last_cycle = 0;
  std::uint32_t held_deletions = 0;
  bool accept_deletions = false;  // a person let the held ones through; cleared by the next whole commit
  bool operator==(const SourceStatus&) const = default;
};

/// One transaction of a pull: changes, then removals, then the state.
struct SourceBatch {
  std::vector<StoredObject> changed;  // an href that is in it replaces all objects of that href
  /// Resources that could not be read: their objects stay (none, when they are new), the ETag is remembered.
  std::vector<std::pair<Href, ETag>> unreadable;
  /// Resources with neither event nor to-do: what they had goes, the ETag is remembered.
  std::vector<std::pair<Href, ETag>> emptied;
  std::vector<Href> removed;
  dav::SyncState state;
  bool whole = false;
};

class Store {
 public:
  virtual ~Store() = default;

  // sources
  [[nodiscard]] virtual Expected<dav::SyncState> sync_state(const SourceName&) = 0;
  [[nodiscard]] virtual Expected<dav::Known> known(const SourceName&) = 0;
  /// The UIDs of the objects that each resource has; those without any are left out.
  [[nodiscard]] virtual Expected<dav::Contents> contents(const SourceName&) = 0;
  /// By href, then UID. A copy that cannot be read is forgotten (so that it is pulled anew) and is an error.
  [[nodiscard]] virtual Expected<std::vector<StoredObject>> objects(const SourceName&) = 0;
  [[nodiscard]] virtual Expected<void> commit(const SourceName&, const SourceBatch&) = 0;
  [[nodiscard]] virtual Expected<SourceStatus> status(const SourceName&) = 0;
  /// `objects` is the store's own count and is not taken; `whole` can be set here but not unset.
  [[nodiscard]] virtual Expected<void> save_status(const SourceName&, const SourceStatus&) = 0;
  /// Forgets every source that is not in `configured`.
  [[nodiscard]] virtual Expected<void> keep_only(const std::vector<SourceName>& configured) = 0;

  // publications and the outbox
  /// One record for each (calendar, key), in that order: its present generation.
  [[nodiscard]] virtual Expected<std::vector<PublicationRecord>> publications() = 0;
  [[nodiscard]] virtual Expected<void> save(const PublicationRecord&) = 0;
  [[nodiscard]] virtual Expected<void> enqueue(const std::vector<OutboxEntry>&) = 0;
  [[nodiscard]] virtual Expected<std::vector<OutboxEntry>> outbox() = 0;
  /// The effect has happened: the entry goes, its record stands (unless `after.key` is empty) and its `dedup`
  /// is in the send log. What was removed is not in the copy of that calendar any more, so that the next pull
  /// does not take it for a loss.
  [[nodiscard]] virtual Expected<void> settle(const OutboxEntry&) = 0;
  /// It failed for now: the entry of this id becomes this one.
  [[nodiscard]] virtual Expected<void> postpone(const OutboxEntry&) = 0;
  /// It is not wanted any more.
  [[nodiscard]] virtual Expected<void> discard(std::int64_t id) = 0;
  [[nodiscard]] virtual Expected<bool> was_sent(const std::string& dedup) = 0;
  /// Every `dedup` in the send log.
  [[nodiscard]] virtual Expected<std::set<std::string>> sent() = 0;
  /// Forgets the records, and what the send log knows, of events that ended before this.
  [[nodiscard]] virtual Expected<void> prune(Instant before) = 0;

  // what the household decided
  [[nodiscard]] virtual Expected<std::map<std::string, Instant>> first_seen() = 0;
  /// Keys not in `keys` are forgotten.
  [[nodiscard]] virtual Expected<void> save_first_seen(const std::map<std::string, Instant>& keys) = 0;
  [[nodiscard]] virtual Expected<std::vector<PastDuty>> past_duties() = 0;
  [[nodiscard]] virtual Expected<void> save_past_duties(const std::vector<PastDuty>&) = 0;
  [[nodiscard]] virtual Expected<std::vector<PromiseRecord>> promises() = 0;
  [[nodiscard]] virtual Expected<void> save_promises(const std::vector<PromiseRecord>&) = 0;
  [[nodiscard]] virtual Expected<std::vector<DecisionRecord>> decisions() = 0;
  [[nodiscard]] virtual Expected<void> save_decisions(const std::vector<DecisionRecord>&) = 0;
  [[nodiscard]] virtual Expected<std::vector<SupportRequest>> support() = 0;
  [[nodiscard]] virtual Expected<void> save_support(const std::vector<SupportRequest>&) = 0;
  [[nodiscard]] virtual Expected<std::vector<PersonId>> paused() = 0;
  [[nodiscard]] virtual Expected<void> save_paused(const std::vector<PersonId>&) = 0;

  /// Free key-value memory (instance facts: last cycle, last digest ...). Empty when unknown.
  [[nodiscard]] virtual Expected<std::string> fact(const std::string& key) = 0;
  [[nodiscard]] virtual Expected<void> save_fact(const std::string& key, const std::string& value) = 0;
  /// Nothing will be asked for a while: gives back the memory that only makes it faster.
  virtual void rest() {}
  /// What was forgotten leaves the files too, the journal included.
  [[nodiscard]] virtual Expected<void> scrub() = 0;
  /// Rows changed since the store was opened (for the quiet-cycle test).
  [[nodiscard]] virtual std::uint64_t changes() const = 0;
};

}  // namespace evenkeel
