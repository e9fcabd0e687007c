// The vdir source on a real directory (DESIGN section 4).
#include "io/sources/pulled.hpp"
#include "io/sources/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace evenkeel::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Vdir : public ::testing::Test {
 protected:
  Vdir() {
    SourceSettings settings;
    settings.kind = SourceKind::vdir;
    settings.url = directory.path().string();
    source = make_source(settings);
  }
  void pull(Instant now = noon, bool accept = false) { store.pull(*source, now, accept); }
  void many(int from, int to) {
    for (int i = from; i < to; ++i)
      directory.write(std::to_string(i) + ".ics", calendar({"u" + std::to_string(i)}));
  }

  CalendarDirectory directory;
  std::unique_ptr<Source> source;
  Pulled store;
};

TEST_F(Vdir, ReadsOnlyItsIcsFiles) {
  directory.write("a.ics", calendar({"a"}));
  directory.write("b.ics", calendar({"b1", "b2"}));
  directory.write("SCHOOL.ICS", calendar({"s"}));  // as other systems name them
  directory.write(".hidden.ics", calendar({"h"}));
  directory.write("c.ics.tmp", calendar({"t"}));
  directory.write("notes.txt", "hello");
  std::filesystem::create_directory(directory.path() / "sub.ics");
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("SCHOOL.ICS", "a.ics", "b.ics"));
  EXPECT_TRUE(store.whole);
  EXPECT_TRUE(store.done.result);
  EXPECT_TRUE(source->local());
}

// Its last file taken away, a directory is empty. Another, empty one in its place is where a disk was.
TEST_F(Vdir, TellsAnEmptyDirectoryFromOneWhereSomethingIsNotMounted) {
  const auto place = directory.path() / "disk";
  std::filesystem::create_directory(place);
  std::ofstream(place / "a.ics") << calendar({"a"});
  SourceSettings settings;
  settings.kind = SourceKind::vdir;
  settings.url = "file://localhost" + directory.path().string() + "/%64isk";
  source = make_source(settings);
  pull();
  ASSERT_EQ(store.known.size(), 1U);
  std::filesystem::rename(place, directory.path() / "unmounted");
  std::filesystem::create_directory(place);
  pull(noon + Hours(1));
  EXPECT_FALSE(store.done.result);
  EXPECT_EQ(store.known.size(), 1U);
  std::filesystem::remove(place);
  std::filesystem::rename(directory.path() / "unmounted", place);
  std::filesystem::remove(place / "a.ics");
  pull(noon + Hours(2));
  EXPECT_TRUE(store.done.result);
  EXPECT_THAT(store.known, IsEmpty());
}

// A time limit on a busy machine is no last word.
TEST_F(Vdir, LooksAtAnUnreadableFileOnceADay) {
  directory.write("a.ics", calendar({"a"}));
  pull();
  auto& tag = store.known.at(Href("a.ics"));
  tag = ETag("unreadable:" + tag.str());
  pull(noon + Hours(1));
  EXPECT_THAT(store.parsed, IsEmpty());
  EXPECT_THAT(store.known, ::testing::SizeIs(1));
  pull(noon + Hours(24));
  EXPECT_THAT(store.parsed, ElementsAre("a.ics"));
}

TEST_F(Vdir, WritesNothingWhenNothingChanged) {
  directory.write("a.ics", calendar({"a"}));
  directory.write("fresh.ics", calendar({"f"}), true);
  pull();
  pull(noon + Minutes(10));
  EXPECT_THAT(store.parsed, IsEmpty());
  EXPECT_EQ(store.commits, 0);
  EXPECT_FALSE(store.done.changed);
}

TEST_F(Vdir, ReadsOnlyWhatChanged) {
  directory.write("a.ics", calendar({"a"}));
  directory.write("b.ics", calendar({"b"}));
  pull();
  directory.write("b.ics", calendar({"b"}, "longer than before"));
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("b.ics"));
}

// Two writes within the resolution of the file system's clock leave the same mtime, size and inode.
TEST_F(Vdir, SeesAChangeThatLeavesTheStamp) {
  directory.write("a.ics", calendar({"a"}, "one"), true);
  const auto stamp = std::filesystem::last_write_time(directory.path() / "a.ics");
  pull();
  directory.write("a.ics", calendar({"a"}, "two"), true);
  std::filesystem::last_write_time(directory.path() / "a.ics", stamp);
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("a.ics"));
  EXPECT_THAT(store.texts["a.ics"], ::testing::HasSubstr("two"));
}

TEST_F(Vdir, RemovesWhatIsGone) {
  many(0, 3);
  pull();
  std::filesystem::remove(directory.path() / "1.ics");
  pull();
  EXPECT_FALSE(store.known.contains(Href("1.ics")));
  EXPECT_EQ(store.known.size(), 2U);
}

// P01, P06: a directory that cannot be read is not an empty one.
TEST_F(Vdir, KeepsEverythingWhenTheDirectoryIsGone) {
  many(0, 3);
  pull();
  std::filesystem::rename(directory.path(), directory.path().string() + ".away");
  pull();
  EXPECT_FALSE(store.done.result);
  EXPECT_EQ(store.commits, 0);
  EXPECT_EQ(store.known.size(), 3U);
  std::filesystem::rename(directory.path().string() + ".away", directory.path());
}

TEST_F(Vdir, KeepsTheLastGoodCopyOfABrokenFile) {
  directory.write("a.ics", calendar({"a"}));
  directory.write("b.ics", calendar({"b"}));
  pull();
  for (const std::string broken :
       {"", "<html>log in</html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n"}) {
    directory.write("a.ics", broken);
    directory.write("c" + std::to_string(broken.size()) + ".ics",
                    calendar({"c" + std::to_string(broken.size())}));
    pull();
    EXPECT_TRUE(store.done.result);
    EXPECT_EQ(store.texts["a.ics"], calendar({"a"}));
    ASSERT_EQ(store.done.warnings.size(), 1U);
    EXPECT_EQ(store.done.warnings[0].about, "a.ics");
    EXPECT_EQ(store.parsed.size(), 1U) << "the others count";
  }
}

TEST_F(Vdir, NeverWaitsForAFifo) {
  directory.write("a.ics", calendar({"a"}));
  ASSERT_EQ(::mkfifo((directory.path() / "pipe.ics").c_str(), 0600), 0);
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("a.ics"));
  EXPECT_EQ(store.done.warnings.size(), 1U);
}

TEST_F(Vdir, FollowsLinksToFilesOnly) {
  const CalendarDirectory elsewhere;
  elsewhere.write("real.ics", calendar({"real"}));
  std::filesystem::create_symlink(elsewhere.path() / "real.ics", directory.path() / "link.ics");
  std::filesystem::create_symlink("/dev/zero", directory.path() / "zero.ics");
  std::filesystem::create_symlink("loop.ics", directory.path() / "loop.ics");
  std::filesystem::create_symlink("nowhere", directory.path() / "dangling.ics");
  pull();
  EXPECT_THAT(store.parsed, ElementsAre("link.ics"));
}

TEST_F(Vdir, HoldsAMassRemoval) {  // P10
  many(0, 20);
  pull();
  for (int i = 0; i < 15; ++i) std::filesystem::remove(directory.path() / (std::to_string(i) + ".ics"));
  pull();
  EXPECT_EQ(store.known.size(), 20U);
  EXPECT_EQ(store.done.held_removals, 15U);
  pull(noon + Minutes(30));
  EXPECT_EQ(store.known.size(), 20U);
  pull(noon + Hours(1));
  EXPECT_EQ(store.known.size(), 5U);
  EXPECT_EQ(store.done.held_removals, 0U);
}

// Nothing is lost by that, and nothing stands twice.
TEST_F(Vdir, RenamedFilesTakeTheirObjectsAlong) {
  many(0, 12);
  pull();
  for (int i = 0; i < 12; ++i) {
    const auto name = std::to_string(i) + ".ics";
    std::filesystem::rename(directory.path() / name, directory.path() / ("r" + name));
  }
  pull();
  EXPECT_EQ(store.done.held_removals, 0U);
  EXPECT_EQ(store.texts.size(), 12U);
  EXPECT_TRUE(store.texts.contains("r0.ics"));
}

TEST_F(Vdir, ObjectsMovedFromFileToFileAreNoLoss) {
  std::vector<std::string> uids;
  for (int i = 0; i < 20; ++i) uids.push_back("u" + std::to_string(i));
  const std::vector<std::string> stay(uids.begin(), uids.begin() + 5);
  const std::vector<std::string> move(uids.begin() + 5, uids.end());
  directory.write("a.ics", calendar(uids));
  pull();
  directory.write("a.ics", calendar(stay));
  directory.write("b.ics", calendar(move));
  pull();
  EXPECT_EQ(store.texts["a.ics"], calendar(stay));
  EXPECT_EQ(store.texts["b.ics"], calendar(move));
  EXPECT_EQ(store.done.held_removals, 0U);
}

// What moved is not counted; what is nowhere is.
TEST_F(Vdir, OnlyWhatIsNowhereIsHeld) {
  many(0, 24);
  pull();
  for (int i = 0; i < 24; ++i) std::filesystem::remove(directory.path() / (std::to_string(i) + ".ics"));
  for (int i = 0; i < 4; ++i)
    directory.write("r" + std::to_string(i) + ".ics", calendar({"u" + std::to_string(i)}));
  pull();
  EXPECT_EQ(store.done.held_removals, 20U);
  EXPECT_EQ(store.texts.size(), 24U) << "20 are held, 4 have moved";
}

TEST_F(Vdir, LetsAMassRemovalThroughWhenAPersonSaysSo) {
  many(0, 20);
  pull();
  for (int i = 0; i < 20; ++i) std::filesystem::remove(directory.path() / (std::to_string(i) + ".ics"));
  pull(noon, true);
  EXPECT_TRUE(store.known.empty());
}

// A file of many objects that shrinks removes them as surely as files that are gone.
TEST_F(Vdir, WeighsTheObjectsInAFile) {
  std::vector<std::string> uids;
  for (int i = 0; i < 30; ++i) uids.push_back("u" + std::to_string(i));
  directory.write("all.ics", calendar(uids));
  pull();
  directory.write("all.ics", calendar({"u0"}));
  pull();
  EXPECT_EQ(store.texts["all.ics"], calendar(uids));
  EXPECT_EQ(store.done.held_removals, 29U);
  pull(noon + Hours(1));
  EXPECT_EQ(store.texts["all.ics"], calendar({"u0"}));
}

TEST_F(Vdir, AnotherDirectoryIsADecisionOfAPerson) {
  many(0, 20);
  pull();
  const CalendarDirectory other;
  other.write("new.ics", calendar({"new"}));
  SourceSettings settings;
  settings.url = "file://" + other.path().string();
  source = make_source(settings);
  pull();
  EXPECT_EQ(store.known.size(), 1U);
}

}  // namespace
}  // namespace evenkeel::testing
