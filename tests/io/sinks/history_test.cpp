// Random histories: in the end exactly what is wanted stands there, once each, and then all is quiet.
#include "history.hpp"

namespace evenkeel::test {
namespace {

class Histories : public testing::TestWithParam<unsigned> {};

TEST_P(Histories, endWithWhatIsWantedAndQuiet) {
  History history(GetParam());
  history.live(30);
  history.expect_exactly_the_wanted();
  history.expect_no_mail_twice();
}

TEST(History, then200CyclesSendNothing) {
  History history(4711);
  history.live(30);
  history.expect_quiet();
}

INSTANTIATE_TEST_SUITE_P(Seeds, Histories, testing::Range(0U, 20U));

}  // namespace
}  // namespace evenkeel::test
