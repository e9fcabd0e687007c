// The inside of caldav_pull(): the steps of one pull and what leads from one to the next.
#pragma once

#include "core/dav/arrivals.hpp"
#include "core/dav/caldav_pull.hpp"
#include "core/dav/discovery.hpp"
#include "core/dav/exchange.hpp"
#include "core/dav/fetcher.hpp"
#include "core/dav/listing.hpp"
#include "core/dav/multistatus.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace evenkeel::dav {

/// Discover (when the collection is not known) → find changes → fetch them in batches → done.
///
///   changes: token → sync-collection(token) · CTag → PROPFIND 0 · neither → PROPFIND 1
///   whole:   sync-collection("") where offered, else CTag, then PROPFIND 1: at first, once a day, while a
///            mass removal is held, and when the token is refused
class CaldavMachine final : public Pull {
 public:
  CaldavMachine(CaldavTarget target, SyncState state, KnownHere known, Instant now, bool accept_deletions);

  [[nodiscard]] std::vector<Effect> start() override;
  [[nodiscard]] std::vector<Effect> on_head(int tag, const ResponseHead& head) override;
  [[nodiscard]] std::vector<Effect> on_body(int tag, std::string_view bytes) override;
  [[nodiscard]] std::vector<Effect> on_complete(int tag, const Expected<void>& result) override;

 private:
  enum class Step : std::uint8_t { discover, describe, sync, ctag, etags, multiget, object, done };

  void ask(Step step, Request request);
  void read(std::string_view bytes);
  void collect(std::vector<Response> responses);
  void finish_step(Answer answer);

  // discovery and what the collection offers (caldav_collection.cpp)
  void begin_discovery(std::optional<FormerCalendar> former = std::nullopt);
  void advance(std::variant<Request, FoundCalendar, Failure> next);
  void discovered(const FoundCalendar& found);
  void described(const Answer& answer);
  [[nodiscard]] Failure about_itself(int status) const;
  [[nodiscard]] bool rediscovers(const Answer& answer);

  // change detection (caldav_changes.cpp)
  void begin_changes();
  void begin_whole();
  void begin_sync(ListingKind kind, const SyncToken& token);
  void begin_etags();
  [[nodiscard]] Request patient(Request request) const;
  [[nodiscard]] bool look_up_known();
  void end_sync(const Answer& answer);
  void end_sync_page();
  void refuse_sync();
  void end_changes();
  [[nodiscard]] bool ask_otherwise();
  void end_ctag(const Answer& answer);
  void end_etags(const Answer& answer);

  // fetching (caldav_fetching.cpp)
  void fetch_changes(bool repeated);
  void ask_again(std::vector<Wanted>& wanted, bool of_the_day);
  void ask_listed_again(std::vector<Wanted>& wanted, bool of_the_day);
  void begin_fetch(std::vector<Wanted> wanted);
  void fetch_next();
  void end_multiget(const Answer& answer);
  void end_object(const Answer& answer);
  void look_at(std::vector<Fetched> objects);
  void believe_a_second(std::vector<Fetched>& good);
  void believe_the_first();
  void let_in(Came one, std::vector<Fetched>& into);
  void stage(std::vector<Fetched> objects);
  void commit_progress();

  // what is missing (caldav_removals.cpp)
  [[nodiscard]] bool look_into(bool fetches);
  void weigh_missing(std::vector<Wanted>& wanted);
  [[nodiscard]] bool weigh_again();
  void ask_whether_gone(const Href& href, std::vector<Wanted>& wanted);
  void let_wait_in();
  [[nodiscard]] std::size_t objects_here() const;
  [[nodiscard]] bool believe_or_look_again();
  void keep_doubtful(bool believed);
  void look_again_later();
  void doubt_other_versions();

  // the end (caldav_machine.cpp)
  [[nodiscard]] bool doubt_all();
  [[nodiscard]] std::optional<Failure> nothing_came();
  void note_unfetched(PullDone& done);
  void succeed();
  void fail_with(const Failure& failure);
  void finish(PullDone done);

  [[nodiscard]] Url collection() const;
  [[nodiscard]] bool whole_due() const;
  [[nodiscard]] bool day_is_over() const;
  /// A list of changes together with what is here and with the token that it is the answer to: seen again,
  /// there is nothing new in it. The same list since another token is one of other changes.
  [[nodiscard]] ETag looked_into() const;
  [[nodiscard]] std::string remembered_ctag(bool changed) const;

  CaldavTarget target_;
  SyncState state_;   // what will stand at the end
  SyncState before_;  // what stands now
  KnownHere known_;
  Instant now_;
  bool accept_deletions_;
  bool newly_given_up_ = false;

  Exchange exchange_;
  Step step_ = Step::discover;
  std::vector<Effect> effects_;
  std::optional<MultistatusReader> reader_;
  Expected<void> read_;
  std::vector<Response> responses_;  // of the small answers

  std::optional<Discovery> discovery_;
  bool rediscovered_ = false;
  bool described_ = false;
  bool offers_sync_ = false;
  bool sync_refused_ = false;
  SyncToken asked_token_;
  SyncToken new_token_;
  std::string new_ctag_;
  int pages_ = 0;
  std::size_t told_ = 0;    // of members, by the pages so far
  bool cut_short_ = false;  // the server lists a part only
  bool asked_otherwise_ = false;
  std::string moved_to_;
  std::string answer_;  // fingerprint of the list of changes; empty: it had none
  std::unordered_set<Href> new_here_;
  std::uint64_t held_here_ = 0;  // sum over the hrefs that are here, kept up with what comes and goes

  std::optional<Listing> listing_;
  std::optional<Fetcher> fetcher_;
  std::optional<Arrivals> arrivals_;
  std::optional<Fetched> first_;  // of the multiget under way, until a second one is believed
  bool first_came_ = false;
  std::vector<Missing> missing_;         // by the listing
  std::vector<Missing> weighed_;         // of these, and of what came with less in it
  std::vector<Missing> gone_;            // of the missing: may go now
  std::vector<Href> moved_;              // of the missing: all that they held has come under new names
  std::unordered_set<Href> asked_gone_;  // of the missing: whether they are there
  std::vector<Href> put_off_;            // could not be had before, and are not asked for this time
  std::vector<Href> too_much_;           // came, and could not be kept until all was weighed
  std::size_t staged_ = 0;
  bool changed_ = false;
};

}  // namespace evenkeel::dav
