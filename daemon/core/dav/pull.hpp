// A pull as a machine without I/O: it is fed what arrived and answers with what to do next.
#pragma once

#include "core/calendar/object.hpp"
#include "core/dav/http.hpp"
#include "core/time/instant.hpp"
#include "core/words/error.hpp"
#include "core/words/strong.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace evenkeel::dav {

/// What is remembered of a source between pulls. Opaque to everybody but the machine that wrote it.
struct SyncState {
  std::string configured;  // fingerprint of the URL and name that were configured; another one: start anew
  std::string collection;  // absolute URL found by discovery; empty: not yet
  SyncToken token;
  std::string ctag;           // ICS feed: the last refresh hint
  ETag etag;                  // ICS feed: of the whole; CalDAV: of the last sync answer looked into
  std::string last_modified;  // ICS feed
  bool given_up = false;      // what is here is of another configuration, and goes with a whole listing
  std::optional<Instant> last_full;      // last listing that arrived whole
  std::optional<Instant> held_since;     // a mass removal seen once (DESIGN section 4)
  std::vector<Href> held;                // what it would have removed
  std::optional<std::uint64_t> measure;  // objects that were here before what has come without a whole pull
  std::vector<Href> unfetched;           // listed, but the server could not give them: asked for again
  std::uint32_t unfetched_for = 0;       // pulls in a row that asked for some in vain
  std::uint32_t looks = 0;        // so many whole listings are still due, since one took something away
  std::string unfetched_as;       // fingerprint of `unfetched` as a whole listing had them
  std::string other_versions;     // fingerprint of what came last under other ETags than listed
  std::string name;               // of the calendar that discovery found, as the server displays it
  std::uint32_t odd_answers = 0;  // in a row, to the question with the token: neither a list nor a refusal
  bool operator==(const SyncState&) const = default;
};

/// What is already here, by href: the ETag, or for feeds and vdirs a hash of the content.
using Known = std::unordered_map<Href, ETag>;

/// The UIDs of the objects that each resource has here.
using Contents = std::unordered_map<Href, std::vector<Uid>>;

/// What is already here, looked up when it is needed: a pull that finds nothing new never asks.
class KnownHere {
 public:
  using Load = std::function<Expected<Known>()>;
  using LoadContents = std::function<Expected<Contents>()>;
  KnownHere() = default;
  KnownHere(Known known) : known_(std::move(known)) {}
  KnownHere(Known known, Contents contents)
      : known_(std::move(known)), contents_(std::move(contents)), tells_contents_(true) {}
  explicit KnownHere(Load load, LoadContents contents = nullptr)
      : load_(std::move(load)),
        load_contents_(std::move(contents)),
        tells_contents_(load_contents_ != nullptr) {}

  /// Once is enough. The error is the store's.
  [[nodiscard]] Expected<void> look_up() {
    if (!load_) return {};
    auto known = load_();
    if (!known) return std::unexpected(known.error());
    known_ = std::move(*known);
    load_ = nullptr;
    return {};
  }
  /// Empty before look_up().
  [[nodiscard]] const Known& get() const { return known_; }

  /// As look_up(), for contents().
  [[nodiscard]] Expected<void> look_into() {
    if (!load_contents_) return {};
    auto contents = load_contents_();
    if (!contents) return std::unexpected(contents.error());
    contents_ = std::move(*contents);
    load_contents_ = nullptr;
    return {};
  }
  /// Empty before look_into(). A resource without objects need not be in it.
  [[nodiscard]] const Contents& contents() const { return contents_; }
  /// Whether anybody can tell what the resources hold.
  [[nodiscard]] bool tells_contents() const { return tells_contents_; }

 private:
  Load load_;
  LoadContents load_contents_;
  Known known_;
  Contents contents_;
  bool tells_contents_ = false;
};

/// One resource as fetched.
struct Fetched {
  Href href;
  ETag etag;
  std::string text;
};

/// At most one is under way at a time.
struct SendRequest {
  int tag = 0;  // given back with the answer
  Request request;
};
struct ParseObjects {
  std::vector<Fetched> resources;
};
/// To be stored in one transaction, changes first, `state` last. `whole`: with this the source has been seen
/// whole at least once. Not `whole`: what has come so far, under the state of before; the driver may put it
/// off for a moment, together with what comes next, but not past the end.
struct CommitBatch {
  std::vector<Href> removed;
  /// What is here and no longer proven by its ETag; marked so at once (unreadable.hpp).
  std::vector<std::pair<Href, ETag>> doubted = {};
  SyncState state;
  bool whole = false;
};
/// The last effect. Comes also while a transfer is under way: cancel that.
struct PullDone {
  Expected<void> result;
  bool changed = false;
  std::uint32_t held_removals = 0;
  std::uint32_t unreadable = 0;         // resources that are not calendars, or cannot be read
  std::optional<Seconds> retry_after;   // clamped
  std::optional<Seconds> refresh_hint;  // REFRESH-INTERVAL of a feed
  std::vector<Warning> warnings;
};
using Effect = std::variant<SendRequest, ParseObjects, CommitBatch, PullDone>;

/// Effects are carried out in their order. `ParseObjects` is the driver's: it parses, reduces and stages the
/// objects with their hrefs and ETags; the next `CommitBatch` stores what has been staged since the last one.
/// A resource that cannot be read keeps the objects it had (none, when it is new), gets the new ETag with a
/// mark (unreadable.hpp), and is warned of: so it costs nothing until it changes, or the day is over. A
/// failed pull commits what had arrived before it; what is staged and not committed at `PullDone` is dropped.
class Pull {
 public:
  virtual ~Pull() = default;
  [[nodiscard]] virtual std::vector<Effect> start() = 0;
  [[nodiscard]] virtual std::vector<Effect> on_head(int tag, const ResponseHead& head) = 0;
  [[nodiscard]] virtual std::vector<Effect> on_body(int tag, std::string_view bytes) = 0;
  [[nodiscard]] virtual std::vector<Effect> on_complete(int tag, const Expected<void>& result) = 0;
};

}  // namespace evenkeel::dav
