#include "io/system/state_directory.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace evenkeel {
namespace {

mode_t mode_after(mode_t before) {
  const std::string path = testing::TempDir() + "evenkeel-state-" + std::to_string(::getpid());
  std::filesystem::create_directory(path);
  EXPECT_EQ(::chmod(path.c_str(), before), 0);
  EXPECT_TRUE(make_state_directory(path));
  struct stat found{};
  EXPECT_EQ(::stat(path.c_str(), &found), 0);
  std::filesystem::remove(path);
  return found.st_mode & 07777U;
}

TEST(StateDirectory, NobodyElseWritesThere) {
  EXPECT_EQ(mode_after(0777), 0775U);
  EXPECT_EQ(mode_after(0770), 0770U) << "its group is the owner's choice";
  EXPECT_EQ(mode_after(01777), 01777U) << "meant for everybody";
}

TEST(StateDirectory, WhoElseMayWriteThereIsSaid) {
  const std::string path = testing::TempDir() + "evenkeel-state-" + std::to_string(::getpid());
  std::filesystem::create_directory(path);
  const auto with_mode = [&](mode_t mode) {
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return who_else_writes_state(path).value_or("nobody");
  };
  EXPECT_EQ(with_mode(0750), "nobody");
  EXPECT_EQ(with_mode(0770), "nobody") << "its group is the owner's choice";
  EXPECT_THAT(with_mode(01777), testing::HasSubstr("everybody"));
  if (::geteuid() == 0) {  // only root can give a file away
    EXPECT_EQ(::chown(path.c_str(), 65534, static_cast<gid_t>(-1)), 0);
    EXPECT_THAT(with_mode(0750), testing::HasSubstr("another user"));
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace evenkeel
