// A feed that is a file on this machine.
#include "io/sources/pulled.hpp"
#include "io/sources/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

namespace evenkeel::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IcsFile : public ::testing::Test {
 protected:
  IcsFile() {
    SourceSettings settings;
    settings.kind = SourceKind::ics;
    settings.url = (directory.path() / "school year.ics").string();
    source = make_source(settings);
  }
  void write(const std::string& text, bool fresh = false) { directory.write("school year.ics", text, fresh); }
  void pull(Instant now = noon) { store.pull(*source, now); }

  CalendarDirectory directory;
  std::unique_ptr<Source> source;
  Pulled store;
};

TEST_F(IcsFile, IsReadByUid) {
  write(calendar({"a", "b"}));
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("uid:a", "uid:b"));
  write(calendar({"a", "b", "c"}));
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("uid:c"));
  EXPECT_TRUE(source->local());
}

TEST_F(IcsFile, WritesNothingWhenNothingChanged) {
  for (const bool fresh : {false, true}) {
    store = {};
    write(calendar({"a"}), fresh);
    pull();
    pull(noon + Minutes(10));
    EXPECT_EQ(store.commits, 0) << fresh;
  }
}

TEST_F(IcsFile, SeesAChangeThatLeavesTheStamp) {
  write(calendar({"a"}, "one"), true);
  const auto stamp = std::filesystem::last_write_time(directory.path() / "school year.ics");
  pull();
  write(calendar({"a"}, "two"), true);
  std::filesystem::last_write_time(directory.path() / "school year.ics", stamp);
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("uid:a"));
}

// P96: the last good copy stays.
TEST_F(IcsFile, ThatIsNoCalendarChangesNothing) {
  write(calendar({"a"}));
  pull();
  for (const std::string broken : {"", "<html></html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"}) {
    write(broken);
    pull();
    EXPECT_FALSE(store.done.result) << broken;
    EXPECT_EQ(store.known.size(), 1U);
  }
  std::filesystem::remove(directory.path() / "school year.ics");
  pull();
  EXPECT_FALSE(store.done.result);
  EXPECT_EQ(store.known.size(), 1U);
}

TEST_F(IcsFile, ThatIsAPipeIsAnError) {
  ASSERT_EQ(::mkfifo((directory.path() / "school year.ics").c_str(), 0600), 0);
  pull();
  EXPECT_FALSE(store.done.result);
}

TEST_F(IcsFile, MayBeNamedByAFileUrl) {
  write(calendar({"a"}));
  SourceSettings settings;
  settings.kind = SourceKind::ics;
  settings.url = "file://" + (directory.path() / "school%20year.ics").string();
  source = make_source(settings);
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("uid:a"));
}

}  // namespace
}  // namespace evenkeel::testing
