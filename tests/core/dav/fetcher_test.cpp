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

}  // namespace
}  // namespace evenkeel::dav
