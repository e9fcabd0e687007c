// What comes in a pull, held against what is here by UID: an object that came under another's name, one that
// has moved to a new name, a resource that has lost some of its objects. Pure.
#pragma once

#include "core/dav/pull.hpp"
#include "core/dav/removal_guard.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace evenkeel::dav {

/// A resource as it came, and the UIDs in it; none where it cannot be told.
struct Came {
  Fetched resource;
  std::optional<std::vector<Uid>> uids;
};
[[nodiscard]] Came came(Fetched resource);

/// The UIDs of `before` that are not in `now`. Objects without a UID are named by their content, so of those
/// only the number tells.
[[nodiscard]] std::vector<Uid> lost_uids(const std::vector<Uid>& before, const std::vector<Uid>& now);

class Arrivals {
 public:
  /// `here`: what is here before the pull, to outlive this. `told` false: nobody can tell; then a resource
  /// counts as one object.
  Arrivals(const Contents& here, bool told);

  /// A multiget begins: of a first pull, only what that one brings can be asked for again.
  void begin_batch();
  /// What is thought of a resource that a multiget brought.
  struct Opinion {
    bool doubted = false;
    std::optional<Href> other;  // came before under this name with the same object: doubted too
  };
  /// Servers in trouble answer every href of a multiget with the same object, and its ETag would prove it for
  /// ever. So one UID under two names is doubted, and a known name whose objects are all other ones; not any
  /// more after some of which asking for them by their own said the same.
  [[nodiscard]] Opinion opinion(const Came& one);
  /// What came for one by its own: it stands.
  void came_alone(const Came& one);
  [[nodiscard]] bool trusts_multigets() const;

  /// Gives it back when it may be stored at once. What has lost objects that were here waits until all are
  /// weighed.
  [[nodiscard]] std::optional<Fetched> let_in(Came one);

  /// Of these that a listing misses: those whose objects have all come under new names.
  [[nodiscard]] std::vector<Href> moved(const std::vector<Missing>& missing) const;
  /// What is to be weighed: the missing without `moved` and without those whose objects may have come under
  /// a name that is still doubted, and what waits, each with the objects that are nowhere else. By href.
  [[nodiscard]] std::vector<Missing> weighed(const std::vector<Missing>& missing,
                                             const std::vector<Href>& moved) const;
  /// Something that a multiget brought was doubted, and could not be asked for.
  [[nodiscard]] bool anything_doubted() const { return !doubted_.empty(); }
  [[nodiscard]] bool anything_waits() const { return !waiting_.empty(); }
  [[nodiscard]] bool waits(const Href& href) const { return waiting_.contains(href); }
  /// What waits under this name; without text when there was too much to be kept.
  [[nodiscard]] std::optional<Fetched> take_waiting(const Href& href);

  /// Of the resource as it is here; 1 where nobody can tell.
  [[nodiscard]] std::size_t objects_of(const Href& href) const;
  /// All that is here.
  [[nodiscard]] std::size_t objects_here(std::size_t resources) const { return told_ ? objects_ : resources; }

 private:
  struct Waiting {
    Fetched resource;
    std::vector<Uid> lost;
  };
  using Names = std::unordered_set<Href>;
  [[nodiscard]] const std::vector<Uid>& stored(const Href& href) const;
  [[nodiscard]] bool stays(const Uid& uid, const Names& missing) const;

  const Contents* here_;
  bool told_;
  std::size_t objects_ = 0;
  std::unordered_multimap<std::string_view, const Href*> under_;  // UIDs that are here
  std::unordered_map<Uid, Href> seen_;                            // in this pull, under this name first
  std::unordered_map<Href, std::vector<Uid>> doubted_;            // as a multiget had them
  std::unordered_map<Href, std::vector<Uid>> let_in_;
  std::unordered_map<Href, Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::size_t confirmed_ = 0;
  std::size_t wrong_ = 0;
};

}  // namespace evenkeel::dav
