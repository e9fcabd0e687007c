// A CalDAV server as a model: one collection, sync-collection or CTag, and every fault that it is told to
// have.
#pragma once

#include "core/dav/http.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace evenkeel::dav::testing {

enum class Fault : std::uint8_t {
  none,
  no_answer,     // the connection fails before an answer
  cut,           // it fails in the middle of the body
  cut_silently,  // the body ends early, and nobody says so
  status,        // an error of some kind
  web_page,      // 200 and HTML
  empty_207,
  inner_errors,  // some responses of a 207 are errors
  one_for_all,   // a multiget gives every href the first one's object
  stale,         // the answer as it was a while ago, its token too
};

struct Reply {
  ResponseHead head;
  std::string body;
  bool failed = false;  // the connection
};

class FlakyServer {
 public:
  /// `sync`: offers sync-collection, else a CTag.
  FlakyServer(std::uint64_t seed, bool sync) : random_(seed), sync_(sync) { history_.emplace_back(); }

  void change();         // one object is made, changed or deleted
  void touch();          // one ETag changes, its content does not
  void rename();         // one object gets another name, its content and its UID stay
  void forget_tokens();  // all tokens of before are unknown from now on
  [[nodiscard]] Reply answer(const Request& request, Fault fault);
  /// Content by href.
  [[nodiscard]] std::map<std::string, std::string> contents() const;
  /// Takes a token it forgot for none, without a word.
  [[nodiscard]] bool forgets_silently() const { return refuses_silently_; }
  std::size_t pick(std::size_t below) { return random_() % below; }

 private:
  struct Object {
    std::string etag, text;
    bool operator==(const Object&) const = default;
  };
  using Version = std::map<std::string, Object>;

  [[nodiscard]] std::string sync_report(const Request& request, const Version& version, std::size_t number,
                                        int& status);
  [[nodiscard]] std::string multiget(const Request& request, bool one_for_all) const;
  [[nodiscard]] std::string properties(std::size_t number) const;
  [[nodiscard]] std::string etags(const Version& version) const;
  void store(Version version) { history_.push_back(std::move(version)); }

  std::mt19937_64 random_;
  bool sync_;
  std::vector<Version> history_;
  std::size_t oldest_token_ = 0;
  bool refuses_silently_ = false;
  int counter_ = 0;
  int names_ = 0;
};

}  // namespace evenkeel::dav::testing
