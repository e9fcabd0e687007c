// What a server lists, held against what is here: which objects to fetch, which are missing. Pure.
#pragma once

#include "core/dav/multistatus.hpp"
#include "core/dav/pull.hpp"
#include "core/dav/removal_guard.hpp"
#include "core/dav/url.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace evenkeel::dav {

/// An object to fetch.
struct Wanted {
  Href href;              // what it is known by: the spelling it was stored under, else the listed one
  Href listed;            // as the server spells it now, for requests
  ETag etag;              // as listed; empty: the server gave none
  ETag known;             // as stored; empty: not here
  bool again = false;     // could not be had the last time
  bool bare = false;      // listed, and without anything that tells its version
  bool doubtful = false;  // missing in a listing: asked for, whether it is really gone (P08)
};

/// Compares ETags without what servers and proxies add to them or leave out: the mark of a weak one (RFC 9110
/// 8.8.3.2), the quotes.
[[nodiscard]] bool same_version(const ETag& a, const ETag& b);

enum class ListingKind : std::uint8_t { whole, changes };

/// Collects the responses of a listing, of all its pages. Hrefs are compared in decoded form (P41); of an
/// href that comes twice the last response counts (P33).
class Listing {
 public:
  Listing(ListingKind kind, Url collection);

  void add(Response&& response);
  /// What is here; must outlive the listing. To be said before anything is asked that compares with it.
  void hold_against(const Known& known);
  /// The server cut it short (507 on the collection, RFC 6578 3.6); cleared by next_page().
  [[nodiscard]] bool truncated() const { return truncated_; }
  void next_page() { truncated_ = false; }
  /// The collection itself was listed, and not with an error.
  [[nodiscard]] bool self_seen() const { return self_seen_; }
  /// The status that the collection itself was answered by inside the listing, when that is an error: then
  /// it is no listing at all. 0: none.
  [[nodiscard]] int self_failure() const { return self_failure_; }
  /// Different members that were told of, in whatever way.
  [[nodiscard]] std::size_t told() const {
    return members_.size() + gone_.size() + unreadable_.size() + folders_.size();
  }
  [[nodiscard]] ListingKind kind() const { return kind_; }

  /// Objects were listed, and not one of them could be read: an error that must not look like a result (P04).
  [[nodiscard]] bool all_unreadable() const {
    return members_.empty() && (!unreadable_.empty() || foreign_ > 0);
  }
  /// What a whole listing does besides listing, as a fingerprint: it is empty, or says of single members that
  /// they are not there or not to be had. Empty when it simply lists; the same a second time, it is believed.
  [[nodiscard]] std::string doubt() const;
  /// Some members were told of, but not what they are.
  [[nodiscard]] bool incomplete() const { return !unreadable_.empty() || foreign_ > 0; }
  /// Several members, and all of them reported as gone: a calendar that was cleared, or a server that cannot
  /// find its objects.
  [[nodiscard]] bool only_removals() const {
    return members_.empty() && unreadable_.empty() && missing().size() >= 3;
  }
  /// A list of changes that looks like the whole collection: what a server gives that has forgotten the token
  /// and does not say so. `fingerprint()` tells whether it was looked into before.
  [[nodiscard]] bool looks_whole() const;
  /// Nothing that is here is left out: whatever the answer was meant to be, nothing can be missing behind it.
  [[nodiscard]] bool holds_all_known() const;
  [[nodiscard]] std::string fingerprint() const;
  /// The ETag under which it is known; empty where it lies outside of the collection, so that this server
  /// cannot be asked for it.
  [[nodiscard]] ETag known_inside(const Href& href) const;
  [[nodiscard]] bool empty() const { return told() == 0; }
  /// Members were listed, and every one of them as not there.
  [[nodiscard]] bool all_gone() const { return members_.empty() && !gone_.empty(); }

  /// New and changed objects. `repeated`: also those listed as changed with the ETag that is here (some
  /// servers use an ETag again for another content). `unreadable`: also those that are here and could not be
  /// read.
  [[nodiscard]] std::vector<Wanted> to_fetch(bool repeated, bool unreadable) const;
  /// Whole: known and not listed. Changes: known and reported as gone.
  [[nodiscard]] std::vector<Missing> missing() const;
  /// Reported as gone.
  [[nodiscard]] bool gone(const Href& href) const;
  [[nodiscard]] std::vector<Warning> warnings() const;

 private:
  struct Member {
    Href listed;
    ETag etag;
    std::size_t order = 0;
    bool answered = false;  // with some property, so that one that is absent is no passing error
  };
  [[nodiscard]] std::string key(const Href& href) const;
  [[nodiscard]] bool is_inside(const std::string& at) const;

  ListingKind kind_;
  Url collection_;
  std::string collection_key_;
  const Known* known_ = nullptr;
  std::unordered_map<std::string, const Known::value_type*> known_by_key_;
  std::unordered_map<std::string, Member> members_;
  std::unordered_set<std::string> gone_;
  std::unordered_map<std::string, Href> unreadable_;  // listed with an error of their own
  std::unordered_map<std::string, Member> folders_;   // look like one; members, when they are known as such
  bool truncated_ = false;
  bool self_seen_ = false;
  int self_failure_ = 0;
  std::size_t foreign_ = 0;
};

}  // namespace evenkeel::dav
