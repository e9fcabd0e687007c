#include "io/system/log.hpp"

#include "support/temporary_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <sstream>

namespace evenkeel {

using ::testing::MatchesRegex;

namespace {

/// Standard error goes to a file while it lives.
class CapturedError {
 public:
  explicit CapturedError(const std::string& path) : before_(::dup(STDERR_FILENO)), path_(path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  CapturedError(const CapturedError&) = delete;
  CapturedError& operator=(const CapturedError&) = delete;
  ~CapturedError() {
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
    spdlog::set_default_logger(std::make_shared<spdlog::logger>("off"));
  }
  [[nodiscard]] static std::string identity() {
    struct stat found{};
    ::fstat(STDERR_FILENO, &found);
    return fmt::format("{}:{}", found.st_dev, found.st_ino);
  }
  [[nodiscard]] std::string text() const {
    spdlog::default_logger()->flush();
    std::ostringstream all;
    all << std::ifstream(path_).rdbuf();
    return all.str();
  }

 private:
  int before_;
  std::string path_;
};

}  // namespace

// systemd.journal-fields(7): MESSAGE, PRIORITY as syslog's levels, fields of our own; sd_journal_sendv(3)
// takes "NAME=value".
TEST(Log, FieldsStandBesideTheMessage) {
  EXPECT_THAT(
      journal_entry(LogLevel::error, "alex/work: timed out", {{"EVENKEEL_SOURCE", "alex/work"}}),
      ::testing::ElementsAre("MESSAGE=alex/work: timed out", "PRIORITY=3", "EVENKEEL_SOURCE=alex/work"));
  EXPECT_THAT(journal_entry(LogLevel::info, "a", {}), ::testing::ElementsAre("MESSAGE=a", "PRIORITY=6"));
}

TEST(Log, AValueAddsNoField) {
  EXPECT_THAT(
      journal_entry(LogLevel::warning, "a\nPRIORITY=0", {{"EVENKEEL_SOURCE", "b\n_UID=0\x1b"}}),
      ::testing::ElementsAre("MESSAGE=a\\x0APRIORITY=0", "PRIORITY=4", "EVENKEEL_SOURCE=b\\x0A_UID=0\\x1B"));
}

TEST(Log, WithoutAJournalTheMessageIsLogged) {
  const TemporaryDirectory directory;
  const CapturedError captured(directory / "log");
  const Environment journal("JOURNAL_STREAM", std::nullopt);
  set_up_log(LogLevel::warning);
  log_with(LogLevel::info, "not this", {{"EVENKEEL_SOURCE", "alex/work"}});
  log_with(LogLevel::error, "this {}", {{"EVENKEEL_SOURCE", "alex/work"}});
  EXPECT_THAT(captured.text(), ::testing::EndsWith("error: this {}\n"));
  EXPECT_THAT(captured.text(), ::testing::Not(::testing::HasSubstr("not this")));
}

TEST(Log, ForTheJournalHasPrioritiesAndNoTime) {
  const TemporaryDirectory directory;
  const CapturedError captured(directory / "log");
  const Environment journal("JOURNAL_STREAM", CapturedError::identity());
  set_up_log(LogLevel::debug);
  spdlog::error("a");
  spdlog::warn("b {}", 1);
  spdlog::info("c\nd");
  spdlog::debug("e");
  EXPECT_EQ(captured.text(), "<3>a\n<4>b 1\n<6>c\\x0Ad\n<7>e\n");
}

TEST(Log, ElsewhereHasTheTimeAndTheLevel) {
  const TemporaryDirectory directory;
  const CapturedError captured(directory / "log");
  const Environment journal("JOURNAL_STREAM", "1:1");  // somebody else's
  set_up_log(LogLevel::warning);
  spdlog::info("not this");
  spdlog::warn("this");
  EXPECT_THAT(captured.text(), MatchesRegex("20..-..-..T..:..:..Z warning: this\n"));
}

TEST(EscapeControls, LeavesTextAndShowsTheRest) {
  EXPECT_EQ(escape_controls("Grün — 予定 \xf0\x9f\x8e\x89 \\ \"x\""),
            "Grün — 予定 \xf0\x9f\x8e\x89 \\ \"x\"");
  EXPECT_EQ(escape_controls(std::string_view("a\0\t\r\n\x1b[31m\x7f", 11)),
            "a\\x00\\x09\\x0D\\x0A\\x1B[31m\\x7F");
  EXPECT_EQ(escape_controls("\xc2\x9b[2J"), "\\xC2\\x9B[2J");  // U+009B: a terminal's control introducer
  EXPECT_EQ(escape_controls("\xc2\xa0"), "\xc2\xa0");          // U+00A0 is a blank
}

TEST(EscapeControls, ShowsWhatIsNoUtf8) {
  // RFC 3629 section 3 and 4: overlong, surrogate, beyond U+10FFFF, cut short, lone continuation.
  EXPECT_EQ(escape_controls("\xc0\xaf"), "\\xC0\\xAF");
  EXPECT_EQ(escape_controls("\xe0\x80\x8a"), "\\xE0\\x80\\x8A");
  EXPECT_EQ(escape_controls("\xed\xa0\x80"), "\\xED\\xA0\\x80");
  EXPECT_EQ(escape_controls("\xf4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80");
  EXPECT_EQ(escape_controls("x\xe2\x82"), "x\\xE2\\x82");
  EXPECT_EQ(escape_controls("\x9bx"), "\\x9Bx");
}

}  // namespace evenkeel
