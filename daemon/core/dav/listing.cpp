#include "core/dav/listing.hpp"

#include "core/dav/fingerprint.hpp"
#include "core/dav/unreadable.hpp"
#include "core/words/counted.hpp"

#include <algorithm>
#include <utility>

namespace evenkeel::dav {
namespace {

/// P04: the ETag, else the date, else nothing.
ETag etag_of(Response& response) {
  if (response.etag) return std::move(*response.etag);
  if (response.last_modified) return ETag("lm:" + *response.last_modified);
  return {};
}

/// Without what servers and what stands before them add to an ETag or leave out, from one answer to the next:
/// the mark of a weak one (as RFC 9110 8.8.3.2 compares for this), the quotes.
std::string_view opaque(const ETag& etag) {
  std::string_view tag = etag.str();
  if (tag.starts_with(unreadable_mark)) tag.remove_prefix(unreadable_mark.size());
  if (tag.starts_with("W/") || tag.starts_with("w/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.starts_with('"') && tag.ends_with('"')) tag = tag.substr(1, tag.size() - 2);
  return tag;
}

}  // namespace

bool same_version(const ETag& a, const ETag& b) {
  return opaque(a) == opaque(b);
}

Listing::Listing(ListingKind kind, Url collection)
    : kind_(kind), collection_(std::move(collection)), collection_key_(path_key(collection_)) {}

/// Empty when the href leads to another site.
std::string Listing::key(const Href& href) const {
  const auto url = resolve_member(collection_, href.str());
  if (!url || !same_site(*url, collection_)) return {};
  return path_key(*url);
}

/// Below the collection, so that it can be a member of it.
bool Listing::is_inside(const std::string& at) const {
  const auto prefix = collection_key_.ends_with('/') ? collection_key_ : collection_key_ + '/';
  return at.size() > prefix.size() && at.starts_with(prefix);
}

void Listing::hold_against(const Known& known) {
  known_ = &known;
  known_by_key_.clear();
  known_by_key_.reserve(known.size());
  for (const auto& entry : known) known_by_key_.emplace(key(entry.first), &entry);
  // A server that ends the name of an object by a slash has not made a folder of it.
  std::erase_if(folders_, [&](auto& folder) {
    const bool here = known_by_key_.contains(folder.first);
    if (here) members_.insert_or_assign(folder.first, std::move(folder.second));
    return here;
  });
}

void Listing::add(Response&& response) {
  auto at = key(response.href);
  if (response.status == 507 && !is_inside(at)) {
    truncated_ = true;
    return;
  }
  if (at == collection_key_) {
    if (response.status >= 400) self_failure_ = response.status;
    self_seen_ = self_seen_ || (response.status < 400 && (response.found || response.status != 0));
    return;
  }
  if (at.empty()) {
    ++foreign_;
    return;
  }
  if (response.resource_type && response.resource_type->collection) return;
  members_.erase(at);
  gone_.erase(at);
  unreadable_.erase(at);
  if (response.status == 404 || response.status == 410) {
    gone_.insert(std::move(at));
  } else if (response.status >= 400) {
    unreadable_.emplace(std::move(at), std::move(response.href));
  } else {
    Member member{std::move(response.href), etag_of(response), members_.size(), response.found};
    // Only a collection's name ends in a slash, but for servers that end every name so.
    const auto& name = member.listed.str();
    const bool folder = name.ends_with('/') && !name.ends_with(".ics/") && !response.resource_type;
    auto& among = folder ? folders_ : members_;
    among[std::move(at)] = std::move(member);
  }
}

bool Listing::looks_whole() const {
  if (kind_ != ListingKind::changes || !gone_.empty() || known_by_key_.empty()) return false;
  std::size_t unchanged = 0;
  for (const auto& [at, member] : members_) {
    const auto it = known_by_key_.find(at);
    if (it != known_by_key_.end() && !member.etag.empty() && same_version(it->second->second, member.etag))
      ++unchanged;
  }
  if (unchanged > 0 && unchanged * 10 >= known_by_key_.size()) return true;
  return members_.size() >= 3 && members_.size() * 2 >= known_by_key_.size();
}

bool Listing::holds_all_known() const {
  return std::ranges::all_of(known_by_key_,
                             [&](const auto& entry) { return members_.contains(entry.first); });
}

std::string Listing::fingerprint() const {
  std::vector<std::string> lines;
  for (const auto& [at, member] : members_) lines.push_back(at + '\n' + member.etag.str());
  for (const auto& at : gone_) lines.push_back(at + "\n-");
  for (const auto& [at, href] : unreadable_) lines.push_back(at + "\n?");
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n\n");
  return dav::fingerprint(all);
}

std::string Listing::doubt() const {
  std::vector<std::string> lines;
  for (const auto& at : gone_) lines.push_back(at + "\n-");
  for (const auto& [at, href] : unreadable_) lines.push_back(at + "\n?");
  if (foreign_ > 0) lines.push_back(std::to_string(foreign_) + "\nforeign");
  if (members_.empty()) lines.emplace_back("\nempty");
  if (lines.empty()) return {};
  std::ranges::sort(lines);
  std::string all;
  for (const auto& line : lines) all.append(line).append("\n\n");
  return dav::fingerprint(all);
}

std::vector<Wanted> Listing::to_fetch(bool repeated, bool unreadable) const {
  std::vector<std::pair<std::size_t, Wanted>> found;
  for (const auto& [at, member] : members_) {
    Wanted wanted{member.listed, member.listed, member.etag, {}, false, false};
    wanted.bare = member.answered && member.etag.empty();
    if (const auto it = known_by_key_.find(at); it != known_by_key_.end()) {
      wanted.href = it->second->first;
      wanted.known = it->second->second;
    }
    bool same = !wanted.etag.empty() && same_version(wanted.etag, wanted.known);
    if (unreadable && is_unreadable(wanted.known)) {
      same = false;
      wanted.known = {};  // it is read anew, whatever comes
    }
    if (!same || (repeated && kind_ == ListingKind::changes))
      found.emplace_back(member.order, std::move(wanted));
  }
  if (kind_ == ListingKind::changes) {
    for (const auto& [at, listed] : unreadable_) {
      const auto it = known_by_key_.find(at);
      const bool here = it != known_by_key_.end();
      found.emplace_back(members_.size(), Wanted{here ? it->second->first : listed, listed, {}, {}});
    }
  }
  std::ranges::stable_sort(found, {}, &std::pair<std::size_t, Wanted>::first);
  std::vector<Wanted> out;
  out.reserve(found.size());
  for (auto& [order, wanted] : found) out.push_back(std::move(wanted));
  return out;
}

std::vector<Missing> Listing::missing() const {
  std::vector<Missing> out;
  if (known_ == nullptr || (kind_ == ListingKind::changes && gone_.empty())) return out;
  for (const auto& [href, etag] : *known_) {
    const auto at = key(href);
    const bool is_gone = kind_ == ListingKind::changes ? gone_.contains(at)
                                                       : !members_.contains(at) && !unreadable_.contains(at);
    if (is_gone) out.push_back({href, 1});
  }
  std::ranges::sort(out, {}, &Missing::href);
  return out;
}

ETag Listing::known_inside(const Href& href) const {
  const auto at = key(href);
  const auto it = is_inside(at) ? known_by_key_.find(at) : known_by_key_.end();
  return it == known_by_key_.end() ? ETag{} : it->second->second;
}

bool Listing::gone(const Href& href) const {
  return gone_.contains(key(href));
}

std::vector<Warning> Listing::warnings() const {
  std::vector<Warning> out;
  if (foreign_ > 0) {
    out.push_back({"listing", counted(foreign_, "object") + " on another host left out"});
  }
  return out;
}

}  // namespace evenkeel::dav
