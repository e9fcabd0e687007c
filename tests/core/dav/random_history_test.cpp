// Random histories of a flaky server and of pulls from it. Whatever went wrong, after clean pulls the store
// holds what the server holds, and no fault ever removed what the server had all the time.
#include "core/dav/caldav_pull.hpp"
#include "core/dav/flaky_server.hpp"
#include "core/ical/uids.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <deque>
#include <map>
#include <string>

namespace evenkeel::dav::testing {
namespace {

constexpr int steps = 60;
constexpr int most_requests = 200;

/// What a pull leaves behind: committed, or nothing.
struct Store {
  SyncState state;
  Known known;
  std::map<std::string, std::string> texts;
  std::map<std::string, Fetched> staged;

  [[nodiscard]] Contents contents() const {
    Contents out;
    for (const auto& [href, text] : texts) out[Href(href)] = ical::uids(text).value_or(std::vector<Uid>{});
    return out;
  }
  void stage(const ParseObjects& parse) {
    for (const auto& f : parse.resources) staged[f.href.str()] = f;
  }
  void commit(const CommitBatch& batch) {
    for (const auto& [href, f] : staged) {
      known[f.href] = f.etag;
      texts[href] = f.text;
    }
    staged.clear();
    for (const auto& href : batch.removed) {
      known.erase(href);
      texts.erase(href.str());
    }
    state = batch.state;
  }
};

class History {
 public:
  History(std::uint64_t seed, bool sync) : server_(seed, sync) {}

  void step() {
    const auto what = server_.pick(11);
    if (what == 10) {
      server_.rename();
    } else if (what < 4) {
      server_.change();
    } else if (what == 4) {
      server_.touch();
    } else if (what == 5 && server_.pick(4) == 0) {
      server_.forget_tokens();
    } else {
      now_ += Minutes(1 + static_cast<int>(server_.pick(90)));
      pull(server_.pick(2) == 0 ? 0 : 3);
    }
  }

  /// One request in `one_in` has a fault; 0: none. False: the pull never came to its end.
  bool pull(std::size_t one_in) {
    const auto before = store_.texts;
    bool stale = false;
    store_.staged.clear();
    const KnownHere here(store_.known, store_.contents());
    const auto pull = caldav_pull({"https://h/w/", "", ""}, store_.state, here, now_, false);
    std::deque<Effect> effects;
    const auto add = [&](std::vector<Effect> more) {
      for (auto& e : more) effects.push_back(std::move(e));
    };
    add(pull->start());
    for (int requests = 0; !effects.empty();) {
      const auto effect = std::move(effects.front());
      effects.pop_front();
      if (const auto* parse = std::get_if<ParseObjects>(&effect)) store_.stage(*parse);
      if (const auto* batch = std::get_if<CommitBatch>(&effect)) store_.commit(*batch);
      if (std::holds_alternative<PullDone>(effect)) {
        if (!stale) expect_nothing_lost(before);
        return std::get<PullDone>(effect).result.has_value();
      }
      const auto* send = std::get_if<SendRequest>(&effect);
      if (send == nullptr) continue;
      if (++requests > most_requests) break;
      const auto fault =
          one_in != 0 && server_.pick(one_in) == 0 ? static_cast<Fault>(1 + server_.pick(9)) : Fault::none;
      stale = stale || fault == Fault::stale;
      const auto reply = server_.answer(send->request, fault);
      if (reply.head.status != 0) add(pull->on_head(send->tag, reply.head));
      add(pull->on_body(send->tag, reply.body));
      add(pull->on_complete(send->tag, reply.failed ? fail(ErrorKind::transient, "lost") : Expected<void>{}));
    }
    ADD_FAILURE() << "the pull has no end";
    return false;
  }

  /// At most two clean cycles; the hour between them lets a held removal go.
  void settle() {
    // Of a token forgotten without a word no answer need tell; the whole listing of the day does (P19).
    if (server_.forgets_silently()) now_ += Hours(24);
    for (int i = 0; i < 2; ++i) {
      now_ += Minutes(61);
      EXPECT_TRUE(pull(0));
    }
    if (store_.state.held_since) {
      now_ += Minutes(61);
      EXPECT_TRUE(pull(0));
    }
    EXPECT_EQ(store_.texts, server_.contents());
  }

 private:
  void expect_nothing_lost(const std::map<std::string, std::string>& before) {
    for (const auto& [href, text] : server_.contents()) {
      EXPECT_TRUE(!before.contains(href) || store_.texts.contains(href)) << href << " was lost";
    }
  }

  FlakyServer server_;
  Store store_;
  Instant now_ = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21);
};

int runs() {
  const char* more = std::getenv("EVENKEEL_HISTORIES");
  return more == nullptr ? 400 : std::atoi(more);
}

class Histories : public ::testing::TestWithParam<bool> {};

TEST_P(Histories, EndWithTheStoreLikeTheServer) {
  for (int seed = 1; seed <= runs() && !HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    History history(static_cast<std::uint64_t>(seed), GetParam());
    for (int i = 0; i < steps; ++i) history.step();
    history.settle();
  }
}

INSTANTIATE_TEST_SUITE_P(Server, Histories, ::testing::Bool(), [](const auto& test) {
  return test.param ? std::string("with_sync_collection") : std::string("with_ctag");
});

}  // namespace
}  // namespace evenkeel::dav::testing
