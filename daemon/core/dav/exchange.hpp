// One logical request and its answer: redirects followed, the body handed on or kept, failures put into
// words.
#pragma once

#include "core/dav/classify.hpp"
#include "core/dav/pull.hpp"
#include "core/dav/redirect.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenkeel::dav {

/// How an exchange ended.
struct Answer {
  Url url;                      // after redirects
  bool moved_for_good = false;  // there was a redirect, all of them 301 or 308
  ResponseHead head;
  std::string body;                // when kept; of an error its beginning
  std::optional<Failure> failure;  // transport, redirect, or a status other than those asked for
};

class Exchange {
 public:
  /// `user` for the words of an error.
  Exchange(std::string user, Instant now) : user_(std::move(user)), now_(now) {}

  /// `expected` is the status of success (207, 200); bodies of that status are handed out by body(), not
  /// kept, unless `keep_body`. A second accepted status is `also` (304).
  [[nodiscard]] SendRequest send(Request request, Phase phase, int expected, bool keep_body, int also = 0);
  void on_head(int tag, const ResponseHead& head);
  /// The bytes that belong to the body of a successful answer; empty for all others.
  [[nodiscard]] std::string_view on_body(int tag, std::string_view bytes);
  /// Either the next request of a redirect, or the answer, or nothing when the tag is not the one under way.
  [[nodiscard]] std::optional<std::variant<SendRequest, Answer>> on_complete(int tag,
                                                                             const Expected<void>& result);

 private:
  [[nodiscard]] bool good() const {
    return head_.status == expected_ || (also_ != 0 && head_.status == also_);
  }
  [[nodiscard]] Failure refusal() const;
  [[nodiscard]] Answer answer(std::optional<Failure> failure);

  std::string user_;
  Instant now_;
  int tag_ = 0;
  bool under_way_ = false;
  Request request_;
  Phase phase_ = Phase::pull;
  int expected_ = 0;
  int also_ = 0;
  bool keep_body_ = false;
  int redirects_ = 0;
  bool permanent_ = true;
  bool overflow_ = false;
  ResponseHead head_;
  std::string body_;
};

}  // namespace evenkeel::dav
