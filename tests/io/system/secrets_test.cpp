#include "io/system/secrets.hpp"

#include "support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace evenkeel {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

Expected<Secret> file_secret(const std::string& path) {
  return read_secret(SecretFile{path}, "/nowhere", PasswordCommands::refused);
}

Expected<Secret> command_secret(std::vector<std::string> argv, std::chrono::milliseconds limit = 20s) {
  return read_secret(SecretCommand{std::move(argv)}, "/nowhere", PasswordCommands::allowed, limit);
}

/// Neither gone nor a zombie that waits to be reaped (proc(5)).
bool is_running(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/stat");
  std::string number;
  std::string name;
  std::string state;
  return status >> number >> name >> state && state != "Z" && state != "X";
}

}  // namespace

TEST(Secrets, NothingConfiguredIsEmpty) {
  EXPECT_TRUE(read_secret({}, "/", PasswordCommands::refused)->empty());
}

TEST(Secrets, AFileIsOneLine) {
  const TemporaryDirectory directory;
  EXPECT_EQ(file_secret(directory.file("a", "pa ss\n"))->reveal(), "pa ss");
  EXPECT_EQ(file_secret(directory.file("b", "pass\r\n"))->reveal(), "pass");
  EXPECT_EQ(file_secret(directory.file("c", "pass", 0400))->reveal(), "pass");
  for (const std::string_view content : {"", "\n", "canary\nmore\n"}) {
    const auto refused = file_secret(directory.file("d", content));
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(refused.error().text, Not(HasSubstr("canary")));
  }
}

TEST(Secrets, ARelativeFileLiesBesideTheConfiguration) {
  const TemporaryDirectory directory;
  (void)directory.file("secret", "pass\n");
  EXPECT_EQ(read_secret(SecretFile{"secret"}, directory.path(), PasswordCommands::refused)->reveal(), "pass");
}

TEST(Secrets, AFileThatOthersMayUseIsRefusedWithTheRemedy) {
  const TemporaryDirectory directory;
  for (const mode_t mode : {0640U, 0604U, 0620U, 0601U}) {
    const std::string path = directory.file("open", "canary\n", mode);
    const auto refused = file_secret(path);
    ASSERT_FALSE(refused.has_value()) << mode;
    EXPECT_EQ(refused.error().kind, ErrorKind::refused);
    EXPECT_THAT(refused.error().text, HasSubstr("chmod 600 '" + path + "'"));
  }
}

TEST(Secrets, AFileOfSomebodyElseIsRefused) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a file away";
  const TemporaryDirectory directory;
  const std::string path = directory.file("theirs", "canary\n");
  ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
  const auto refused = file_secret(path);
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().text, HasSubstr("belongs to user 65534"));
}

TEST(Secrets, OnlyARegularFileIsOpened) {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink(directory.file("real", "pass\n"), directory / "link");
  EXPECT_THAT(file_secret(directory / "link").error().text, HasSubstr("symbolic link"));
  ASSERT_EQ(::mkfifo((directory / "fifo").c_str(), 0600), 0);
  EXPECT_THAT(file_secret(directory / "fifo").error().text,
              HasSubstr("no regular file"));  // and does not wait
  EXPECT_FALSE(file_secret(directory.path()).has_value());
  EXPECT_THAT(file_secret(directory / "missing").error().text, HasSubstr(directory / "missing"));
}

TEST(Secrets, ACredentialComesFromSystemd) {
  const TemporaryDirectory directory;
  (void)directory.file("alex-work", "pass\n", 0440);  // systemd grants by ACL, which shows as a group right
  const auto read = [](const char* name) {
    return read_secret(CredentialRef{name}, "/", PasswordCommands::refused);
  };
  {
    const Environment none("CREDENTIALS_DIRECTORY", std::nullopt);
    EXPECT_THAT(read("alex-work").error().text, HasSubstr("LoadCredential=alex-work"));
  }
  const Environment set("CREDENTIALS_DIRECTORY", directory.path());
  EXPECT_EQ(read("alex-work")->reveal(), "pass");
  EXPECT_THAT(read("missing").error().text, HasSubstr("\"missing\""));
  // systemd.exec(5), LoadCredential= of a directory: the ID, "_", the file's name.
  (void)directory.file("credentials_sam-work", "of a directory\n", 0440);
  EXPECT_EQ(read("sam-work")->reveal(), "of a directory");
  (void)directory.file("credentials_alex-work", "other\n", 0440);
  EXPECT_EQ(read("alex-work")->reveal(), "pass");  // one of its own comes first
  for (const char* name : {"", "..", "../x", ".hidden", "a/b"}) EXPECT_FALSE(read(name).has_value()) << name;
}

TEST(SecretCommands, GiveTheirFirstLine) {
  EXPECT_EQ(command_secret({"printf", "pass\\nlogin: alex\\n"})->reveal(), "pass");
  EXPECT_EQ(command_secret({"printf", "%s", "a b; c"})->reveal(), "a b; c");      // no shell takes it apart
  EXPECT_EQ(command_secret({"sh", "-c", "cat; printf pass"})->reveal(), "pass");  // no input
}

TEST(SecretCommands, StartWithoutOurSignalMask) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  const auto ended = command_secret({"sh", "-c", "kill -TERM $$; printf blocked"});
  sigprocmask(SIG_SETMASK, &before, nullptr);
  ASSERT_FALSE(ended.has_value());
  EXPECT_THAT(ended.error().text, HasSubstr("signal 15"));
}

TEST(SecretCommands, FailWithoutAWordOfWhatTheyPrinted) {
  for (const char* script :
       {"echo canary; exit 3", "echo canary >&2; exit 1", "echo; echo canary", "printf 'can\\0ary'"}) {
    const auto failed = command_secret({"sh", "-c", script});
    ASSERT_FALSE(failed.has_value()) << script;
    EXPECT_THAT(failed.error().text, Not(HasSubstr("can")));
    EXPECT_THAT(failed.error().text, HasSubstr("\"sh\""));
  }
  EXPECT_THAT(command_secret({"sh", "-c", "exit 3"}).error().text, HasSubstr("status 3"));
  EXPECT_EQ(command_secret({"/no/such/program"}).error().kind, ErrorKind::permanent);
  EXPECT_FALSE(command_secret({}).has_value());
}

TEST(SecretCommands, AreKilledWithTheirChildrenWhenTheyOverrun) {
  const TemporaryDirectory directory;
  const std::string script = "sleep 1000 & echo $! > '" + (directory / "pid") + "'; echo canary; wait";
  // Long enough for a shell to start on a busy machine; the command itself never ends.
  const auto killed = command_secret({"sh", "-c", script}, 1500ms);
  ASSERT_FALSE(killed.has_value());
  EXPECT_EQ(killed.error().kind, ErrorKind::transient);
  EXPECT_THAT(killed.error().text, Not(HasSubstr("canary")));
  pid_t child = 0;
  std::ifstream(directory / "pid") >> child;
  ASSERT_GT(child, 0);
  // It is nobody's child of ours: watched until the kernel has carried the signal out.
  const auto until = std::chrono::steady_clock::now() + 20s;
  while (is_running(child)) {
    ASSERT_LT(std::chrono::steady_clock::now(), until) << "the command's child lives on";
    std::this_thread::yield();
  }
}

TEST(SecretCommands, MayPrintMuch) {
  EXPECT_EQ(command_secret({"sh", "-c", "echo pass; head -c 5000000 /dev/zero"})->reveal(), "pass");
}

TEST(SecretCommands, AreRefusedUnderTheUnit) {
  const auto refused = read_secret(SecretCommand{{"echo", "x"}}, "/", PasswordCommands::refused);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
}

}  // namespace evenkeel
