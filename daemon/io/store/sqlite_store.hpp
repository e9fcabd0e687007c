// The Store on SQLite. Its methods stand in three files, by subject: stored_sources.cpp,
// stored_publications.cpp, stored_household.cpp.
#pragma once

#include "core/time/zones.hpp"
#include "io/store/database_file.hpp"
#include "io/store/ready_objects.hpp"
#include "io/store/sqlite.hpp"
#include "ports/store.hpp"

#include <map>
#include <optional>
#include <set>

namespace evenkeel {

class SqliteStore final : public Store {
 public:
  /// Of a database in the present form; `noted`: the file of which is to be said that it was closed.
  SqliteStore(sqlite::Connection database, Zones& zones, std::string noted = {})
      : closed_{std::move(noted)},
        database_(std::move(database)),
        zones_(zones),
        changes_before_(database_.changes()) {}

  [[nodiscard]] Expected<dav::SyncState> sync_state(const SourceName& name) override;
  [[nodiscard]] Expected<dav::Known> known(const SourceName& name) override;
  [[nodiscard]] Expected<dav::Contents> contents(const SourceName& name) override;
  [[nodiscard]] Expected<std::vector<StoredObject>> objects(const SourceName& name) override;
  [[nodiscard]] Expected<void> commit(const SourceName& name, const SourceBatch& batch) override;
  [[nodiscard]] Expected<SourceStatus> status(const SourceName& name) override;
  [[nodiscard]] Expected<void> save_status(const SourceName& name, const SourceStatus& status) override;
  [[nodiscard]] Expected<void> keep_only(const std::vector<SourceName>& configured) override;

  [[nodiscard]] Expected<std::vector<PublicationRecord>> publications() override;
  [[nodiscard]] Expected<void> save(const PublicationRecord& record) override;
  [[nodiscard]] Expected<void> enqueue(const std::vector<OutboxEntry>& entries) override;
  [[nodiscard]] Expected<std::vector<OutboxEntry>> outbox() override;
  [[nodiscard]] Expected<void> settle(const OutboxEntry& entry) override;
  [[nodiscard]] Expected<void> postpone(const OutboxEntry& entry) override;
  [[nodiscard]] Expected<void> discard(std::int64_t id) override;
  [[nodiscard]] Expected<bool> was_sent(const std::string& dedup) override;
  [[nodiscard]] Expected<std::set<std::string>> sent() override;
  [[nodiscard]] Expected<void> prune(Instant before) override;

  [[nodiscard]] Expected<std::map<std::string, Instant>> first_seen() override;
  [[nodiscard]] Expected<void> save_first_seen(const std::map<std::string, Instant>& keys) override;
  [[nodiscard]] Expected<std::vector<PastDuty>> past_duties() override;
  [[nodiscard]] Expected<void> save_past_duties(const std::vector<PastDuty>& duties) override;
  [[nodiscard]] Expected<std::vector<PromiseRecord>> promises() override;
  [[nodiscard]] Expected<void> save_promises(const std::vector<PromiseRecord>& promises) override;
  [[nodiscard]] Expected<std::vector<DecisionRecord>> decisions() override;
  [[nodiscard]] Expected<void> save_decisions(const std::vector<DecisionRecord>& decisions) override;
  [[nodiscard]] Expected<std::vector<SupportRequest>> support() override;
  [[nodiscard]] Expected<void> save_support(const std::vector<SupportRequest>& requests) override;
  [[nodiscard]] Expected<std::vector<PersonId>> paused() override;
  [[nodiscard]] Expected<void> save_paused(const std::vector<PersonId>& partners) override;

  [[nodiscard]] Expected<std::string> fact(const std::string& key) override;
  [[nodiscard]] Expected<void> save_fact(const std::string& key, const std::string& value) override;
  void rest() override;
  [[nodiscard]] Expected<void> scrub() override;
  [[nodiscard]] std::uint64_t changes() const override { return database_.changes() - changes_before_; }

 private:
  [[nodiscard]] Expected<std::int64_t> source_id(const SourceName& name);
  [[nodiscard]] Expected<std::int64_t> resource_id(std::int64_t source, const Href& href, const ETag& etag);
  [[nodiscard]] Expected<void> replace_objects(std::int64_t source, const SourceBatch& batch);
  [[nodiscard]] Expected<void> forget_copy(const SourceName& name);
  [[nodiscard]] Expected<std::uint64_t> object_count(const SourceName& name);
  [[nodiscard]] Expected<void> read_publications();

  /// Goes after the connection, so with the file as that leaves it.
  struct Closed {
    std::string path;
    explicit Closed(std::string noted) : path(std::move(noted)) {}
    Closed(const Closed&) = delete;
    Closed& operator=(const Closed&) = delete;
    ~Closed() {
      if (!path.empty()) note_clean_stop(path);
    }
  };

  Closed closed_;
  sqlite::Connection database_;
  Zones& zones_;
  std::map<SourceName, std::uint64_t>
      object_counts_;  // of sources that did not change since they were counted
  ReadyObjects ready_;
  /// Whose copy was given up since its pull began: that pull knows of objects that are not here any more.
  std::set<SourceName> forgotten_;
  /// As long as none of them changes; every cycle looks at them several times.
  std::optional<std::vector<PublicationRecord>> publications_;
  std::uint64_t changes_before_;
};

}  // namespace evenkeel
