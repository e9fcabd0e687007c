#include "core/dav/fetcher.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenkeel::dav {
namespace {

std::string href(std::size_t number) {
  return "/w/" + std::to_string(number) + ".ics";
}

Fetcher fetcher_of(std::size_t objects) {
  std::vector<Wanted> wanted;
  for (std::size_t n = 0; n < objects; ++n)
    wanted.push_back({Href(href(n)), Href(href(n)), ETag("1"), {}, false});
  return {parse_url("https://cal.example.org/w/").value(), std::move(wanted)};
}

std::size_t hrefs_in(const Request& request) {
  std::size_t count = 0;
  for (auto at = request.body.find("<href>"); at != std::string::npos;
       at = request.body.find("<href>", at + 1)) {
    ++count;
  }
  return count;
}

/// The server answers the multiget with objects `from` to `to`.
void answer(Fetcher& fetcher, std::size_t from, std::size_t to) {
  std::vector<Response> responses;
  for (std::size_t n = from; n < to; ++n) {
    Response response;
    response.href = Href(href(n));
    response.calendar_data = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";
    responses.push_back(std::move(response));
  }
  EXPECT_EQ(fetcher.take(std::move(responses)).size(), to - from);
}

/// Sizes of the multigets until there is none any more; each is answered whole.
std::vector<std::size_t> sizes(Fetcher& fetcher, std::size_t from) {
  std::vector<std::size_t> out;
  for (auto request = fetcher.next(); request; request = fetcher.next()) {
    out.push_back(hrefs_in(*request));
    answer(fetcher, from, from + out.back());
    from += out.back();
    fetcher.end_multiget(false);
  }
  return out;
}

TEST(Fetcher, BeginsWithWhatEveryServerTakesAndAsksForMoreWhenThatGoesWell) {
  auto fetcher = fetcher_of(600);
  EXPECT_EQ(sizes(fetcher, 0), (std::vector<std::size_t>{50, 100, 200, 200, 50}));
}

TEST(Fetcher, AsksForLessWhenMoreIsRefused) {  // P43
  auto fetcher = fetcher_of(300);
  ASSERT_EQ(hrefs_in(fetcher.next().value()), 50U);
  answer(fetcher, 0, 50);
  fetcher.end_multiget(false);
  ASSERT_EQ(hrefs_in(fetcher.next().value()), 100U);
  fetcher.end_multiget(true);
  EXPECT_EQ(sizes(fetcher, 50), (std::vector<std::size_t>{50, 50, 50, 50, 50}));
}

TEST(Fetcher, AsksForTheRestOfALargeBatchThatBrokeInSmallOnes) {  // P97: not one by one
  auto fetcher = fetcher_of(300);
  ASSERT_EQ(hrefs_in(fetcher.next().value()), 50U);
  answer(fetcher, 0, 50);
  fetcher.end_multiget(false);
  ASSERT_EQ(hrefs_in(fetcher.next().value()), 100U);
  answer(fetcher, 50, 70);
  fetcher.end_multiget(false);
  EXPECT_EQ(sizes(fetcher, 70), (std::vector<std::size_t>{50, 50, 50, 50, 30}));
}

TEST(Fetcher, AsksForAFewThatWereLeftOutOneByOne) {
  auto fetcher = fetcher_of(60);
  ASSERT_EQ(hrefs_in(fetcher.next().value()), 50U);
  answer(fetcher, 1, 50);
  fetcher.end_multiget(false);
  EXPECT_EQ(fetcher.next().value().method, "GET");
  EXPECT_FALSE(fetcher.multiget_under_way());
}

// P08: some servers leave out of a multiget what is gone. It is asked for by its own, as far as that is
// bearable.
TEST(Fetcher, AsksWhetherSomeAreGoneThatAMultigetLeavesOut) {
  std::vector<Wanted> wanted;
  for (std::size_t n = 0; n < 120; ++n)
    wanted.push_back({Href(href(n)), Href(href(n)), {}, ETag("1"), false, false, true});
  Fetcher fetcher(parse_url("https://cal.example.org/w/").value(), std::move(wanted));
  int alone = 0;
  int together = 0;
  while (auto request = fetcher.next()) {
    if (request->method == "REPORT") {
      ++together;
      fetcher.end_multiget(false);
      continue;
    }
    ++alone;
    Answer answer;
    answer.head.status = 404;
    answer.failure = Failure{{ErrorKind::permanent, "404"}, {}};
    EXPECT_TRUE(fetcher.end_object(answer));
  }
  EXPECT_EQ(together, 3);
  EXPECT_EQ(alone, 50);
  EXPECT_TRUE(fetcher.still_there().empty());
  EXPECT_TRUE(fetcher.undecided().empty());
  EXPECT_FALSE(fetcher.vanished());
}

Answer refused(int status) {
  Answer answer;
  answer.head.status = status;
  answer.failure = Failure{{ErrorKind::transient, "it does not do"}, {}};
  return answer;
}

/// Asks to the end: multigets bring nothing, each object by its own is answered by this status. Whether the
/// pull goes on, and by how many GETs.
std::pair<bool, std::size_t> all_refused(Fetcher& fetcher, int status) {
  std::size_t gets = 0;
  while (fetcher.next()) {
    if (fetcher.multiget_under_way()) {
      fetcher.end_multiget(false);
    } else if (++gets; !fetcher.end_object(refused(status))) {
      return {false, gets};
    }
  }
  return {true, gets};
}

// P55: one bad object, or thirty, does not keep the others from coming.
TEST(Fetcher, BrokenObjectsCostOnlyThemselves) {
  auto fetcher = fetcher_of(200);
  ASSERT_TRUE(fetcher.next());
  answer(fetcher, 30, 50);
  fetcher.end_multiget(false);
  std::size_t gets = 0;
  auto request = fetcher.next();
  for (; request && !fetcher.multiget_under_way(); request = fetcher.next()) {
    ++gets;
    ASSERT_TRUE(fetcher.end_object(refused(500)));
  }
  EXPECT_EQ(gets, 20U);
  EXPECT_EQ(fetcher.unfetched().size(), 30U) << "what is not asked for now is asked for by the next pull";
  ASSERT_TRUE(request) << "the others were not asked for";
  auto alone = fetcher_of(30);
  EXPECT_EQ(all_refused(alone, 500), (std::pair<bool, std::size_t>(true, 20)));
  EXPECT_EQ(alone.unfetched().size(), 30U);
}

TEST(Fetcher, AServerThatGivesNothingAtAllIsNotAskedOnAndOn) {
  auto fetcher = fetcher_of(1'000);
  EXPECT_EQ(all_refused(fetcher, 500), (std::pair<bool, std::size_t>(false, 60)));
}

// P08, P13: only 404 and 410 say that it is gone.
TEST(Fetcher, ARefusalDoesNotProveThatAnObjectIsGone) {
  for (const int status : {400, 403, 405, 406, 423, 500, 404, 410}) {
    Wanted wanted{Href("/w/0.ics"), Href("/w/0.ics"), {}, ETag("1"), false, false, true};
    Fetcher fetcher(parse_url("https://cal.example.org/w/").value(), {wanted});
    ASSERT_TRUE(fetcher.next());
    ASSERT_TRUE(fetcher.end_object(refused(status)));
    EXPECT_EQ(fetcher.undecided().size(), status == 404 || status == 410 ? 0U : 1U) << status;
  }
}

}  // namespace
}  // namespace evenkeel::dav
