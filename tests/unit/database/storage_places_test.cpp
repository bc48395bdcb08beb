// SPDX-License-Identifier: Apache-2.0
// Where a database and its files may lie: by several names, under odd names, where nothing may be
// written, on two file systems.
#include <sys/stat.h>
#include <unistd.h>

#include "unit/database/storage_fixture.hpp"

namespace egregora {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr uid_t kNobody = 65'534;

/// Whoever may write everywhere, may not for a while.
class AsNobody {
 public:
  AsNobody() : is_root_(::geteuid() == 0) { EXPECT_EQ(is_root_ ? ::seteuid(kNobody) : 0, 0); }
  ~AsNobody() { EXPECT_EQ(is_root_ ? ::seteuid(0) : 0, 0); }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;

 private:
  bool is_root_;
};

class StoragePlaces : public StorageTest {
 protected:
  /// Everything that a database and its files go through, at these places.
  void expect_to_work(const StorageOptions& options) {
    {
      DuckDBStorageManager storage{options};
      storage.write_table(numbers(3), "t");
      storage.write_table(numbers(2), "t", {.mode = WriteMode::append});
      storage.write_table(numbers(1), "s", {.checkpoint = false});
      storage.insert("t", numbers(1));
      storage.checkpoint();
      EXPECT_EQ(count_in(storage, storage.checkpoint_dir() / "t.parquet"), 6);
      EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
    }
    DuckDBStorageManager again{options};
    EXPECT_EQ(again.row_count("t"), 6);
    again.checkpoints().restore("t");
    EXPECT_EQ(again.describe("t").checkpoint, CheckpointState::fresh);
    again.drop_table("t", {.checkpoint_too = true});
    EXPECT_FALSE(fs::exists(again.checkpoint_dir() / "t.parquet"));
    EXPECT_THAT(again.checkpoints().doctor(), IsEmpty());
  }
};

TEST_F(StoragePlaces, one_file_by_any_name_is_one_database) {
  DuckDBStorageManager one{on_file()};
  fs::create_directories(path("elsewhere"));
  fs::create_symlink(path("test.duckdb"), path("elsewhere/link.duckdb"));
  fs::create_hard_link(path("test.duckdb"), path("hard.duckdb"));
  std::int64_t rows = 0;
  for (const fs::path& name : {fs::relative(path("test.duckdb")), path("elsewhere/link.duckdb"),
                               path("hard.duckdb"), path("elsewhere/../test.duckdb")}) {
    SCOPED_TRACE(name);
    DuckDBStorageManager other{{.db_path = name}};
    other.write_table(numbers(++rows), "t");
    EXPECT_EQ(one.row_count("t"), rows);
    EXPECT_EQ(count_in(one, data("t.parquet")), rows);
    // One lock: a thread that would wait for itself is told so.
    one.transaction(
        [&](Transaction&) { EXPECT_THROW(other.insert("t", numbers(1)), InvalidOperationError); });
    EXPECT_TRUE(fs::equivalent(other.checkpoint_dir(), data("")));
  }
  EXPECT_FALSE(fs::exists(path("elsewhere/.egregora")));
}

TEST_F(StoragePlaces, files_lie_beside_the_database_and_not_beside_a_link_to_it) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  fs::create_directories(path("elsewhere"));
  fs::create_symlink(path("test.duckdb"), path("elsewhere/link.duckdb"));
  {
    DuckDBStorageManager storage{{.db_path = path("elsewhere/link.duckdb")}};
    EXPECT_EQ(storage.describe("t").checkpoint, CheckpointState::fresh);
    EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
    storage.write_table(numbers(4), "t");
    EXPECT_TRUE(fs::equivalent(storage.checkpoint_dir(), data("")));
  }
  EXPECT_FALSE(fs::exists(path("elsewhere/.egregora")));
  DuckDBStorageManager storage{on_file()};
  EXPECT_EQ(count_in(storage, data("t.parquet")), 4);
}

TEST_F(StoragePlaces, names_may_hold_any_characters) {
  for (const std::string name : {"it's 100% \"odd\" %s", "\u00e9 \u65e5\u672c \U0001f986",
                                 "a\nb\\c", "semi;-- $1 #", "star * [x] {a,b}"}) {
    SCOPED_TRACE(name);
    expect_to_work({.db_path = path(name + "/" + name + ".duckdb")});
  }
}

TEST_F(StoragePlaces, a_question_mark_is_refused_because_the_engine_takes_it_for_options) {
  for (const char* name : {"what?.duckdb", "a?b/test.duckdb"}) {
    EXPECT_THAT(message_of<DatabaseError>([&] { DuckDBStorageManager({.db_path = path(name)}); }),
                AllOf(HasSubstr("'?'"), HasSubstr(path(name).string())));
  }
  EXPECT_THAT(folder_.names(), IsEmpty());
  expect_to_work({.db_path = path("test.duckdb"), .checkpoint_dir = path("why?")});
}

TEST_F(StoragePlaces, looking_works_in_a_folder_where_nothing_may_be_written) {
  { DuckDBStorageManager(on_file()).write_table(numbers(3), "t"); }
  const auto before = files_in(folder_.path());
  ::chmod(folder_.path().c_str(), 0555);
  {
    const AsNobody nobody;
    DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .read_only = true}};
    EXPECT_EQ(storage.read_table("t").count().execute(), 3);
    EXPECT_EQ(count_in(storage, data("t.parquet")), 3);
    EXPECT_THAT(storage.checkpoints().doctor(), IsEmpty());
    storage.close();
    EXPECT_THAT(message_of<DatabaseError>([&] { DuckDBStorageManager writer{on_file()}; }),
                AllOf(HasSubstr(path("test.duckdb").string()), HasSubstr("read-only")));
  }
  ::chmod(folder_.path().c_str(), 0755);
  EXPECT_EQ(files_in(folder_.path()), before);
}

TEST_F(StoragePlaces, a_checkpoint_folder_that_may_not_be_written_is_named) {
  fs::create_directories(path("files"));
  ::chmod(folder_.path().c_str(), 0777);
  ::chmod(path("files").c_str(), 0555);
  std::string message;
  {
    const AsNobody nobody;
    DuckDBStorageManager storage{{.db_path = path("test.duckdb"), .checkpoint_dir = path("files")}};
    message = message_of<Error>([&] { storage.write_table(numbers(3), "t"); });
    EXPECT_FALSE(storage.table_exists("t"));
    storage.write_table(numbers(3), "s", {.checkpoint = false});
    storage.create_table("u", numbers(0).schema());
    EXPECT_EQ(storage.insert("u", numbers(2)), 2);
  }
  EXPECT_THAT(message, HasSubstr(path("files").string()));
}

TEST_F(StoragePlaces, files_may_lie_on_another_file_system) {
  struct stat here = {}, there = {};
  if (::stat("/dev/shm", &there) != 0 || ::access("/dev/shm", W_OK) != 0) {
    GTEST_SKIP() << "no /dev/shm to write to";
  }
  ASSERT_EQ(::stat(folder_.path().c_str(), &here), 0);
  if (here.st_dev == there.st_dev) GTEST_SKIP() << "/dev/shm is the temporary folder's file system";
  const testing::TemporaryFolder other("/dev/shm");
  expect_to_work({.db_path = path("test.duckdb"), .checkpoint_dir = other.path() / "files"});
  expect_to_work({.db_path = other.path() / "test.duckdb", .checkpoint_dir = path("files")});
}

}  // namespace
}  // namespace egregora
