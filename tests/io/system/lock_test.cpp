#include "io/system/lock.hpp"

#include "support/child_process.hpp"
#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>

namespace evenkeel {

TEST(StateLockTest, KeepsAnotherProcessOutAndSaysWhoHoldsIt) {
  const TemporaryDirectory directory;
  const auto held = take_lock(directory / "state");
  ASSERT_TRUE(held.has_value()) << held.error().text;
  const std::string expected = "process " + std::to_string(::getpid());
  ChildProcess other([&](int) {
    const auto refused = take_lock(directory / "state");
    if (refused) return 1;
    if (refused.error().kind != ErrorKind::refused) return 2;
    return refused.error().text.find(expected) == std::string::npos ? 3 : 0;
  });
  EXPECT_EQ(other.wait(), 0);
}

TEST(StateLockTest, EndsWithItsHolder) {
  const TemporaryDirectory directory;
  ChildProcess first([&](int) {
    const auto held = take_lock(directory.path());
    ::raise(SIGKILL);  // without any tidying up
    return held ? 1 : 2;
  });
  EXPECT_EQ(first.wait(), -1);
  {
    EXPECT_TRUE(take_lock(directory.path()).has_value());
  }
  EXPECT_TRUE(take_lock(directory.path()).has_value());
}

TEST(StateLockTest, RootLeavesTheStateOfAServiceAlone) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can make a directory another's";
  const TemporaryDirectory directory;
  ASSERT_EQ(::chown(directory.path().c_str(), 65534, 65534), 0);
  const auto refused = take_lock(directory.path());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::permanent);
  EXPECT_THAT(refused.error().text, testing::HasSubstr("runuser -u nobody"));
}

TEST(StateLockTest, OtherFailuresNameThePath) {
  const TemporaryDirectory directory;
  const std::string file = directory.file("file", "x");
  const auto refused = take_lock(file);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::permanent);
  EXPECT_THAT(refused.error().text, ::testing::HasSubstr(file));
}

}  // namespace evenkeel
