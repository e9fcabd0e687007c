#include "io/store/store.hpp"

#include <map>
#include <ranges>
#include <set>

namespace evenkeel {

namespace {

struct SourceMemory {
  dav::SyncState state;
  SourceStatus status;
  std::map<Href, ETag> resources;
  std::map<std::pair<Href, Uid>, CalendarObject> objects;
};

class MemoryStore final : public Store {
 public:
  Expected<dav::SyncState> sync_state(const SourceName& name) override { return source(name).state; }
  Expected<dav::Known> known(const SourceName& name) override;
  Expected<dav::Contents> contents(const SourceName& name) override;
  Expected<std::vector<StoredObject>> objects(const SourceName& name) override;
  Expected<void> commit(const SourceName& name, const SourceBatch& batch) override;
  Expected<SourceStatus> status(const SourceName& name) override;
  Expected<void> save_status(const SourceName& name, const SourceStatus& status) override;
  Expected<void> keep_only(const std::vector<SourceName>& configured) override;

  Expected<std::vector<PublicationRecord>> publications() override;
  Expected<void> save(const PublicationRecord& record) override;
  Expected<void> enqueue(const std::vector<OutboxEntry>& entries) override;
  Expected<std::vector<OutboxEntry>> outbox() override;
  Expected<void> settle(const OutboxEntry& entry) override;
  Expected<void> postpone(const OutboxEntry& entry) override;
  Expected<void> discard(std::int64_t id) override;
  Expected<bool> was_sent(const std::string& dedup) override { return send_log_.contains(dedup); }
  Expected<std::set<std::string>> sent() override {
    const auto keys = std::views::keys(send_log_);
    return std::set<std::string>(keys.begin(), keys.end());
  }
  Expected<void> prune(Instant before) override;

  Expected<std::map<std::string, Instant>> first_seen() override { return first_seen_; }
  Expected<void> save_first_seen(const std::map<std::string, Instant>& keys) override {
    return put(first_seen_, keys);
  }
  Expected<std::vector<PastDuty>> past_duties() override { return past_duties_; }
  Expected<void> save_past_duties(const std::vector<PastDuty>& duties) override {
    return put(past_duties_, duties);
  }
  Expected<std::vector<PromiseRecord>> promises() override { return promises_; }
  Expected<void> save_promises(const std::vector<PromiseRecord>& promises) override {
    return put(promises_, promises);
  }
  Expected<std::vector<DecisionRecord>> decisions() override { return decisions_; }
  Expected<void> save_decisions(const std::vector<DecisionRecord>& decisions) override {
    return put(decisions_, decisions);
  }
  Expected<std::vector<SupportRequest>> support() override { return support_; }
  Expected<void> save_support(const std::vector<SupportRequest>& requests) override {
    return put(support_, requests);
  }
  Expected<std::vector<PersonId>> paused() override { return paused_; }
  Expected<void> save_paused(const std::vector<PersonId>& partners) override {
    return put(paused_, partners);
  }

  Expected<std::string> fact(const std::string& key) override {
    const auto found = facts_.find(key);
    return found == facts_.end() ? std::string() : found->second;
  }
  Expected<void> save_fact(const std::string& key, const std::string& value) override {
    return put(facts_[key], value);
  }
  Expected<void> scrub() override { return {}; }
  std::uint64_t changes() const override { return changes_; }

 private:
  /// Counted when it differs.
  template <typename T>
  void assign(T& stored, const T& value) {
    if (stored == value) return;
    stored = value;
    ++changes_;
  }
  template <typename T>
  Expected<void> put(T& stored, const T& value) {
    assign(stored, value);
    return {};
  }
  const SourceMemory& source(const SourceName& name) const;
  void remove(SourceMemory& source, const Href& href);

  std::map<SourceName, SourceMemory> sources_;
  std::map<std::pair<std::string, std::string>, PublicationRecord> publications_;
  std::map<std::int64_t, OutboxEntry> outbox_;
  std::int64_t last_id_ = 0;
  std::map<std::string, Instant> send_log_;  // with the end of the event
  std::map<std::string, Instant> first_seen_;
  std::vector<PastDuty> past_duties_;
  std::vector<PromiseRecord> promises_;
  std::vector<DecisionRecord> decisions_;
  std::vector<SupportRequest> support_;
  std::vector<PersonId> paused_;
  std::map<std::string, std::string> facts_;
  std::uint64_t changes_ = 0;
};

Expected<void> MemoryStore::prune(Instant before) {
  changes_ +=
      std::erase_if(publications_, [&](const auto& record) { return record.second.time.end < before; });
  changes_ += std::erase_if(send_log_, [&](const auto& sent) { return sent.second < before; });
  return {};
}

const SourceMemory& MemoryStore::source(const SourceName& name) const {
  static const SourceMemory unknown;
  const auto found = sources_.find(name);
  return found == sources_.end() ? unknown : found->second;
}

Expected<dav::Known> MemoryStore::known(const SourceName& name) {
  dav::Known known;
  for (const auto& [href, etag] : source(name).resources) known.emplace(href, etag);
  return known;
}

Expected<dav::Contents> MemoryStore::contents(const SourceName& name) {
  dav::Contents contents;
  for (const auto& [place, object] : source(name).objects) contents[place.first].push_back(place.second);
  return contents;
}

Expected<std::vector<StoredObject>> MemoryStore::objects(const SourceName& name) {
  const SourceMemory& from = source(name);
  std::vector<StoredObject> objects;
  objects.reserve(from.objects.size());
  for (const auto& [place, object] : from.objects) {
    objects.push_back({place.first, from.resources.at(place.first), object});
  }
  return objects;
}

void MemoryStore::remove(SourceMemory& source, const Href& href) {
  changes_ += source.resources.erase(href);
  changes_ += std::erase_if(source.objects, [&](const auto& stored) { return stored.first.first == href; });
}

Expected<void> MemoryStore::commit(const SourceName& name, const SourceBatch& batch) {
  if (!sources_.contains(name)) ++changes_;
  SourceMemory& source = sources_[name];
  for (const StoredObject& object : batch.changed) remove(source, object.href);
  for (const StoredObject& object : batch.changed) {
    assign(source.resources[object.href], object.etag);
    source.objects.insert_or_assign({object.href, object.object.uid}, object.object);
    ++changes_;
  }
  for (const auto& [href, etag] : batch.unreadable) assign(source.resources[href], etag);
  for (const auto& [href, etag] : batch.emptied) {
    remove(source, href);
    assign(source.resources[href], etag);
  }
  for (const Href& href : batch.removed) remove(source, href);
  SourceStatus status = source.status;
  status.whole = status.whole || batch.whole;
  status.accept_deletions = status.accept_deletions && !batch.whole;
  assign(source.status, status);
  return put(source.state, batch.state);
}

Expected<SourceStatus> MemoryStore::status(const SourceName& name) {
  SourceStatus status = source(name).status;
  status.objects = source(name).objects.size();
  return status;
}

Expected<void> MemoryStore::save_status(const SourceName& name, const SourceStatus& status) {
  SourceMemory& source = sources_[name];
  SourceStatus after = status;
  after.objects = 0;
  after.whole = status.whole || source.status.whole;
  return put(source.status, after);
}

Expected<void> MemoryStore::keep_only(const std::vector<SourceName>& configured) {
  const std::set<SourceName> kept(configured.begin(), configured.end());
  changes_ += std::erase_if(sources_, [&](const auto& source) { return !kept.contains(source.first); });
  return {};
}

Expected<std::vector<PublicationRecord>> MemoryStore::publications() {
  std::vector<PublicationRecord> records;
  records.reserve(publications_.size());
  for (const auto& [name, record] : publications_) records.push_back(record);
  return records;
}

Expected<void> MemoryStore::save(const PublicationRecord& record) {
  const auto [stored, made] = publications_.try_emplace({record.calendar, record.key}, record);
  if (made) ++changes_;
  return put(stored->second, record);
}

Expected<void> MemoryStore::enqueue(const std::vector<OutboxEntry>& entries) {
  for (const OutboxEntry& entry : entries) {
    outbox_[++last_id_] = entry;
    outbox_[last_id_].id = last_id_;
    ++changes_;
  }
  return {};
}

Expected<std::vector<OutboxEntry>> MemoryStore::outbox() {
  std::vector<OutboxEntry> entries;
  entries.reserve(outbox_.size());
  for (const auto& [id, entry] : outbox_) entries.push_back(entry);
  return entries;
}

Expected<void> MemoryStore::settle(const OutboxEntry& entry) {
  if (auto done = discard(entry.id); !done) return done;
  const auto copy = sources_.find({"household", entry.calendar});
  if (entry.verb == OutboxEntry::Verb::remove && copy != sources_.end()) remove(copy->second, entry.href);
  if (!entry.dedup.empty() && send_log_.emplace(entry.dedup, entry.after.time.end).second) ++changes_;
  if (entry.after.key.empty()) return {};
  return save(entry.after);
}

Expected<void> MemoryStore::postpone(const OutboxEntry& entry) {
  const auto found = outbox_.find(entry.id);
  if (found == outbox_.end()) return {};
  return put(found->second, entry);
}

Expected<void> MemoryStore::discard(std::int64_t id) {
  changes_ += outbox_.erase(id);
  return {};
}

}  // namespace

std::unique_ptr<Store> memory_store() {
  return std::make_unique<MemoryStore>();
}

}  // namespace evenkeel
