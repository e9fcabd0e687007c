// A damaged database is set aside, and what only lived there is carried over as far as it can be read.
#include "io/store/database_file.hpp"
#include "io/store/store_fixture.hpp"
#include "support/child_process.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <fstream>

namespace evenkeel {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

namespace {

const SourceName work{"alex", "work"};

/// A database with much of a source and a little of what only lives there.
void fill(const std::string& directory) {
  const auto store = opened(directory);
  std::vector<StoredObject> objects;
  for (int i = 0; i < 500; ++i) objects.push_back(object(fmt::format("h{:04}", i), "1"));
  must(store->commit(work, batch(std::move(objects), "1")));
  must(store->save_promises({{"both", "call the school", on(20'000), on(19'990), std::nullopt, false}}));
  must(store->save(record("duty/pick-up/2026-11-23", 4)));
  must(store->enqueue({entry("a", "sent-once")}));
  must(store->settle(must(store->outbox()).front()));
  must(store->enqueue({entry("b", "fate-unknown")}));
}

void overwrite(const std::string& path, std::streamoff from, std::size_t count) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(from);
  for (std::size_t i = 0; i < count; ++i) file.put(static_cast<char>(0xa5));
}

std::vector<std::string> files_in(const std::string& directory) {
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator(directory)) names.push_back(file.path().filename().string());
  return names;
}

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* problem = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &problem), SQLITE_OK) << problem;
  sqlite3_close(database);
}

/// The first page of a table's b-tree.
std::int64_t root_page(const std::string& path, const std::string& table) {
  sqlite3* database = nullptr;
  sqlite3_stmt* statement = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  const std::string sql = fmt::format("SELECT rootpage FROM sqlite_schema WHERE name = '{}'", table);
  EXPECT_EQ(sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_step(statement), SQLITE_ROW);
  const std::int64_t page = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  sqlite3_close(database);
  return page;
}

}  // namespace

TEST(DamagedStore, ThatIsNoDatabaseAtAllIsSetAside) {
  const TemporaryDirectory directory;
  fill(directory.path());
  overwrite(directory / "evenkeel.db", 0, 4096);
  const Opened again = must(open_store(directory.path(), at(1'795'251'600), test_zones()));
  ASSERT_EQ(again.warnings.size(), 1U);
  EXPECT_THAT(again.warnings[0].text, HasSubstr("evenkeel.db.corrupt-20261121T090000Z"));
  EXPECT_THAT(again.warnings[0].text, HasSubstr("promise"));
  EXPECT_TRUE(fs::exists(directory / "evenkeel.db.corrupt-20261121T090000Z"));
  EXPECT_TRUE(must(again.store->objects(work)).empty());
  must(again.store->save_fact("works", "again"));
}

TEST(DamagedStore, LeavesWhatOnlyLivedThere) {
  const TemporaryDirectory directory;
  fill(directory.path());
  const std::string path = directory / "evenkeel.db";
  overwrite(path, (root_page(path, "object") - 1) * 4096, 4096);
  const Opened again = must(open_store(directory.path(), at(0), test_zones()));
  ASSERT_EQ(again.warnings.size(), 1U);
  EXPECT_THAT(again.warnings[0].text, Not(HasSubstr("lost")));
  EXPECT_EQ(must(again.store->promises()).size(), 1U);
  EXPECT_EQ(must(again.store->publications()).size(), 2U);
  EXPECT_TRUE(must(again.store->was_sent("sent-once")));
  EXPECT_TRUE(must(again.store->outbox()).empty());  // decided anew
  EXPECT_TRUE(must(again.store->objects(work)).empty());
  EXPECT_FALSE(must(again.store->status(work)).whole);
}

// SQLite's word for not following links minds those on the way, also where another file is attached.
TEST(DamagedStore, LeavesWhatOnlyLivedThereBehindALinkToo) {
  const TemporaryDirectory directory;
  fs::create_directory(directory / "real");
  fs::create_directory_symlink(directory / "real", directory / "state");
  fill(directory / "real");
  const std::string path = directory / "real/evenkeel.db";
  overwrite(path, (root_page(path, "object") - 1) * 4096, 4096);
  const Opened again = must(open_store(directory / "state", at(0), test_zones()));
  EXPECT_EQ(must(again.store->promises()).size(), 1U);
  EXPECT_TRUE(must(again.store->was_sent("sent-once")));
}

TEST(DamagedStore, LosesOnlyTheTableThatIsDamaged) {
  const TemporaryDirectory directory;
  fill(directory.path());
  const std::string path = directory / "evenkeel.db";
  overwrite(path, (root_page(path, "promise") - 1) * 4096, 4096);
  const Opened again = must(open_store(directory.path(), at(0), test_zones()));
  ASSERT_EQ(again.warnings.size(), 1U);
  EXPECT_THAT(again.warnings[0].text, ::testing::EndsWith("lost: promise"));
  EXPECT_EQ(must(again.store->publications()).size(), 2U);
}

TEST(DamagedStore, CutShortIsSetAsideAndNeverReplacesAnother) {
  const TemporaryDirectory directory;
  for (int time = 0; time < 2; ++time) {
    fill(directory.path());
    fs::resize_file(directory / "evenkeel.db", 10'000);
    EXPECT_EQ(must(open_store(directory.path(), at(0), test_zones())).warnings.size(), 1U);
  }
  EXPECT_THAT(files_in(directory.path()),
              ::testing::IsSupersetOf({"evenkeel.db", "evenkeel.db.corrupt-19700101T000000Z",
                                       "evenkeel.db.corrupt-19700101T000000Z.2"}));
}

TEST(DamagedStore, IsOnlyReportedWhenReading) {
  const TemporaryDirectory directory;
  fill(directory.path());
  overwrite(directory / "evenkeel.db", 0, 4096);
  const auto before = files_in(directory.path());
  EXPECT_EQ(open_store_read_only(directory.path(), test_zones()).error().kind, ErrorKind::invalid_data);
  EXPECT_EQ(open_store_copy(directory.path(), test_zones()).error().kind, ErrorKind::invalid_data);
  EXPECT_THAT(files_in(directory.path()), ::testing::UnorderedElementsAreArray(before));
}

TEST(DamagedStore, AfterAnUncleanStopTheIndexesAreCheckedToo) {
  const TemporaryDirectory directory;
  fill(directory.path());
  const std::string path = directory / "evenkeel.db";
  // An index that lacks an entry is what quick_check overlooks and integrity_check finds.
  run_sql(
      path,
      "PRAGMA writable_schema=ON; CREATE TABLE t (x); CREATE INDEX t_x ON t (x); INSERT INTO t VALUES (1);"
      "UPDATE sqlite_schema SET sql = 'CREATE INDEX t_x ON t (x) WHERE x = 2' WHERE name = 't_x';");
  EXPECT_TRUE(must(open_store(directory.path(), at(0), test_zones())).warnings.empty());
  ChildProcess child([&](int fd) {
    const auto store = opened(directory.path());
    must(store->save_fact("a", "b"));
    say(fd);
    return ::pause();
  });
  ASSERT_TRUE(child.hear());
  child.kill();
  EXPECT_EQ(must(open_store(directory.path(), at(0), test_zones())).warnings.size(), 1U);
}

// An index that lacks an entry, again: after a clean stop a file that nobody has touched is not read through.
TEST(DamagedStore, AFileThatNobodyTouchedIsNotReadThrough) {
  const TemporaryDirectory directory;
  fill(directory.path());
  const std::string path = directory / "evenkeel.db";
  EXPECT_TRUE(stands_as_noted(path));
  overwrite(path, 4096, 1);
  EXPECT_FALSE(stands_as_noted(path));
  note_clean_stop(path);
  EXPECT_TRUE(stands_as_noted(path));
  const auto changed = fs::last_write_time(path);
  overwrite(path, 4097, 1);
  fs::last_write_time(path, changed);  // set back: the change time is not
  EXPECT_FALSE(stands_as_noted(path));
  note_clean_stop(path);
  std::ofstream(path + "-wal") << "a log";
  EXPECT_FALSE(stands_as_noted(path));
}

TEST(UnreadableObjects, OfAnotherCodecAreForgottenAtTheStart) {
  const TemporaryDirectory directory;
  fill(directory.path());
  run_sql(directory / "evenkeel.db", "UPDATE object SET content = x'ff00ff'");
  const Opened again = must(open_store(directory.path(), at(0), test_zones()));
  ASSERT_EQ(again.warnings.size(), 1U);
  EXPECT_EQ(again.warnings[0].about, "alex/work");
  EXPECT_TRUE(must(again.store->known(work)).empty());
  EXPECT_EQ(must(again.store->sync_state(work)), dav::SyncState());
  EXPECT_FALSE(must(again.store->status(work)).whole);
  EXPECT_EQ(must(again.store->promises()).size(), 1U);
}

TEST(UnreadableObjects, FoundLaterAreForgottenAndReported) {
  const TemporaryDirectory directory;
  fill(directory.path());
  run_sql(directory / "evenkeel.db", "UPDATE object SET content = x'ff00ff' WHERE uid = 'h0300-uid'");
  const auto store = opened(directory.path());
  EXPECT_EQ(store->objects(work).error().kind, ErrorKind::transient);
  EXPECT_TRUE(must(store->known(work)).empty());
  EXPECT_FALSE(must(store->status(work)).whole);
}

}  // namespace evenkeel
