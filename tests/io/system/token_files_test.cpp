#include "io/system/token_files.hpp"

#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

namespace evenkeel {
namespace {

using testing::HasSubstr;
using Held = Expected<std::optional<oauth::Tokens>>;

oauth::Tokens tokens(const std::string& name) {
  return {.access = Secret("access-" + name),
          .refresh = Secret("refresh-" + name),
          .obtained = Instant(Seconds(1'800'000'000)),
          .expires = {}};
}

unsigned mode_of(const std::string& path) {
  struct stat found{};
  return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 07777U : 0;
}

TEST(TokenFiles, NothingIsThereBeforeItIsSaved) {
  const TemporaryDirectory state;
  const auto files = make_token_files(state.path(), TokenAccess::write);
  EXPECT_EQ(files->load("alex/work"), Held(std::nullopt));
  EXPECT_FALSE(std::filesystem::exists(state / "tokens"));
}

TEST(TokenFiles, AreForNobodyElseAndComeBack) {
  const TemporaryDirectory state;
  ::umask(0);
  const auto files = make_token_files(state.path(), TokenAccess::write);
  ASSERT_TRUE(files->save("alex/work", tokens("1")));
  ASSERT_TRUE(files->save("alex/work", tokens("2")));
  ::umask(022);
  EXPECT_EQ(mode_of(state / "tokens"), 0700U);
  EXPECT_EQ(mode_of(state / "tokens/alex+work.json"), 0600U);
  const auto directory = std::filesystem::directory_iterator(state / "tokens");
  EXPECT_EQ(std::distance(directory, {}), 1) << "a draft is left";
  EXPECT_EQ(files->load("alex/work"), Held(tokens("2")));
  EXPECT_EQ(make_token_files(state.path(), TokenAccess::read)->load("alex/work"), Held(tokens("2")));
}

TEST(TokenFiles, OnlyTheWriterWrites) {
  const TemporaryDirectory state;
  const auto files = make_token_files(state.path(), TokenAccess::read);
  EXPECT_FALSE(files->save("alex/work", tokens("1")));
  EXPECT_FALSE(files->forget("alex"));
  EXPECT_FALSE(std::filesystem::exists(state / "tokens"));
}

TEST(TokenFiles, AFileThatOthersMayReadIsRefused) {
  const TemporaryDirectory state;
  ASSERT_TRUE(make_token_files(state.path(), TokenAccess::write)->save("alex/work", tokens("1")));
  ::chmod((state / "tokens/alex+work.json").c_str(), 0640);
  const auto held = make_token_files(state.path(), TokenAccess::write)->load("alex/work");
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().kind, ErrorKind::refused);
  EXPECT_THAT(held.error().text, HasSubstr("chmod 600"));
}

TEST(TokenFiles, ADamagedFileIsAnErrorThatRepeatsNothing) {
  const TemporaryDirectory state;
  ASSERT_TRUE(make_token_files(state.path(), TokenAccess::write)->save("alex/work", tokens("1")));
  std::ofstream(state / "tokens/alex+work.json") << "{\"access_token\":\"access-1\n";
  const auto held = make_token_files(state.path(), TokenAccess::write)->load("alex/work");
  ASSERT_FALSE(held);
  EXPECT_THAT(held.error().text, testing::Not(HasSubstr("access-1")));
}

TEST(TokenFiles, ForgetsAllOfOneOwnerAndNobodyElse) {
  const TemporaryDirectory state;
  const auto files = make_token_files(state.path(), TokenAccess::write);
  for (const char* key : {"alex/work", "alex/own", "alexa/work", "sam/work"}) {
    ASSERT_TRUE(files->save(key, tokens(key)));
  }
  EXPECT_EQ(files->forget("alex").value(), 2U);
  EXPECT_EQ(files->load("alex/work"), Held(std::nullopt));
  EXPECT_EQ(files->load("sam/work"), Held(tokens("sam/work")));
  EXPECT_EQ(files->load("alexa/work"), Held(tokens("alexa/work")));
  EXPECT_FALSE(std::filesystem::exists(state / "tokens/alex+own.json"));
  EXPECT_EQ(files->forget("gran").value(), 0U);
}

TEST(TokenFiles, WhatCannotBeWrittenLeavesWhatIsThere) {
  const TemporaryDirectory state;
  const auto files = make_token_files(state.path(), TokenAccess::write);
  ASSERT_TRUE(files->save("alex/work", tokens("1")));
  std::filesystem::create_directory(state / "tokens/alex+work.json.tmp");  // where the draft would stand
  EXPECT_FALSE(files->save("alex/work", tokens("2")));
  EXPECT_EQ(make_token_files(state.path(), TokenAccess::read)->load("alex/work"), Held(tokens("1")));
}

}  // namespace
}  // namespace evenkeel
