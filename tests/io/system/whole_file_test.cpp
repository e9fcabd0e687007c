#include "io/system/whole_file.hpp"

#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenkeel {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

struct WholeFile : testing::Test {
  TemporaryDirectory directory;
  std::string path = directory.path() + "/page.html";
  std::string draft = path + ".draft";
};

TEST_F(WholeFile, ReplacesWhatStoodThereAndLeavesNoDraft) {
  ASSERT_EQ(put_whole_file(path, draft, "one", 0600), 0);
  ASSERT_EQ(put_whole_file(path, draft, "two", 0600), 0);
  EXPECT_EQ(content(path), "two");
  EXPECT_FALSE(fs::exists(draft));
}

TEST_F(WholeFile, HasTheModeWhateverTheUmaskSays) {
  const mode_t before = ::umask(0077);
  EXPECT_EQ(put_whole_file(path, draft, "text", 0644), 0);
  ::umask(before);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0644));
}

TEST_F(WholeFile, WithoutAModeTheUmaskDecides) {
  const mode_t before = ::umask(0027);
  EXPECT_EQ(put_whole_file(path, draft, "text", std::nullopt), 0);
  ::umask(before);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms(0640));
}

// Who can write beside it lays a link there, hoping that it is followed.
TEST_F(WholeFile, ADraftThatSomebodyLaidThereIsNotFollowed) {
  const std::string victim = directory.path() + "/victim";
  std::ofstream(victim) << "theirs";
  fs::create_symlink(victim, draft);
  EXPECT_EQ(put_whole_file(path, draft, "text", 0600), EEXIST);
  EXPECT_EQ(content(victim), "theirs");
  EXPECT_FALSE(fs::exists(path));
  EXPECT_TRUE(fs::is_symlink(draft));
}

TEST_F(WholeFile, WhatCannotBeRenamedLeavesNoDraft) {
  fs::create_directory(path);
  EXPECT_EQ(put_whole_file(path, draft, "text", 0600), EISDIR);
  EXPECT_FALSE(fs::exists(draft));
  EXPECT_EQ(put_whole_file(directory.path() + "/none/page", directory.path() + "/none/draft", "text", 0600),
            ENOENT);
}

}  // namespace
}  // namespace evenkeel
