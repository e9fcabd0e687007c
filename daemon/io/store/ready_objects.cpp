#include "io/store/ready_objects.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <unordered_set>

namespace evenkeel {
namespace {

/// Together; about 1 KB each.
constexpr std::size_t most_ready = 1500;

using Hrefs = std::unordered_set<std::string_view>;

void remove(std::vector<StoredObject>& objects, const Hrefs& hrefs) {
  if (hrefs.empty()) return;
  std::erase_if(objects, [&](const StoredObject& one) { return hrefs.contains(one.href.str()); });
}

auto name(const StoredObject& one) {
  return std::tie(one.href, one.object.uid);
}

/// An ETag is that of the resource: of all its objects.
void set_etag(std::vector<StoredObject>& objects, const Href& href, const ETag& etag) {
  const auto before = [&](const StoredObject& one) { return one.href < href; };
  for (auto one = std::ranges::partition_point(objects, before); one != objects.end() && one->href == href;
       ++one)
    one->etag = etag;
}

void put(std::vector<StoredObject>& objects, const StoredObject& object) {
  const auto before = [&](const StoredObject& one) { return name(one) < name(object); };
  const auto place = std::ranges::partition_point(objects, before);
  if (place != objects.end() && name(*place) == name(object)) {
    *place = object;
  } else {
    objects.insert(place, object);
  }
  set_etag(objects, object.href, object.etag);
}

}  // namespace

const std::vector<StoredObject>* ReadyObjects::of(const SourceName& source) const {
  const auto found = ready_.find(source);
  return found == ready_.end() ? nullptr : &found->second;
}

void ReadyObjects::keep(const SourceName& source, const std::vector<StoredObject>& objects) {
  ready_.erase(source);
  const bool fits = size() + objects.size() <= most_ready;
  if (fits) ready_.emplace(source, objects);
  holds_all_ = holds_all_ && fits;
}

void ReadyObjects::apply(const SourceName& source, const SourceBatch& batch) {
  const auto found = ready_.find(source);
  if (found == ready_.end()) return;
  std::vector<StoredObject>& objects = found->second;
  Hrefs hrefs;
  for (const StoredObject& object : batch.changed) hrefs.insert(object.href.str());
  remove(objects, hrefs);
  for (const StoredObject& object : batch.changed) put(objects, object);
  for (const auto& [href, etag] : batch.unreadable) set_etag(objects, href, etag);
  hrefs.clear();
  for (const Href& href : batch.removed) hrefs.insert(href.str());
  for (const auto& [href, etag] : batch.emptied) hrefs.insert(href.str());
  remove(objects, hrefs);
  if (size() > most_ready) ready_.erase(found);
}

std::size_t ReadyObjects::size() const {
  std::size_t size = 0;
  for (const auto& [source, objects] : ready_) size += objects.size();
  return size;
}

}  // namespace evenkeel
