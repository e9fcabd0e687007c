// Fetches objects in batches by calendar-multiget, and by GET what a batch did not bring. No I/O.
#pragma once

#include "core/dav/exchange.hpp"
#include "core/dav/listing.hpp"
#include "core/dav/multistatus.hpp"
#include "core/dav/requests.hpp"

#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace evenkeel::dav {

class Fetcher {
 public:
  Fetcher(Url collection, std::vector<Wanted> wanted);

  /// The next request: a multiget, or the GET of one object. Empty: all is done.
  [[nodiscard]] std::optional<Request> next();
  [[nodiscard]] bool multiget_under_way() const { return !single_.has_value(); }
  /// Nothing more will be asked for once the request under way is answered.
  [[nodiscard]] bool last() const { return queue_.empty() && singles_.empty(); }
  /// Whether the batch is through, its single objects too.
  [[nodiscard]] bool batch_complete() const { return singles_.empty(); }

  /// Objects of a multiget's responses; unsolicited, double and unchanged ones are left out.
  [[nodiscard]] std::vector<Fetched> take(std::vector<Response> responses);
  /// Came by the multiget under way and is doubted: it is asked for by its own too. What a server that gives
  /// nothing by its own says to that is not waited for: then it is `resource`, if there is one.
  void ask_alone(const Href& href, std::optional<Fetched> resource);
  /// Those are believed now, as they came.
  [[nodiscard]] std::vector<Fetched> believe_doubted();
  /// To be asked for after all else.
  void ask_also(std::vector<Wanted> wanted);
  /// The multiget has ended, in whatever way; what it did not bring is asked for one by one. `refused`: the
  /// server did not want it at all.
  void end_multiget(bool refused);
  /// The GET's answer. Error: the whole pull ends.
  [[nodiscard]] std::expected<std::optional<Fetched>, Failure> end_object(const Answer& answer);

  /// Listed, but the server could not give them; not those that are gone.
  [[nodiscard]] const std::vector<Href>& unfetched() const { return unfetched_; }
  /// How many that are listed were not there, for the first time.
  [[nodiscard]] std::size_t vanished() const { return vanished_; }
  /// Of the doubtful ones: still there, whatever the listing says; and those of which neither could be said.
  [[nodiscard]] const std::vector<Href>& still_there() const { return still_there_; }
  [[nodiscard]] const std::vector<Href>& undecided() const { return undecided_; }
  /// What multigets brought in other versions than were listed, with both ETags: a line each.
  [[nodiscard]] const std::vector<std::string>& other_versions() const { return other_versions_; }
  [[nodiscard]] const std::vector<Warning>& warnings() const { return warnings_; }

 private:
  [[nodiscard]] std::optional<Fetched> fetched(const Wanted& wanted, const ETag& etag,
                                               std::string text) const;
  void compare_versions(const Wanted& wanted, const std::optional<ETag>& given);
  void give_up(const Wanted& wanted, const std::string& why);
  void leave_batch();
  void ask_for_less();
  [[nodiscard]] std::expected<std::optional<Fetched>, Failure> end_doubtful(const Wanted& wanted,
                                                                            const Answer& answer);

  Url collection_;
  std::deque<Wanted> queue_;
  std::unordered_map<std::string, Wanted> batch_;  // by path_key
  std::vector<std::string> batch_order_;
  std::unordered_map<Href, Wanted> given_;     // that the multiget brought
  std::unordered_map<Href, Fetched> doubted_;  // of these, as it brought them
  std::size_t doubted_bytes_ = 0;
  std::size_t batch_size_ = multiget_batch;
  std::size_t batch_most_ = multiget_most;
  std::deque<Wanted> singles_;
  std::optional<Wanted> single_;
  int refusals_ = 0;
  int failures_in_a_row_ = 0;
  int batches_left_ = 0;
  bool some_came_ = false;
  std::size_t vanished_ = 0;
  std::size_t asked_whether_gone_ = 0;  // by their own
  std::vector<Href> still_there_;
  std::vector<Href> undecided_;
  std::vector<Href> unfetched_;
  std::vector<std::string> other_versions_;
  std::vector<Warning> warnings_;
};

}  // namespace evenkeel::dav
