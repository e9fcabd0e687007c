#include "io/system/state_directory.hpp"

#include <gtest/gtest.h>
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

}  // namespace
}  // namespace evenkeel
