#include "io/store/schema.hpp"
#include "io/store/store_fixture.hpp"
#include "support/child_process.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>

namespace evenkeel {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

namespace {

const SourceName work{"alex", "work"};

mode_t mode_of(const std::string& path) {
  struct stat found{};
  EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
  return found.st_mode & 07777U;
}

void run_sql(const std::string& path, const std::string& sql) {
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &database), SQLITE_OK);
  char* problem = nullptr;
  EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &problem), SQLITE_OK) << problem;
  sqlite3_close(database);
}

/// Runs `body` in a child without root's power over files; its result is the exit status.
int without_privileges(const std::function<int()>& body) {
  ChildProcess child([&](int) {
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 99;
    return body();
  });
  return child.wait();
}

}  // namespace

TEST(OpenStore, MakesDirectoryAndFilesForNobodyElse) {
  const TemporaryDirectory directory;
  const std::string state = directory / "var/lib/evenkeel/";
  const auto store = opened(state);
  must(store->save_fact("a", "b"));
  EXPECT_EQ(mode_of(state), 0750U);
  EXPECT_EQ(mode_of(directory / "var/lib"), 0755U);
  for (const char* name : {"evenkeel.db", "evenkeel.db-wal", "evenkeel.db-shm"})
    EXPECT_EQ(mode_of(state + name), 0600U);
}

TEST(OpenStore, KeepsTheModeOfADirectoryAndClosesTheFile) {
  const TemporaryDirectory directory;
  ::chmod(directory.path().c_str(), 0711);
  opened(directory.path()).reset();
  ::chmod((directory / "evenkeel.db").c_str(), 0644);
  opened(directory.path()).reset();
  EXPECT_EQ(mode_of(directory.path()), 0711U);
  EXPECT_EQ(mode_of(directory / "evenkeel.db"), 0600U);
}

TEST(OpenStore, RemembersAcrossCleanStopsWithoutAnyWarning) {
  const TemporaryDirectory directory;
  must(opened(directory.path())->commit(work, batch({object("a", "1")}, "t")));
  EXPECT_FALSE(fs::exists(directory / "evenkeel.db-wal"));
  const Opened again = must(open_store(directory.path(), at(0), test_zones()));
  EXPECT_TRUE(again.warnings.empty());
  EXPECT_EQ(must(again.store->sync_state(work)).token, SyncToken("t"));
  EXPECT_EQ(again.store->changes(), 0U);
}

TEST(OpenStore, NamesADirectoryItCannotMakeOrRead) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "file") << "x";
  EXPECT_THAT(open_store(directory / "file", at(0), test_zones()).error().text,
              HasSubstr(directory / "file"));
  EXPECT_THAT(open_store(directory / "file/state", at(0), test_zones()).error().text,
              HasSubstr(directory / "file"));
  EXPECT_EQ(without_privileges([&] {
              const auto refused = open_store(directory / "state", at(0), test_zones());
              return refused || refused.error().text.find(directory / "state") == std::string::npos ? 1 : 0;
            }),
            0);
  ::chmod(directory.path().c_str(), 0755);
  fs::create_directory(directory / "closed");
  ::chmod((directory / "closed").c_str(), 0700);
  EXPECT_EQ(
      without_privileges([&] {
        const auto refused = open_store(directory / "closed", at(0), test_zones());
        const auto unread = open_store_read_only(directory / "closed", test_zones());
        return refused || unread || unread.error().text.find("ermission denied") == std::string::npos ? 1 : 0;
      }),
      ::geteuid() == 0 ? 0 : 1);
}

// Whoever may lay a file there must not have us write, or read, somewhere else.
TEST(OpenStore, FollowsNoLinkInTheDatabasesPlace) {
  for (const char* name : {"evenkeel.db", "evenkeel.db-wal", "evenkeel.db-shm"}) {
    const TemporaryDirectory directory;
    const std::string state = directory / "state";
    const std::string elsewhere = directory / "elsewhere";
    fs::create_directory(state);
    fs::create_symlink(elsewhere, state + "/" + name);
    EXPECT_FALSE(open_store(state, at(0), test_zones()).has_value()) << name << ", to nothing";
    EXPECT_FALSE(fs::exists(elsewhere)) << name;
    fs::remove(state + "/" + name);
    must(opened(directory / "other")->save_fact("a", "b"));
    fs::rename(directory / "other/evenkeel.db", elsewhere);
    const auto before = fs::last_write_time(elsewhere);
    fs::create_symlink(elsewhere, state + "/" + name);
    const auto refused = open_store(state, at(0), test_zones());
    ASSERT_FALSE(refused.has_value()) << name;
    EXPECT_THAT(refused.error().text, HasSubstr("is a symbolic link"));
    EXPECT_EQ(fs::last_write_time(elsewhere), before) << name;
    if (std::string(name) == "evenkeel.db") {
      EXPECT_FALSE(open_store_read_only(state, test_zones()).has_value());
      EXPECT_FALSE(open_store_copy(state, test_zones()).has_value());
    }
  }
}

TEST(OpenStore, ReachesItsDirectoryByALink) {
  const TemporaryDirectory directory;
  must(opened(directory / "private")->save_fact("a", "b"));
  fs::create_directory_symlink(directory / "private", directory / "state");
  EXPECT_EQ(must(opened(directory / "state")->fact("a")), "b");
}

TEST(OpenStore, RefusesANewerFormAndLeavesItAlone) {
  const TemporaryDirectory directory;
  must(opened(directory.path())->save_fact("a", "b"));
  run_sql(directory / "evenkeel.db", fmt::format("PRAGMA user_version = {}", schema_version + 1));
  for (const auto& refused : {open_store(directory.path(), at(0), test_zones()).error(),
                              open_store_read_only(directory.path(), test_zones()).error(),
                              open_store_copy(directory.path(), test_zones()).error()}) {
    EXPECT_EQ(refused.kind, ErrorKind::refused);
    EXPECT_THAT(refused.text, HasSubstr("newer"));
  }
  run_sql(directory / "evenkeel.db", fmt::format("PRAGMA user_version = {}", schema_version));
  EXPECT_EQ(must(opened(directory.path())->fact("a")), "b");
}

/// An older form: a column less here, one more there, a table that is gone, another index.
void make_older(const std::string& path) {
  run_sql(path,
          "DROP TABLE object; CREATE TABLE calendar_object (href TEXT, text TEXT);"
          "INSERT INTO calendar_object VALUES ('a', 'x');"
          "DROP TABLE promise; CREATE TABLE promise (position INTEGER PRIMARY KEY, who TEXT, text TEXT,"
          " by_date INTEGER, open_since INTEGER, ticked INTEGER, dropped INTEGER, mood TEXT);"
          "INSERT INTO promise VALUES (1, 'both', 'call', NULL, 19990, NULL, 0, 'fine');"
          "CREATE INDEX promise_who ON promise (who); CREATE INDEX source_name ON source (name);"
          "DROP TABLE support; PRAGMA user_version = 0");
}

TEST(OpenStore, BringsAnOlderFormUpToDate) {
  const TemporaryDirectory directory;
  {
    const auto store = opened(directory.path());
    must(store->commit(work, batch({object("a", "1")}, "t")));
    must(store->save(record("duty/x/2026-11-23", 2)));
    must(store->enqueue({entry("a", "d"), entry("b")}));
    must(store->settle(must(store->outbox()).front()));
    must(store->save_first_seen({{"k", at(5)}}));
  }
  make_older(directory / "evenkeel.db");
  const auto copy = must(open_store_copy(directory.path(), test_zones())).store;
  EXPECT_EQ(must(copy->promises()).size(), 1U);
  const auto read_only = must(open_store_read_only(directory.path(), test_zones())).store;
  EXPECT_EQ(must(read_only->promises()).size(), 1U);
  const auto store = opened(directory.path());
  EXPECT_EQ(must(store->promises()),
            (std::vector<PromiseRecord>{{"both", "call", {}, on(19'990), {}, false}}));
  EXPECT_EQ(must(store->publications()).size(), 2U);
  ASSERT_EQ(must(store->outbox()).size(), 1U);
  EXPECT_EQ(must(store->outbox()).front().key, "b");
  EXPECT_TRUE(must(store->was_sent("d")));
  EXPECT_EQ(must(store->first_seen()).size(), 1U);
  EXPECT_TRUE(must(store->support()).empty());
  EXPECT_TRUE(must(store->objects(work)).empty());
  EXPECT_EQ(must(store->sync_state(work)), dav::SyncState());
  must(store->commit(work, batch({object("a", "1")}, "t")));
}

TEST(ReadOnlyStore, ReadsBesideTheWriterAndChangesNothing) {
  const TemporaryDirectory directory;
  const auto writer = opened(directory.path());
  must(writer->save_fact("a", "1"));
  const auto reader = must(open_store_read_only(directory.path(), test_zones())).store;
  EXPECT_EQ(must(reader->fact("a")), "1");
  must(writer->save_fact("a", "2"));
  EXPECT_EQ(must(reader->fact("a")), "2");
  EXPECT_EQ(reader->save_fact("a", "3").error().kind, ErrorKind::refused);
  EXPECT_EQ(reader->commit(work, batch({object("a", "1")}, "t")).error().kind, ErrorKind::refused);
  EXPECT_EQ(must(writer->fact("a")), "2");
}

TEST(ReadOnlyStore, IsEmptyWithoutADatabaseAndMakesNone) {
  const TemporaryDirectory directory;
  for (const std::string& state : {directory.path(), directory / "missing"}) {
    const auto reader = must(open_store_read_only(state, test_zones())).store;
    EXPECT_TRUE(must(reader->objects(work)).empty());
    EXPECT_EQ(reader->save_fact("a", "b").error().kind, ErrorKind::refused);
    EXPECT_FALSE(fs::exists(state + "/evenkeel.db"));
  }
}

TEST(ReadOnlyStore, OfFilesNobodyCanWriteIsReadable) {
  const TemporaryDirectory directory;
  must(opened(directory.path())->save_fact("a", "1"));
  ::chmod((directory / "evenkeel.db").c_str(), 0444);
  ::chmod(directory.path().c_str(), 0555);
  EXPECT_EQ(without_privileges([&] {
              const auto reader = open_store_read_only(directory.path(), test_zones());
              const auto copy = open_store_copy(directory.path(), test_zones());
              const auto writer = open_store(directory.path(), at(0), test_zones());
              if (!reader || !copy) return 1;
              if (reader->store->fact("a") != "1" || copy->store->fact("a") != "1") return 2;
              return writer ? 3 : 0;
            }),
            0);
}

TEST(StoreCopy, IsItsOwnFromThenOn) {
  const TemporaryDirectory directory;
  const auto writer = opened(directory.path());
  must(writer->commit(work, batch({object("a", "1")}, "t")));
  const auto copy = must(open_store_copy(directory.path(), test_zones())).store;
  must(copy->commit(work, batch({object("b", "1")}, "u")));
  must(writer->save_fact("a", "1"));
  EXPECT_EQ(must(copy->objects(work)).size(), 2U);
  EXPECT_EQ(must(copy->fact("a")), "");
  EXPECT_EQ(must(writer->objects(work)).size(), 1U);
}

TEST(FullDisk, IsAnErrorAndLeavesTheStoreWhole) {
  const TemporaryDirectory directory;
  ChildProcess child([&](int) {
    // A file may not grow beyond this: the write fails as on a full disk, but with EFBIG.
    const rlimit small{std::size_t{512} << 10U, std::size_t{512} << 10U};
    (void)std::signal(SIGXFSZ, SIG_IGN);
    if (::setrlimit(RLIMIT_FSIZE, &small) != 0) return 1;
    const auto store = opened(directory.path());
    for (int round = 0; round < 1000; ++round) {
      std::vector<StoredObject> objects;
      for (int i = 0; i < 200; ++i) objects.push_back(object(fmt::format("{}-{}", round, i), "1"));
      const auto done = store->commit(work, batch(std::move(objects), std::to_string(round)));
      if (done) continue;
      if (done.error().text.find(directory / "evenkeel.db") == std::string::npos) return 2;
      const auto known = store->known(work);
      const auto state = store->sync_state(work);
      if (!known || !state) return 3;
      return known->size() == (std::stoul("0" + state->token.str()) + 1) * 200 ? 0 : 4;
    }
    return 5;
  });
  EXPECT_EQ(child.wait(), 0);
  const auto store = opened(directory.path());
  must(store->commit(work, batch({object("after", "1")}, "u")));
}

TEST(FullDisk, OnASmallFileSystemToo) {
  const TemporaryDirectory directory;
  if (::mount("tmpfs", directory.path().c_str(), "tmpfs", 0, "size=600k,mode=0700") != 0) {
    GTEST_SKIP() << "no right to mount a small file system; the test above covers the rest";
  }
  {
    const auto store = opened(directory.path());
    Expected<void> done;
    for (int round = 0; done && round < 1000; ++round) {
      std::vector<StoredObject> objects;
      for (int i = 0; i < 100; ++i) objects.push_back(object(fmt::format("{}-{}", round, i), "1"));
      done = store->commit(work, batch(std::move(objects), std::to_string(round)));
    }
    ASSERT_FALSE(done.has_value());
    EXPECT_THAT(done.error().text, HasSubstr("evenkeel.db cannot be "));
    EXPECT_EQ(must(store->known(work)).size(),
              (std::stoul(must(store->sync_state(work)).token.str()) + 1) * 100);
  }
  EXPECT_EQ(::umount(directory.path().c_str()), 0);
}

}  // namespace evenkeel
